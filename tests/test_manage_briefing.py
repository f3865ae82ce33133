"""`manage.py briefing`: the two pages as a file."""

from __future__ import annotations

from pathlib import Path

from data.words import text
from tests.pages import small_world
from tests.test_manage import command


def test_the_two_pages_on_the_command_line(tmp_path: Path) -> None:
    small_world.make(small_world.settings(tmp_path))
    run, out = command(tmp_path), tmp_path / "pages.pdf"
    asked = ("briefing", "--quarter", "2026-Q3", "--country", "TLS", "--out", str(out))
    done = run(*asked, "--language", "id", "--audience", "ministry")
    assert (done.exit_code, done.stdout.strip()) == (0, text("briefing.written", "id", file="pages.pdf"))
    assert out.read_bytes().startswith(b"%PDF")
    assert run(*asked, "--language", "xx").exit_code == 2
    assert run(*asked, "--audience", "donor").exit_code == 2  # nothing is released
