"""The command line when the database cannot go on, and when it is not Lima's: a sentence, a status, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.settings import read_settings
from data.store.house import open_house
from data.words import text
from tests.as_program import manage
from tests.conftest import free_port

ASKED = ("values", "--indicator", "PRT-02", "--quarter", "2026-Q3")


@pytest.mark.parametrize("words", [ASKED, ("serve",), ("upgrade",)], ids=lambda words: words[0])
def test_a_server_that_does_not_answer(tmp_path: Path, words: tuple[str, ...]) -> None:
    nobody = f"postgresql://lima:canary-7919@127.0.0.1:{free_port()}/lima"
    environ = {"DATABASE_URL": nobody, "LIMA_VAR": str(tmp_path), "PORT": str(free_port())}
    status, _, told = manage(*words, COUNTRY="TLS", **environ)
    assert status == 1
    assert text("troubles.unreachable") in told
    assert "canary-7919" not in told


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "own.db").write_bytes(b"This is no database. " * 100)
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}", "LIMA_VAR": str(tmp_path)}
    status, _, told = manage(*ASKED, COUNTRY="TLS", **environ)
    assert status == 1
    assert text("troubles.damaged") in told


def tls(tmp_path: Path, *words: str) -> tuple[int, str]:
    """How a command ends, and all that it told beside what was asked for, on one line."""
    status, _, told = manage(*words, COUNTRY="TLS", LIMA_VAR=str(tmp_path))
    return status, " ".join(told.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "status", "key", "values"),
    [
        (("withdraw", "R-0", "--reason", "x", "--by", "a@example.org"), 1, "returns.unknown_receipt", {}),
        (("withdraw", "R-0", "--reason", "x", "--by", "nobody"), 2, "commands.email_shape", {}),
        (("briefing", "--quarter", "later", "--out", "x.pdf"), 2, "commands.quarter_shape", {"found": "later"}),
        (
            ("template", "--district", "XX", "--quarter", "2026-Q3", "--out", "x"),
            1,
            "errors.unknown_place",
            {"code": "XX"},
        ),
        (("audit", "verify", "--head", "short"), 2, "audit.head_shape", {}),
        (("upgrade",), 2, "audit.no_database", {}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_went_wrong_is_told_in_the_language_that_was_asked_for(
    tmp_path: Path, words: tuple[str, ...], status: int, key: str, values: dict[str, str]
) -> None:
    for asked in (["--language", "id"], ["--language", "en"], []):
        ended, told = tls(tmp_path, *words, *asked)
        assert text(key, asked[1] if asked else "en", **values) in told
        assert ended == (2 if key == "errors.unknown_place" else status)


def test_a_database_that_is_not_lima_s_is_told_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    open_house(read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path)})).engine.dispose()
    values = {"theirs": "TLS", "ours": "MYS"}
    environ = {
        "COUNTRY": "MYS",
        "DATABASE_URL": f"sqlite:///{next(tmp_path.glob('**/*.db'))}",
        "LIMA_VAR": str(tmp_path),
    }
    for language in ("id", "en"):
        told = manage("doctor", "--language", language, **environ).stdout
        assert text("schema.other_country", language, **values) in told


def test_a_language_without_words_is_told_in_english_with_those_that_there_are(tmp_path: Path) -> None:
    status, told = tls(tmp_path, "briefing", "--quarter", "later", "--out", "x.pdf", "--language", "xx")
    assert status == 2
    assert text("commands.language_shape", found="xx", known="en, id") in told
