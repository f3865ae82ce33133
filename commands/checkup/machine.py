"""The machine: Python and its packages, room on the disk, who may read our files, and how far the worker is shut in."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

from commands.checkup.told import Told, hint, well, wrong
from data.settings import ROOT, Settings

OLDEST = (3, 11)
LEAST_MEGABYTES = 500
"""Of free disk. A country files some 60 MB a quarter, and a backup is about as large as the database."""
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+))?")


def python() -> Iterator[Told]:
    """The version of Python, and each package against its pin."""
    found = ".".join(map(str, sys.version_info[:3]))
    yield well("python", found=found) if sys.version_info >= OLDEST else wrong("python_old", found=found)
    pins = list(pinned((ROOT / "requirements.txt").read_text("utf-8")))
    others = [(name, version, there) for name, version in pins if (there := installed(name)) != version]
    for name, version, there in others:
        yield wrong("package", name=name, version=version, found=there or "-")
    if not others:
        yield well("packages", count=len(pins))


def pinned(requirements: str) -> Iterator[tuple[str, str]]:
    """The name and version of each package that a requirements file asks for on this system."""
    for line in requirements.splitlines():
        if (pin := PIN.match(line)) and (not pin["marker"] or Marker(pin["marker"].strip()).evaluate()):
            yield pin["name"], pin["version"]


def installed(name: str) -> str | None:
    """The installed version of a package."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def disk(settings: Settings) -> Iterator[Told]:
    """Room where everything is written."""
    folder = next(each for each in (settings.var.absolute(), *settings.var.absolute().parents) if each.exists())
    free = shutil.disk_usage(folder).free // (1 << 20)
    yield (well if free >= LEAST_MEGABYTES else wrong)("disk", free=free, folder=folder, least=LEAST_MEGABYTES)


def files(settings: Settings) -> Iterator[Told]:
    """Who may read and write what Lima keeps. It holds workbooks as they were received, and secrets."""
    secrets = ROOT / ".streamlit" / "secrets.toml"
    kept = [settings.var, *settings.var.glob("*.db*"), *settings.backups.glob("*"), secrets]
    open_ones = [path for path in kept if path.exists() and others_may(path)]
    for path in open_ones:
        yield (wrong if path == secrets else hint)("file_open", file=path)
    if settings.var.exists() and not writable(settings.var):
        yield wrong("var_not_writable", folder=settings.var)
    elif not open_ones:
        yield well("files", folder=settings.var)


def others_may(path: Path) -> bool:
    """Whether anybody with an account on this machine may read a file, or look into a folder."""
    return bool(path.stat().st_mode & stat.S_IRWXO)


def writable(folder: Path) -> bool:
    """Whether a file can be made in a folder."""
    probe = folder / ".doctor"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def worker() -> Iterator[Told]:
    """Whether workbooks are parsed in a process without any network."""
    code = "from data.intake.confinement import confine; raise SystemExit(0 if confine() else 3)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)  # noqa: S603
    if done.returncode == 0:
        yield well("worker")
    elif done.returncode == 3:
        yield hint("worker_network")
    else:
        yield wrong("worker_broken")
