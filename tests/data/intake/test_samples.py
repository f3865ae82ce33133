"""Broken and hostile files, as they are: each is answered in a sentence, and the next workbook is read.

They do not belong to the project. They are looked for in the folder `samples/hostile` of `LIMA_SHARED`, or of a folder
`shared` beside the project; where there are none, these tests are skipped. None of them is a form of ours.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.intake import receive
from data.store.house import House
from tests.conftest import ROOT
from tests.data.intake import forms

FOLDER = Path(os.environ.get("LIMA_SHARED") or ROOT.parent / "shared") / "samples" / "hostile"
FILES = sorted(FOLDER.glob("*")) if FOLDER.is_dir() else []

pytestmark = [
    pytest.mark.skipif(not FILES, reason="no broken and hostile files here (LIMA_SHARED)"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_hostile_file_is_refused_in_a_sentence(house: House, path: Path) -> None:
    examined = receive.examine(path.read_bytes(), house=house)
    assert examined.verdict == "stop"
    assert examined.observations == ()
    for found in examined.findings:
        assert found.message("en")
        assert found.message("id")


def test_among_them_a_return_is_read(house: House) -> None:
    assert receive.examine(forms.filled(forms.empty(house), forms.answered(house)), house=house).verdict == "clean"
