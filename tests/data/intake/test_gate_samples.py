"""Broken and hostile files get what is written of them: the gate's part of it, in a process with little memory.

The files do not belong to the project. They are looked for in the folder `samples` of `LIMA_SHARED`, or of a folder
`shared` beside the project; where there are none, these tests are skipped. They are built on a sheet that is no form of
ours: what passes the gate is refused as another form, and no sooner.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from data.errors import OddFileName, OldTemplate, UnreadableWorkbook
from data.intake.gate.names import look_at_file_name
from data.intake.receive import may_be_opened
from data.intake.worker import Worker
from data.words import text
from tests.conftest import ROOT

FOLDER = Path(os.environ.get("LIMA_SHARED") or ROOT.parent / "shared") / "samples"
CASES: list[dict[str, Any]] = (
    json.loads((FOLDER / "manifest.json").read_text("utf-8"))["cases"] if (FOLDER / "manifest.json").is_file() else []
)
OF_THE_GATE = {"container", "broken", "bomb", "xml", "macro", "links", "wrong_kind", "structure", "control", "producer"}
"""Categories that are judged by the container and its parts. The others are judged by what stands in the form."""
ALSO = {"str_1MB"}


def of_the_gate(case: Mapping[str, Any]) -> bool:
    """Whether the gate alone decides about a file."""
    return case["category"] in OF_THE_GATE or case["id"] in ALSO


MEGABYTES = 500

pytestmark = [
    pytest.mark.skipif(not CASES, reason="no broken and hostile files here (LIMA_SHARED)"),
]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(seconds=60)
    made.warm_up()
    yield made
    made.close()


def opened(content: bytes, worker: Worker) -> None:
    may_be_opened(content)
    worker.read(content)


@pytest.mark.parametrize("case", [case for case in CASES if of_the_gate(case)], ids=lambda case: case["id"])
def test_a_file_gets_what_is_written_of_it(case: Mapping[str, Any], worker: Worker) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        opened((FOLDER / "hostile" / case["file"]).read_bytes(), worker)
    error = caught.value
    if case["expect"].startswith("accept"):
        assert type(error) is OldTemplate
    elif case["expect"] == "reject":
        assert type(error) is not OldTemplate
    for language in ("en", "id"):
        said = text(error.key, language, **error.values)
        missing = [words for words in case["must_name"] if not re.search(words, said, re.IGNORECASE)]
        assert case["expect"] != "reject" or missing == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["category"] == "upload_name"], ids=lambda case: case["id"]
)
def test_a_file_name_gets_what_is_written_of_it(case: Mapping[str, Any]) -> None:
    if case["expect"] == "reject":
        with pytest.raises(OddFileName):
            look_at_file_name(case["upload_name"])
    elif case["expect"].startswith("accept"):
        look_at_file_name(case["upload_name"])


LOOK_AT_ALL = """
import resource, sys
from pathlib import Path
from data.errors import UnreadableWorkbook
from data.intake.gate.opening import open_safely
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = most()
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        open_safely(path.read_bytes())
    except UnreadableWorkbook:
        pass
print(most() - before)
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux holds a process to its memory and counts it in kilobytes"
)
def test_all_of_them_together_leave_the_process_small() -> None:
    command = [sys.executable, "-c", LOOK_AT_ALL, FOLDER / "hostile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEGABYTES << 10
