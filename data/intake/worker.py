"""The warm, limited child process in which workbooks are parsed and marked: its death is an answer, not a crash.

One line of JSON goes in (the content in base64), one comes out: a reading, where personal data was found, or the name
and values of the error. A child that takes too long or too much memory is ended and replaced.
"""

from __future__ import annotations

import atexit
import base64
import datetime as dt
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from data import errors
from data.intake.marks import Mark
from data.intake.marks import to_json as marks_to_json
from data.intake.personal import Hit, Own, Part, PersonalData
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
        self._told: Own | None = None
        atexit.register(self.close)

    def read(
        self, content: bytes, *, own: Own | None = None, today: dt.date | None = None, file_name: str = ""
    ) -> Reading:
        """Look at a workbook in the child, look through it, and read it.

        Args:
            content: the bytes of the file.
            own: what our form says by itself, which is never personal data.
            today: the day by which a date is recent.
            file_name: the name under which the file was sent, which is looked through too.

        Raises:
            PersonalData: if it carries any. Nothing of it was read then.
            UnreadableWorkbook: one of its kinds; `WorkbookTooHard` when the child died or ran out of time.
        """
        day = today or dt.datetime.now(dt.UTC).date()
        answer = self._answer(content, own=own, today=day.isoformat(), file_name=file_name)
        if "hits" in answer:
            raise PersonalData([Hit(kind, Part(part), *place) for kind, part, *place in answer["hits"]])
        return from_json(answer["reading"])

    def mark(self, content: bytes, marks: Sequence[Mark]) -> bytes:
        """Have the child mark cells of a workbook.

        Raises:
            UnreadableWorkbook: one of its kinds, as from `read`.
        """
        return base64.b64decode(self._answer(content, marks=marks_to_json(marks))["marked"])

    def unpack(self, content: bytes) -> list[tuple[str, bytes]]:
        """Have the child take the files out of a zip: their names and bytes.

        Raises:
            UnreadableWorkbook: one of its kinds.
        """
        files = self._answer(content, unpack=True)["files"]
        return [(name, base64.b64decode(file)) for name, file in files]

    def _answer(self, content: bytes, *, own: Own | None = None, **asked: object) -> dict[str, Any]:
        asked["workbook"] = base64.b64encode(content).decode()
        with self._lock:
            child = self._running()
            if own and own != self._told:  # told once: it is the same for every workbook
                asked["own"] = own.to_json()
            # Only a clock outside the conversation ends it whatever the child does: not reading, not answering, or
            # answering half. Its death breaks the pipes, and so every wait below.
            clock = threading.Timer(self._seconds, child.kill)
            clock.start()
            try:
                answer = _ask(child, json.dumps(asked).encode())
                self._told = own or self._told
            except (OSError, ValueError) as error:
                self._end()
                raise errors.WorkbookTooHard from error
            finally:
                clock.cancel()
        if "error" in answer:
            refusal: type[errors.UnreadableWorkbook] = getattr(errors, answer["error"])
            raise refusal(**answer.get("values", {}))
        return answer

    @property
    def child(self) -> int | None:
        """The child's process, if it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

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
        self._told = None
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


class Pool:
    """Several workers for several workbooks at a time. One is started when all before it are busy."""

    def __init__(self, size: int) -> None:
        """Nothing is started yet."""
        self._workers = tuple(Worker() for _ in range(size))
        self._free: queue.PriorityQueue[int] = queue.PriorityQueue()
        for number in range(size):
            self._free.put(number)

    def read(
        self, content: bytes, *, own: Own | None = None, today: dt.date | None = None, file_name: str = ""
    ) -> Reading:
        """As `Worker.read`, by the first that is free."""
        with self._one() as worker:
            return worker.read(content, own=own, today=today, file_name=file_name)

    def mark(self, content: bytes, marks: Sequence[Mark]) -> bytes:
        """As `Worker.mark`, by the first that is free."""
        with self._one() as worker:
            return worker.mark(content, marks)

    def unpack(self, content: bytes) -> list[tuple[str, bytes]]:
        """As `Worker.unpack`, by the first that is free."""
        with self._one() as worker:
            return worker.unpack(content)

    @property
    def children(self) -> tuple[int, ...]:
        """The processes that run."""
        return tuple(number for worker in self._workers if (number := worker.child) is not None)

    def close(self) -> None:
        """End all children."""
        for worker in self._workers:
            worker.close()

    @contextmanager
    def _one(self) -> Iterator[Worker]:
        number = self._free.get()
        try:
            yield self._workers[number]
        finally:
            self._free.put(number)


AT_ONCE = min(2, os.cpu_count() or 1)
"""How many workbooks are read at the same time."""
WORKER = Pool(AT_ONCE)
"""The process's own workers: two at most, workbooks wait their turn for tenths of a second."""
