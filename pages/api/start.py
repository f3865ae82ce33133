"""How the server starts: with which options, when it answers, and what it imports meanwhile."""

from __future__ import annotations

import gc
import http.client
import importlib
import ipaddress
import itertools
import os
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from data.cycles import no_search_for_cycles
from data.errors import BadSettings

FREEZE_EVERY_S, WHOLE_EVERY = 5.0, 60
"""Seconds between two freezes; each sixtieth looks through everything, which takes a third of a second.

Streamlit collects after every run of a page, and looks at all that was made since the last freeze: with half a minute
between them a page seen again took 19 ms in the first half minute of a server and 11 afterwards. What was left over
when it was frozen stays no longer than five minutes."""

LOOPBACK_NAMES = ["localhost", "127.0.0.1", "::1"]


def server_options(host: str, port: int, names: Sequence[str] = ()) -> dict[str, object]:
    """Streamlit's options that depend on where Lima serves; the others stand in `.streamlit/config.toml`.

    The address is always said, because without it Streamlit asks a stranger on the internet for it.
    """
    options: dict[str, object] = {
        "server.address": host,
        "server.port": port,
        "server.headless": True,
        "logger.hideWelcomeMessage": True,
    }
    if answered := answered_names(host, names):
        options["server.allowedHosts"] = answered
    return options


def answered_names(host: str, names: Sequence[str]) -> list[str]:
    """The names that are answered, so that no website can reach Lima through a borrowed one; none means any.

    This machine's own are always among them, for whoever watches the server. Where nothing is said, they are the only
    ones on the loopback address; elsewhere only the operator knows the others.
    """
    return [*names, *LOOPBACK_NAMES] if names or _is_loopback(host) else []


def refuse_taken_port(host: str, port: int) -> None:
    """Say early what would stop the server late.

    Raises:
        BadSettings: if another program listens there, or the address is not this machine's.
    """
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise BadSettings(f"HOST and PORT: Lima cannot serve at {host}:{port} ({os.strerror(error.errno)})") from error


def address(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    name = _reachable(host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def wait_until_it_answers(host: str, port: int) -> None:
    """Return when the server answers its first request, whatever it answers."""
    while True:
        try:
            connection = http.client.HTTPConnection(_reachable(host), port, timeout=10)
            connection.request("GET", "/healthz")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.05)


def importing(*modules: str) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """A lifespan that imports the modules while the first visitor's browser still loads its scripts.

    As long as it lasts, what stays is taken out of the garbage collector's sight again and again.

    Args:
        modules: names of what the pages need and what takes long to import.
    """

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        over = threading.Event()
        threading.Thread(target=_import_and_keep, args=(modules, over), name="imports", daemon=True).start()
        yield
        over.set()

    return lifespan


def _import_and_keep(modules: Sequence[str], over: threading.Event) -> None:
    import_and_freeze(*modules)
    for times in itertools.count(1):
        if over.wait(FREEZE_EVERY_S):
            return
        freeze(whole=times % WHOLE_EVERY == 0)


def import_and_freeze(*modules: str) -> None:
    """Import the modules, then take all that exists out of the garbage collector's sight.

    Without this a collection looks through every object of pandas and Plotly: 70 ms of CPU, where a page that was seen
    before takes 5.
    """
    with no_search_for_cycles():
        for module in modules:
            importlib.import_module(module)
    freeze()


def freeze(*, whole: bool = False) -> None:
    """Take all that exists out of the garbage collector's sight.

    Caches grow while Lima serves: after a morning with many pages a collection took 50 ms and more.

    Args:
        whole: whether what was taken out before is looked through first, for sessions that ended meanwhile.
    """
    if whole:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def _reachable(host: str) -> str:
    """A name under which this machine reaches a server that listens at `host`; 0.0.0.0 means all its addresses."""
    return "127.0.0.1" if _is_number(host) and ipaddress.ip_address(host).is_unspecified else host


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
