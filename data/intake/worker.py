"""The warm, limited child process in which workbooks are parsed: its death is an answer, not a crash.

One line of JSON goes in (the content in base64), one comes out: a reading, or the name of the error. A child that takes
too long or too much memory is ended and replaced.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import selectors
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from data import errors
from data.intake.reading import Reading, from_json
from data.settings import ROOT

SECONDS = 20
MEMORY_BYTES = 1 << 30


class Worker:
    """One child process, started when first needed and kept for the next workbook."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def read(self, content: bytes) -> Reading:
        """Parse a workbook in the child.

        Raises:
            UnreadableWorkbook: one of its kinds; `WorkbookTooHard` when the child died or ran out of time.
        """
        with self._lock:
            child = self._child if self._child and self._child.poll() is None else self._start()
            try:
                answer = _ask(child, content)
            except (OSError, TimeoutError, ValueError) as error:
                self._end()
                raise errors.WorkbookTooHard from error
        if "error" in answer:
            refusal: type[errors.UnreadableWorkbook] = getattr(errors, answer["error"])
            raise refusal
        return from_json(answer["reading"])

    def warm_up(self) -> None:
        """Start the child ahead of the first workbook."""
        with self._lock:
            if not self._child or self._child.poll() is not None:
                self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no word from outside
            [sys.executable, "-m", "data.intake.worker_child", str(MEMORY_BYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            # Nothing of the environment but what Python needs: no address or password of a database reaches a parser.
            env={key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG", "HOME") if key in os.environ},
        )
        atexit.register(self._end)
        return self._child

    def _end(self) -> None:
        if self._child:
            self._child.kill()
            with suppress(subprocess.TimeoutExpired):
                self._child.communicate(timeout=5)
            self._child = None


def _ask(child: subprocess.Popen[bytes], content: bytes) -> dict[str, Any]:
    if child.stdin is None or child.stdout is None:
        raise OSError("the worker has no pipes")
    child.stdin.write(base64.b64encode(content) + b"\n")
    child.stdin.flush()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        if not selector.select(SECONDS):
            raise TimeoutError
    answer: dict[str, Any] = json.loads(child.stdout.readline())
    return answer


WORKER = Worker()
"""The process's own worker: one is enough, workbooks wait their turn for tenths of a second."""
