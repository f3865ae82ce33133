"""What the intake's tests share: a house that opens quickly, with an empty demo in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import read_settings
from data.store.house import House, open_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The country whose forms the tests draw. Its database is empty, and stays so."""
    settings = read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path_factory.mktemp("var"))})
    opened = open_house(settings, writes=False)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def own_house(tmp_path: Path) -> Iterator[House]:
    """The same country with a database of the test's own, to file into."""
    opened = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path)}))
    yield opened
    opened.engine.dispose()
