"""What an address asks for and nobody knows is said by its name, on every page that looks for it."""

from __future__ import annotations

import ast

import pytest

from data.words import languages, text
from tests.conftest import ROOT


def names() -> set[str]:
    """The names in an address of which a page says that their code is not known."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "pages").rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = (each for each in calls if isinstance(each.func, ast.Attribute) and each.func.attr == "say_unknown")
    return {word.arg for each in found for word in each.keywords if word.arg}


@pytest.mark.parametrize("language", languages())
def test_what_an_address_asks_for_has_a_word(language: str) -> None:
    assert {"quarter", "year", "currency"} <= names()
    assert all(text(f"filters.{name}", language) for name in names())
