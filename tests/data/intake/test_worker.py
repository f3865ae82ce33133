"""The worker process: whatever a workbook does to it, the next one is read."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.errors import DamagedWorkbook, OldTemplate, UnreadableWorkbook, WorkbookTooHard
from data.intake.personal import Own, Part, PersonalData, own_form
from data.intake.workbook import read_workbook
from data.intake.worker import Pool, Worker
from data.intake.worker_child import MOST_HITS
from data.store.house import House
from tests.data.intake import forms, gate_files

TODAY = dt.date(2026, 10, 15)


@pytest.fixture(scope="module")
def content(house: House) -> bytes:
    return forms.filled(forms.empty(house), {"PRT-02": 7})


@pytest.fixture(scope="module")
def own(house: House) -> Own:
    return own_form(house.catalogue, house.country, today=TODAY)


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(seconds=60)
    yield made
    made.close()


@pytest.fixture(scope="module")
def unharmed() -> Iterator[Worker]:
    """One for all tests that leave its child as it was."""
    made = Worker(seconds=60)
    yield made
    made.close()


def child(worker: Worker) -> int:
    worker.warm_up()
    assert worker._child is not None
    return worker._child.pid


def died(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)


def test_it_reads_what_would_be_read_here(unharmed: Worker, content: bytes, own: Own) -> None:
    assert unharmed.read(content, own=own) == read_workbook(content)


def test_refusals_come_back_by_name_and_cost_no_child(unharmed: Worker, content: bytes, own: Own) -> None:
    first = child(unharmed)
    with pytest.raises(DamagedWorkbook):
        unharmed.read(b"PK no zip")
    with pytest.raises(OldTemplate):
        unharmed.read(forms.saved(forms.Workbook()))
    assert unharmed.read(content, own=own).cells["PRT-02"].value == 7
    assert child(unharmed) == first


def test_of_personal_data_only_place_and_kind_come_out(unharmed: Worker, house: House, own: Own) -> None:
    number = "3271046504930002"
    sent = forms.filled(forms.empty(house), {"facilities#1.name": f"NIK {number}"})
    name = f"laporan {number}.xlsx"
    with pytest.raises(PersonalData) as caught:
        unharmed.read(sent, own=own, today=TODAY, file_name=name)
    sheet, letters, row = forms.spot(sent, "facilities#1.name")
    assert set(caught.value.hits) == {
        ("nik", Part.CELL, sheet, f"{letters}{row}"),
        ("nik", Part.FILE_NAME, None, None),
    }
    assert number not in repr(caught.value)


def test_a_list_of_people_is_told_by_its_first_cells(unharmed: Worker, own: Own) -> None:
    book = forms.Workbook()
    for number in range(2_000):
        book.worksheets[0].append([f"081234{number:06}"])
    with pytest.raises(PersonalData) as caught:
        unharmed.read(forms.saved(book), own=own)
    assert len(caught.value.hits) == MOST_HITS


def test_what_our_form_says_is_told_to_each_child_once_and_to_the_next_again(
    worker: Worker, house: House, own: Own
) -> None:
    """The due date on the cover would be a date of birth to whoever does not know our form."""
    sent = forms.empty(house)
    for _ in range(2):
        assert worker.read(sent, own=own, today=TODAY).cells["PRT-02"].blank
    died(child(worker))
    assert worker.read(sent, own=own, today=TODAY).cells["PRT-02"].blank


def test_two_workbooks_at_once_are_read_by_two_children(content: bytes, own: Own) -> None:
    pool = Pool(2)
    with ThreadPoolExecutor(2) as threads:
        readings = list(threads.map(lambda _: pool.read(content, own=own), range(4)))
    assert {reading.cells["PRT-02"].value for reading in readings} == {7}
    assert len(pool.children) == 2
    pool.close()
    assert pool.children == ()


def test_one_workbook_after_the_other_needs_one_child(content: bytes, own: Own) -> None:
    pool = Pool(2)
    for _ in range(3):
        pool.read(content, own=own)
    assert len(pool.children) == 1
    pool.close()


def test_a_child_that_died_is_replaced(worker: Worker, content: bytes, own: Own) -> None:
    first = child(worker)
    died(first)
    assert worker.read(content, own=own).cells["PRT-02"].value == 7
    assert child(worker) != first


def test_a_child_that_is_stuck_is_ended_and_the_next_workbook_is_read(content: bytes, own: Own) -> None:
    worker = Worker(seconds=0.2)
    stuck = child(worker)
    os.kill(stuck, signal.SIGSTOP)
    with pytest.raises(WorkbookTooHard):
        worker.read(content, own=own)
    worker._seconds = 60
    assert worker.read(content, own=own).cells["PRT-02"].value == 7
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
def test_a_workbook_that_needs_too_much_memory_is_refused(worker: Worker, content: bytes, own: Own) -> None:
    cell = f'<c t="inlineStr"><is><t>{"text " * 6}</t></is></c>'
    rows = (f'<row r="{n}">{cell * 50}</row>' for n in range(1, 1_001))
    greedy = gate_files.workbook({gate_files.SHEET: gate_files.sheet("".join(rows))})
    worker.read(content, own=own)
    narrow = Worker(seconds=60, memory=most_memory(child(worker)) + (16 << 20))
    with pytest.raises(WorkbookTooHard):
        narrow.read(greedy)
    assert narrow.read(content, own=own).cells["PRT-02"].value == 7
    narrow.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's environment")
def test_no_address_or_password_reaches_the_child(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://lima:secret@db/lima")
    with pytest.raises(UnreadableWorkbook):
        worker.read(b"PK no zip")  # it answers, and so has started
    environment = Path(f"/proc/{child(worker)}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"secret" not in environment


def test_what_a_parser_complains_of_is_not_heard(
    worker: Worker, content: bytes, own: Own, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DamagedWorkbook):
        worker.read(b"PK no zip")
    worker.read(content, own=own)
    worker.close()
    assert capfd.readouterr() == ("", "")
