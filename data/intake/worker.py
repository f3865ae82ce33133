"""The warm, limited child process in which workbooks are parsed and marked: its death is an answer, not a crash.

One line of JSON goes in (the content in base64), one comes out: a reading, or the name and values of the error. A child
that takes too long or too much memory is ended and replaced.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from data import errors
from data.intake.marks import Mark
from data.intake.marks import to_json as marks_to_json
from data.intake.reading import Reading, from_json
from data.settings import ROOT

SECONDS = 9
MEMORY_BYTES = 1 << 30


class Worker:
    """One child process, started when first needed and kept for the next workbook."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY_BYTES) -> None:
        """Nothing is started yet. A workbook that takes more seconds or bytes than this costs the child its life."""
        self._seconds, self._memory = seconds, memory
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def read(self, content: bytes) -> Reading:
        """Parse a workbook in the child.

        Raises:
            UnreadableWorkbook: one of its kinds; `WorkbookTooHard` when the child died or ran out of time.
        """
        return from_json(self._answer(base64.b64encode(content))["reading"])

    def mark(self, content: bytes, marks: Sequence[Mark]) -> bytes:
        """Have the child mark cells of a workbook.

        Raises:
            UnreadableWorkbook: one of its kinds, as from `read`.
        """
        request = base64.b64encode(content) + b" " + json.dumps(marks_to_json(marks)).encode()
        return base64.b64decode(self._answer(request)["marked"])

    def _answer(self, request: bytes) -> dict[str, Any]:
        with self._lock:
            child = self._running()
            # Only a clock outside the conversation ends it whatever the child does: not reading, not answering, or
            # answering half. Its death breaks the pipes, and so every wait below.
            clock = threading.Timer(self._seconds, child.kill)
            clock.start()
            try:
                answer = _ask(child, request)
            except (OSError, ValueError) as error:
                self._end()
                raise errors.WorkbookTooHard from error
            finally:
                clock.cancel()
        if "error" in answer:
            refusal: type[errors.UnreadableWorkbook] = getattr(errors, answer["error"])
            raise refusal(**answer.get("values", {}))
        return answer

    def warm_up(self) -> None:
        """Start the child ahead of the first workbook."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the child; the next workbook starts another."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no word from outside
                [sys.executable, "-m", "data.intake.worker_child", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what a parser complains of may quote the workbook
                cwd=ROOT,
                # Nothing of the environment but what Python needs: no password of a database reaches a parser.
                env={key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG", "HOME") if key in os.environ},
            )
        return self._child

    def _end(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._child.wait()
        self._child = None


def _ask(child: subprocess.Popen[bytes], request: bytes) -> dict[str, Any]:
    if child.stdin is None or child.stdout is None:
        raise OSError("the worker has no pipes")
    child.stdin.write(request + b"\n")
    child.stdin.flush()
    answer: dict[str, Any] = json.loads(child.stdout.readline())
    return answer


WORKER = Worker()
"""The process's own worker: one is enough, workbooks wait their turn for tenths of a second."""
