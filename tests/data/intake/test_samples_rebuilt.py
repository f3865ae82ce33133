"""Broken and hostile workbooks, made from a filled form of ours, get what is written of them; see `rebuilt`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from data.intake import receive
from data.store.house import House
from tests.conftest import ROOT
from tests.data.intake.rebuilt import COUNT, NAME, ORIGINAL, SAMPLES, TEXTS, UNSURE, Sample

MANIFEST = Path(os.environ.get("LIMA_SHARED") or ROOT.parent / "shared") / "samples" / "manifest.json"
OF_THE_FORM = {"layout", "links", "meaning", "number", "producer", "string", "structure", "upload_name", "control"}
"""Categories that only a form can show whole. The others are judged as the files are."""


@pytest.mark.parametrize(("name", "sample"), SAMPLES.items(), ids=SAMPLES)
def test_it_gets_what_is_written_of_it(house: House, name: str, sample: Sample) -> None:
    examined = receive.examine(sample.make(), house=house, file_name=sample.upload_name)
    codes = {found.code for found in examined.findings}
    if sample.code:
        assert (examined.verdict, codes) == ("stop", {sample.code})
        assert examined.observations == ()
    else:
        assert (examined.verdict, codes) == ("clean", {sample.note} - {""})
        assert examined.totals[COUNT].value == sample.value
    for language in ("en", "id"):
        said = [f"{found.sheet}!{found.cell} {found.message(language)}" for found in examined.findings]
        assert all(any(word in each for each in said) for word in sample.names), (said, sample.names)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_only_a_text(house: House, name: str) -> None:
    examined = receive.examine(SAMPLES[name].make(), house=house)
    assert TEXTS[name] in {row["name"] for row in examined.facility_rows}


@pytest.mark.parametrize("name", UNSURE)
def test_it_is_refused_or_taken_with_the_same_values(house: House, name: str) -> None:
    examined = receive.examine(UNSURE[name](), house=house)
    same = receive.examine(ORIGINAL, house=house).observations
    assert examined.verdict == "stop" or examined.observations == same


@pytest.mark.skipif(not MANIFEST.is_file(), reason="no list of broken and hostile files here (LIMA_SHARED)")
def test_each_of_the_collection_is_rebuilt_and_says_the_same() -> None:
    cases = json.loads(MANIFEST.read_text("utf-8"))["cases"]
    wanted = {case["id"]: case["expect"] for case in cases if case["category"] in OF_THE_FORM}
    assert wanted.keys() <= SAMPLES.keys() | UNSURE.keys()
    for name, expected in wanted.items():
        if expected in ("reject", "accept", "accept_normalised"):
            assert bool(SAMPLES[name].code) == (expected == "reject"), name


def test_no_letters_that_are_not_seen_get_into_a_name(house: House) -> None:
    [found] = receive.examine(SAMPLES["str_rtl_override"].make(), house=house).findings
    assert "\u202e" not in found.message("en") + found.message("id") + str(found.values)
    assert found.sheet
    assert NAME
