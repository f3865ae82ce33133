"""Starting and stopping Lima and its yardsticks, each on a port of its own, from a folder of its own."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import psutil
import shapely
from shapely.geometry import mapping, shape

ROOT = Path(__file__).parent.parent
PEERS = ROOT / "benchmarks" / "peers"
OUTLINES = ROOT / "data" / "shipped" / "countries" / "idn" / "districts.geojson"
SHEETS, INDICATORS_A_SHEET, CELLS = 6, 10, 10


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def lima(var: Path) -> Iterator[tuple[str, float]]:
    """Lima as `make run` starts it, on a filled demo in `var`. Gives its address and when the command was given."""
    port = free_port()
    environ = {"LIMA_VAR": str(var), "PORT": str(port), "COUNTRY": "IDN"}
    started = time.time()
    with _server([sys.executable, "manage.py", "serve"], ROOT, environ, port):
        yield f"http://127.0.0.1:{port}", started


def process_at(address: str) -> psutil.Process:
    """The process that serves at an address, if this one began it."""
    port = int(address.rstrip("/").rpartition(":")[2])
    for process in psutil.Process().children(recursive=True):
        if any(line.status == psutil.CONN_LISTEN and line.laddr.port == port for line in process.net_connections()):
            return process
    raise LookupError(f"nobody of ours serves at {address}")


@contextmanager
def peer(name: str, folder: Path, environ: Mapping[str, str]) -> Iterator[str]:
    """A yardstick, run from a copy in `folder` beside the outlines it draws. Gives its address."""
    here = folder / name
    (here / "static").mkdir(parents=True)
    shutil.copy(PEERS / f"{name}.py", here)
    (here / "static" / "districts.geojson").write_text(clockwise(OUTLINES))
    (here / "static" / "world_110m.json").write_text(EMPTY_TOPOJSON)
    port = free_port()
    with _server(_streamlit(name, port), here, environ, port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def app(name: str, folder: Path, environ: Mapping[str, str]) -> Iterator[str]:
    """A yardstick that is an application with a page beside it, `<name>_page.py`. Gives its address."""
    for file in (f"{name}.py", f"{name}_page.py"):
        shutil.copy(PEERS / file, folder)
    port = free_port()
    with _server(_streamlit(name, port), folder, environ, port):
        yield f"http://127.0.0.1:{port}/"


def _streamlit(name: str, port: int) -> list[str]:
    """The command by which Streamlit serves a yardstick, with its own settings but for these."""
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.enableStaticServing": "true",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", f"{name}.py"]
    return command + [f"--{key}={value}" for key, value in options.items()]


EMPTY_TOPOJSON = json.dumps(
    {
        "type": "Topology",
        "arcs": [],
        "objects": {
            name: {"type": "GeometryCollection", "geometries": []}
            for name in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
        },
    }
)


def clockwise(file: Path) -> str:
    """The outlines with their rings turned clockwise: Plotly's own maps fill everything outside of other rings."""
    collection = json.loads(file.read_text("utf-8"))
    for feature in collection["features"]:
        feature["geometry"] = mapping(shapely.orient_polygons(shape(feature["geometry"]), exterior_cw=True))
    return json.dumps(collection)


def write_workbooks(folder: Path) -> None:
    """514 plain workbooks of 600 numbers each, one a district: what the first-written app reads."""
    folder.mkdir(parents=True)
    codes = [feature["properties"]["code"] for feature in json.loads(OUTLINES.read_text("utf-8"))["features"]]
    names = [f"P{'OREIA'[n % 5]}{n}-{m:02}" for n in range(SHEETS) for m in range(INDICATORS_A_SHEET)]
    names[1] = "PRE-02"
    for number, code in enumerate(codes):
        with pd.ExcelWriter(folder / f"{code}.xlsx") as writer:
            for sheet in range(SHEETS):
                rows = [
                    {
                        "quarter": f"2026-Q{1 + cell % 3}",
                        "indicator": name,
                        "cell": cell,
                        "value": (number * 7 + cell) % 90,
                    }
                    for name in names[sheet * INDICATORS_A_SHEET : (sheet + 1) * INDICATORS_A_SHEET]
                    for cell in range(CELLS)
                ]
                pd.DataFrame(rows).to_excel(writer, sheet_name=f"Sheet {sheet + 1}", index=False)


@contextmanager
def _server(command: list[str], folder: Path, environ: Mapping[str, str], port: int) -> Iterator[None]:
    # What a server prints goes to a file: a pipe that nobody reads would stop it.
    with (folder / f"server-{port}.log" if folder != ROOT else Path(os.devnull)).open("w") as log:
        running = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environ}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(port, running)
            yield
        finally:
            running.terminate()
            running.wait(timeout=20)


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if running.poll() is not None:
            raise RuntimeError(f"the server at port {port} ended with {running.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing answers at port {port}")
