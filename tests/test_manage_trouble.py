"""The command line when the database cannot go on, and when it is not Lima's: a sentence, a status, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

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
