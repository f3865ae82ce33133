"""The house keeps its rooms: what lies where, who imports whom, and that content is data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.settings import SHIPPED
from data.words import ENGLISH, gaps, languages, words

ROOT = Path(__file__).parent.parent
ROOMS = ("commands", "pages", "metrics", "data")
AUDIENCES = ("public", "taskforce", "ministry", "donor")
OURS = (*ROOMS, "tests", "docs", "deploy", "benchmarks", "builders", ".ci", ".streamlit")


def files_below(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def relative(paths: Iterator[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def python_below(*folders: str) -> list[Path]:
    return [path for path in files_below(*folders) if path.suffix == ".py"]


def contracts() -> list[dict[str, Any]]:
    return list(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"])


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_contract_has_an_exception() -> None:
    assert [contract["name"] for contract in contracts() if "ignore_imports" in contract] == []


def test_metrics_see_nothing_of_data_but_the_vocabulary() -> None:
    forbidden = {
        str(name) for c in contracts() if c.get("source_modules") == ["metrics"] for name in c["forbidden_modules"]
    }  # type: ignore[attr-defined]
    rooms = {path.stem if path.is_file() else path.name for path in (ROOT / "data").iterdir()}
    rooms -= {"__init__", "__pycache__", "README", "shipped", "model", "funding"}
    assert {f"data.{room}" for room in rooms} <= set(forbidden)


def test_no_page_lies_where_streamlit_would_run_it_without_the_shell() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_folder_with_python_is_a_package(room: str) -> None:
    folders = {path.parent for path in python_below(room)}
    assert relative(folder for folder in folders if not (folder / "__init__.py").is_file()) == []


def test_data_holds_python_and_shipped_holds_none() -> None:
    strangers = [
        path
        for path in files_below("data")
        if path.is_relative_to(SHIPPED) == (path.suffix == ".py") and path.name not in ("README.md", "script.py.mako")
    ]
    assert relative(iter(strangers)) == []


def menu() -> dict[str, list[str]]:
    """The menu as the shell writes it down: audience -> pages. The shell itself runs only inside Streamlit."""
    tree = ast.parse((ROOT / "pages" / "parts" / "shell.py").read_text("utf-8"))
    [written] = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MENU"
    ]
    return {audience: list(entries) for audience, entries in ast.literal_eval(written).items()}


def test_every_page_is_in_the_menu_and_every_entry_is_a_page() -> None:
    in_menu = [f"{audience}/{page}.py" for audience, pages in menu().items() for page in pages]
    files = [path for path in python_below(*(f"pages/{a}" for a in AUDIENCES)) if path.name != "__init__.py"]
    assert sorted(in_menu) == sorted(path.relative_to(ROOT / "pages").as_posix() for path in files)


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    own_folder = re.compile(r"(?<![\w./-])/(?:root|home|work|Users|mnt)/\w")
    texts = [path for path in files_below(*OURS) if path.suffix not in (".png", ".xlsx", ".backup")]
    texts += [path for path in ROOT.iterdir() if path.is_file() and path.suffix != ".png"]
    assert relative(path for path in texts if own_folder.search(path.read_text("utf-8"))) == []


def test_what_is_installed_is_pinned_by_hash_and_comes_from_the_reader_s_own_index() -> None:
    for path in ROOT.glob("requirements*.txt"):
        lines = path.read_text("utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")], path.name
        pins = [line for line in lines if re.match(r"[a-z]", line)]
        assert pins
        assert all(re.match(r"[a-z0-9.\-]+(\[\w+\])?==\S+ .*\\$", pin) for pin in pins), path.name


@pytest.mark.parametrize("language", [language for language in languages() if language != ENGLISH])
def test_a_language_has_every_sentence_with_the_same_gaps(language: str) -> None:
    english, other = words(ENGLISH), words(language)
    assert sorted(english.keys() ^ other.keys()) == []
    assert [key for key in english if gaps(english[key]) != gaps(other[key])] == []


def strings_in_code(path: Path) -> Iterator[str]:
    """Every string of a module that is not a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_country_district_or_indicator_is_named_in_code() -> None:
    iso3 = "|".join(path.name for path in (SHIPPED / "countries").iterdir())
    codes = re.compile(rf"\b(?:[A-Z]{{3}}-\d\d[a-z]?|\d\d\.\d\d|(?i:{iso3}))\b")
    named = {
        (path.relative_to(ROOT).as_posix(), text)
        for path in python_below(*ROOMS)
        for text in strings_in_code(path)
        if " " not in text and codes.search(text)
    }
    # Which country is served when nobody says which.
    assert named - {("data/settings.py", "IDN")} == set()
