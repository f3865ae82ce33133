"""The worker process: whatever a workbook does to it, the next one is read."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import DamagedWorkbook, OldTemplate, WorkbookTooHard
from data.intake.workbook import read_workbook
from data.intake.worker import Worker
from data.store.house import House
from tests.data.intake import forms, gate_files


@pytest.fixture(scope="module")
def content(house: House) -> bytes:
    return forms.filled(forms.empty(house), {"PRT-02": 7})


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(seconds=60)
    yield made
    made.close()


def child(worker: Worker) -> int:
    worker.warm_up()
    assert worker._child is not None
    return worker._child.pid


def test_it_reads_what_would_be_read_here(worker: Worker, content: bytes) -> None:
    assert worker.read(content) == read_workbook(content)


def test_refusals_come_back_by_name_and_cost_no_child(worker: Worker, content: bytes) -> None:
    first = child(worker)
    with pytest.raises(DamagedWorkbook):
        worker.read(b"PK no zip")
    with pytest.raises(OldTemplate):
        worker.read(forms.saved(forms.Workbook()))
    assert worker.read(content).cells["PRT-02"].value == 7
    assert child(worker) == first


def test_a_child_that_died_is_replaced(worker: Worker, content: bytes) -> None:
    first = child(worker)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert worker.read(content).cells["PRT-02"].value == 7
    assert child(worker) != first


def test_a_child_that_is_stuck_is_ended_and_the_next_workbook_is_read(content: bytes) -> None:
    worker = Worker(seconds=0.2)
    stuck = child(worker)
    os.kill(stuck, signal.SIGSTOP)
    with pytest.raises(WorkbookTooHard):
        worker.read(content)
    worker._seconds = 60
    assert worker.read(content).cells["PRT-02"].value == 7
    assert child(worker) != stuck
    worker.close()


def test_a_child_that_takes_no_more_input_is_ended_too() -> None:
    worker = Worker(seconds=0.2)
    os.kill(child(worker), signal.SIGSTOP)
    with pytest.raises(WorkbookTooHard):
        worker.read(b"more than a pipe holds" * 100_000)
    worker.close()


def most_memory(process: int) -> int:
    """The most bytes that a process has had so far."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmPeak:"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_workbook_that_needs_too_much_memory_is_refused(worker: Worker, content: bytes) -> None:
    rows = (f'<row r="{n}">{"<c><v>7</v></c>" * 50}</row>' for n in range(1, 1_001))
    greedy = gate_files.workbook({gate_files.SHEET: gate_files.sheet("".join(rows))})
    worker.read(content)
    narrow = Worker(seconds=60, memory=most_memory(child(worker)) + (16 << 20))
    with pytest.raises(WorkbookTooHard):
        narrow.read(greedy)
    assert narrow.read(content).cells["PRT-02"].value == 7
    narrow.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's environment")
def test_no_address_or_password_reaches_the_child(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://lima:secret@db/lima")
    environment = Path(f"/proc/{child(worker)}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"secret" not in environment


def test_what_a_parser_complains_of_is_not_heard(
    worker: Worker, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DamagedWorkbook):
        worker.read(b"PK no zip")
    worker.read(content)
    worker.close()
    assert capfd.readouterr() == ("", "")
