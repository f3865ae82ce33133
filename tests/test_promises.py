"""Each promise in the documents names a test that exists."""

from __future__ import annotations

import ast
import re

import pytest

from data.settings import ROOT

SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", SECURITY)))


@pytest.mark.parametrize("named", NAMED)
def test_the_test_of_a_promise_exists(named: str) -> None:
    file, _, name = named.partition("::")
    found = ast.parse((ROOT / file).read_text("utf-8")).body
    assert name in {each.name for each in found if isinstance(each, ast.FunctionDef)}


def test_every_promise_names_a_test() -> None:
    promises = [
        line for line in SECURITY.splitlines() if line.startswith("| ") and not line.startswith(("| promise", "| ---"))
    ]
    assert len(promises) > 30
    assert [line for line in promises if "`tests/" not in line.rpartition(" | ")[2]] == []


def test_every_item_of_the_standard_says_yes_partly_or_no_and_why() -> None:
    rows = re.findall(
        r"^\| ([\d., ]+) \| (.+?) \| (.*?) \| ?(.*?) ?\|$", (ROOT / "docs" / "asvs.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) >= 60, [row[0] for row in rows]
    assert [row for row in rows if row[2] not in ("yes", "partly", "no") or (row[2] != "yes" and not row[3])] == []
