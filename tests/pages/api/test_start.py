"""How the server starts."""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest
import uvicorn
import uvloop

from data.errors import BadSettings
from pages.api import start
from tests.conftest import ROOT


@pytest.fixture
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_only_this_machines_names_are_answered_on_the_loopback_address(host: str) -> None:
    assert start.server_options(host, 8501)["server.allowedHosts"] == ["localhost", "127.0.0.1", "::1"]


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.7", "lima.example.org"])
def test_elsewhere_the_operator_says_which_names(host: str) -> None:
    assert "server.allowedHosts" not in start.server_options(host, 8501)
    said = start.server_options(host, 8501, ["lima.example.org"])["server.allowedHosts"]
    assert said == ["lima.example.org", "localhost", "127.0.0.1", "::1"]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "lima.example.org"])
def test_the_address_is_always_said_so_that_no_stranger_is_asked_for_it(host: str) -> None:
    assert start.server_options(host, 8501)["server.address"] == host


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501"),
        ("0.0.0.0", "http://127.0.0.1:8501"),
        ("::1", "http://[::1]:8501"),
        ("lima.example.org", "http://lima.example.org:8501"),
    ],
)
def test_the_address_is_one_that_this_machine_can_open(host: str, expected: str) -> None:
    assert start.address(host, 8501) == expected


def test_a_taken_port_is_refused_before_any_work_is_done() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(BadSettings, match=rf"127\.0\.0\.1:{port} \(Address already in use\)"):
            start.refuse_taken_port("127.0.0.1", port)
    start.refuse_taken_port("127.0.0.1", port)


@pytest.mark.usefixtures("thawed")
def test_what_was_imported_is_out_of_the_garbage_collectors_sight() -> None:
    sys.modules.pop("colorsys", None)
    before = gc.get_freeze_count()
    start.import_and_freeze("colorsys")
    assert "colorsys" in sys.modules
    assert gc.get_freeze_count() > before
    assert gc.isenabled()


@pytest.mark.usefixtures("thawed")
def test_a_session_that_ended_while_frozen_is_let_go_by_a_look_through_everything() -> None:
    class Session:
        def __init__(self) -> None:
            self.itself = self

    session = Session()
    there = weakref.ref(session)
    start.freeze()
    del session
    start.freeze()
    assert there() is not None
    start.freeze(whole=True)
    assert there() is None


def test_what_takes_long_to_load_and_few_need_is_not_loaded_at_the_start() -> None:
    code = "import sys, streamlit_app; print({'scipy', 'geopandas', 'shapely', 'pyproj'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop does not exist for Windows")
def test_the_server_turns_on_the_quicker_loop() -> None:
    """A page takes a fifth less of the server's CPU with it; nothing but its being installed makes uvicorn take it."""
    factory = uvicorn.Config("streamlit_app:app").get_loop_factory()
    assert factory is uvloop.new_event_loop
