"""What an operator copies to a server: it is well formed, agrees with the program, and the scripts do what they say."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.settings import ROOT, VARIABLES, read_settings
from data.store import audit
from data.store.backup import back_up
from data.store.engine import connect, writing
from data.store.house import open_house
from data.store.tables import audit as log
from pages.api.headers import CLOSED

ENTRY = audit.Entry(dt.datetime(2026, 11, 1, tzinfo=dt.UTC), "officer@example.org", "sign_in", "officer@example.org")
DEPLOY = ROOT / "deploy"
SCRIPTS = [DEPLOY / name for name in ("install", "try", "try-proxy", "backup", "drill")] + [ROOT / ".ci" / "bundle"]


def settings_in(file: Path) -> dict[str, str]:
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("# ")]
    return dict(line.removeprefix("#").strip().split("=", 1) for line in lines)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_scripts_are_well_formed_and_stop_at_the_first_fault(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text("utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd on this machine")
def test_systemd_finds_nothing_wrong_in_the_units(tmp_path: Path) -> None:
    for unit in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        text = unit.read_text("utf-8").replace("/opt/lima/current/.venv/bin/python", sys.executable)
        text = re.sub(r"(User|Group)=lima\n", "", text).replace("/opt/lima/current", str(ROOT))
        (tmp_path / unit.name).write_text(text)
    for name in ("lima.service", "lima-backup.service", "lima-backup.timer", "lima-alarm@backup.service"):
        if "@" in name:
            shutil.copyfile(tmp_path / "lima-alarm@.service", tmp_path / name)
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", tmp_path / name], capture_output=True, text=True, check=False
        )
        said = [line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line or "lima" in line]
        assert said == [], name


def test_the_settings_are_those_that_are_read() -> None:
    assert set(settings_in(DEPLOY / "lima.env")) <= set(VARIABLES)
    service = (DEPLOY / "lima.service").read_text("utf-8")
    assert "LIMA_VAR=/var/lib/lima" in service
    for wall in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=\n",
        "UMask=0077",
        "PrivateTmp=yes",
    ):
        assert wall in service


def test_the_web_server_agrees_with_lima_and_writes_down_no_right() -> None:
    conf, passed_on = (DEPLOY / "nginx.conf").read_text("utf-8"), (DEPLOY / "lima-proxy.conf").read_text("utf-8")
    [most] = re.findall(r"client_max_body_size\s+(\d+)m;", conf)
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] < int(most) <= config["server"]["maxUploadSize"] + 2
    [form] = re.findall(r"log_format lima (.*?);", conf, re.DOTALL)
    assert not set(re.findall(r"\$\w+", form)) & {"$request", "$request_uri", "$args", "$http_referer", "$http_cookie"}
    assert re.findall(r"access_log .* (\w+);", conf) == ["lima", "lima"]
    assert [path for path in CLOSED[:2] if f"location {path} " not in re.sub(" +", " ", conf)] == []
    for header in ("Host              $http_host", "X-Forwarded-Proto $scheme", "X-Forwarded-For   $remote_addr"):
        assert f"proxy_set_header {header};" in passed_on
    assert conf.count("{") == conf.count("}")
    assert conf.count("proxy_pass http://lima;") == conf.count("include /etc/nginx/lima-proxy.conf;") == 4
    # nginx refuses to start where one directive stands twice in one place.
    for location in re.findall(r"location [^{]*\{([^}]*)\}", conf):
        both = re.findall(
            r"^\s*(proxy_(?!set_header)\w+)", f"{location}\n{passed_on if 'include' in location else ''}", re.MULTILINE
        )
        assert len(both) == len(set(both))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle without anything in it, which must be refused before anything is installed."""
    folder = tmp_path / "bundle"
    (folder / "lima").mkdir(parents=True)
    shutil.copy(DEPLOY / "install", folder / "install")
    (folder / "PYTHON").write_text("9.9\n")
    (folder / "lima" / "requirements.txt").write_text("")
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}"
        for file in folder.rglob("*")
        if file.is_file()
    ]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    return folder


def installed(bundle: Path, target: Path) -> str:
    environ = {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run([bundle / "install", target], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr


def test_a_bundle_is_refused_that_was_changed_is_for_another_python_or_would_overwrite(
    bundle: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    assert "is for Python 9.9" in installed(bundle, target)
    (bundle / "lima" / "requirements.txt").write_text("something==1")
    assert "damaged or was changed" in installed(bundle, target)
    assert not target.exists()
    target.mkdir()
    assert "There is something at" in installed(bundle, target)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A real database with an entry in its log."""
    var = tmp_path / "var"
    known = {"COUNTRY": "TLS", "DATABASE_URL": f"sqlite:///{var / 'real.db'}", "LIMA_VAR": str(var)}
    house = open_house(read_settings(known))
    with writing(house.engine) as connection:
        audit.append(connection, [ENTRY])
    house.engine.dispose()
    return {**os.environ, "PYTHON": sys.executable, **known}


def test_a_backup_is_made_kept_for_a_while_and_the_drill_finds_it_whole(
    environ: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "backups"

    def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([DEPLOY / script, *words], env=environ, capture_output=True, text=True, check=False)

    folder.mkdir()
    long_ago = folder / "lima-20200101T000000Z.backup"
    long_ago.touch()
    os.utime(long_ago, (1_577_836_800, 1_577_836_800))
    done = run("backup", str(folder), "30")
    assert done.returncode == 0, done.stderr
    [made] = folder.glob("lima-*.backup")
    assert made != long_ago
    assert made.stat().st_mode & 0o077 == 0
    [head] = [json.loads(file.read_text())["head"] for file in folder.glob("audit-head-*.json")]
    assert run("drill", str(folder), head).returncode == 0
    assert run("drill", str(folder), "f" * 64).returncode == 1

    store = connect(environ["DATABASE_URL"])
    with writing(store) as connection:
        connection.execute(sa.update(log).values(actor="someone@example.org"))
    back_up(store, folder / "lima-29991231T235959Z.backup", at=dt.datetime.now(dt.UTC))
    store.dispose()
    assert run("drill", str(folder)).returncode != 0
    shutil.rmtree(folder)
    assert "no backup" in run("drill", str(tmp_path)).stderr


def test_the_manual_names_every_file_that_is_to_be_copied() -> None:
    manual = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert [file.name for file in DEPLOY.iterdir() if file.name not in manual] == []


@pytest.mark.skipif(shutil.which("nginx") is None, reason="there is no nginx on this machine")
def test_nginx_starts_with_what_is_shipped_and_finds_no_lima(tmp_path: Path) -> None:
    """What it does before a running Lima is told by `deploy/try-proxy`; here nginx is seen to take the file."""
    free = [_free_port() for _ in range(3)]
    environ = {**os.environ, "HTTP": str(free[0]), "HTTPS": str(free[1]), "TMPDIR": str(tmp_path)}
    words = [DEPLOY / "try-proxy", str(free[2]), "lima.example.org"]
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    assert "test is successful" in done.stderr
    said = dict(reversed(line.split(maxsplit=1)) for line in done.stdout.splitlines())
    assert done.returncode == 1  # nobody is behind it
    assert said["/healthz: 502"] == "WRONG"
    assert said["13 MB: 413"] == said["HTTP/2: h2, TLSv1.3"] == "well"
    assert list(tmp_path.iterdir()) == []


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
