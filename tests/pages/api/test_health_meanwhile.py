"""/healthz answers while a workbook is being examined, however long that takes."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.intake import receive
from data.intake.worker import WORKER
from data.settings import read_settings
from data.store.house import open_house
from pages.api import health
from tests.data.intake.rebuilt import ORIGINAL, SAMPLES


@pytest.mark.skipif(sys.platform == "win32", reason="only here can a process be held up")
@pytest.mark.parametrize("name", ["ok_base", "merge_100k", "names_100k", "str_1MB"])
def test_healthz_answers_before_the_examination_ends(tmp_path: Path, name: str) -> None:
    house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path)}), writes=False)
    receive.examine(ORIGINAL, house=house)
    children, content = WORKER.children, SAMPLES[name].make()
    client = TestClient(Starlette(routes=[health.route(lambda: None)]))
    with ThreadPoolExecutor(1) as threads:
        for child in children:
            os.kill(child, signal.SIGSTOP)  # as if the workbook were endlessly hard
        try:
            examining = threads.submit(receive.examine, content, house=house)
            assert client.get("/healthz").status_code == 200
            assert not examining.done()
        finally:
            for child in children:
                os.kill(child, signal.SIGCONT)
        assert examining.result().verdict == ("stop" if SAMPLES[name].code else "clean")
    house.engine.dispose()
