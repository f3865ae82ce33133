"""The worker process has no network, starts no program and writes no file; reading goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import UnreadableWorkbook
from data.intake.worker import Worker

TRIES = {
    "a_socket": "import socket; socket.socket()",
    "an_address": "import socket; socket.getaddrinfo('localhost', 80)",
    "a_page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8610/', timeout=1)",
    "a_program": "import subprocess; subprocess.run(['true'])",
    "a_shell": "os.system('true')",
    "a_process": "os.fork()",
    "another_program": "os.execv('/bin/true', ['true'])",
    "spawned": "os.posix_spawn('/bin/true', ['true'], {})",
    "a_new_file": "open(folder / 'new', 'w')",
    "the_same_by_number": "os.open(folder / 'new', os.O_CREAT | os.O_WRONLY)",
    "a_changed_file": "open(folder / 'old', 'r+b')",
    "a_longer_file": "open(folder / 'old', 'ab')",
    "a_temporary_file": "import tempfile; tempfile.NamedTemporaryFile(dir=folder)",
    "a_deleted_file": "os.remove(folder / 'old')",
    "a_renamed_file": "os.rename(folder / 'old', folder / 'new')",
    "a_folder": "os.mkdir(folder / 'new')",
    "a_copied_file": "import shutil; shutil.copyfile(folder / 'old', folder / 'new')",
    "machine_code": "import ctypes; ctypes.CDLL(None)",
    "a_database": "import sqlite3; sqlite3.connect(folder / 'new')",
    "reading": "assert (folder / 'old').read_bytes() == b'old'",
    "memory": "import io, zipfile; zipfile.ZipFile(io.BytesIO(), 'w').writestr('name', 'text')",
}
ALLOWED = {"reading", "memory"}
CHILD = """
import json, os, sys
from pathlib import Path
from data.intake.confinement import confine
folder, tries = Path(sys.argv[1]), json.loads(sys.argv[2])
if len(sys.argv) > 3:
    sys.addaudithook = lambda hook: None
alone = confine()
said = {}
for name, code in tries.items():
    try:
        exec(code)
        said[name] = "done"
    except BaseException as error:
        said[name] = repr(getattr(error, "reason", error))
print(json.dumps([alone, said]))
"""


def tried(folder: Path, tries: dict[str, str], *more: str) -> tuple[bool, dict[str, str]]:
    (folder / "old").write_bytes(b"old")
    given = [sys.executable, "-c", CHILD, str(folder), json.dumps(tries), *more]
    alone, said = json.loads(subprocess.run(given, check=True, capture_output=True).stdout)
    return alone, said


def test_nothing_reaches_outside_and_reading_goes_on(tmp_path: Path) -> None:
    _, said = tried(tmp_path, TRIES)
    assert {name for name, each in said.items() if each == "done"} == ALLOWED
    refused = {name: each for name, each in said.items() if name not in ALLOWED}
    assert [
        name for name, each in refused.items() if "PermissionError" not in each and "not permitted" not in each
    ] == []
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a process a network of its own")
def test_without_the_refusals_of_python_there_is_nobody_to_talk_to_and_no_byte_is_written(tmp_path: Path) -> None:
    tries = {
        "connects": "import socket; socket.create_connection(('127.0.0.1', 8610), timeout=1)",
        "writes": "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); (folder / 'new').write_text('x')",
    }
    alone, said = tried(tmp_path, tries, "without")
    assert "File too large" in said["writes"]
    if not alone:
        pytest.skip("this system gives a process no network of its own")
    assert "unreachable" in said["connects"].lower()


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's network")
def test_the_worker_is_confined(worker: Worker, tmp_path: Path) -> None:
    alone, _ = tried(tmp_path, {})
    with pytest.raises(UnreadableWorkbook):
        worker.mark(b"", [])
    assert worker.child is not None
    limits = Path(f"/proc/{worker.child}/limits").read_text("utf-8")
    assert "Max file size             0" in limits
    assert (Path(f"/proc/{worker.child}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()) == alone
