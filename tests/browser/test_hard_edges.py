"""The running application, as somebody meets it who means no good: what is open, what is kept, what the log says."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.conftest import ROOT, Server

pytestmark = pytest.mark.browser

OPEN = {
    "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/{session_id}/{file_id}",
    "/_stcore/bidi-components/{path:path}", "/component/{path:path}", "/media/{file_id:path}",
    "/auth/login", "/auth/logout", "/oauth2callback",
}  # fmt: skip
"""Streamlit's own addresses that we leave open, each looked at: none tells or keeps anything without a session."""
CLOSED = {
    "/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp",
}  # fmt: skip
CANARY = "canary-7919-secret"


def ask(server: Server, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=30)) as connection:
        connection.request(method, path, body, {name.replace("_", "-"): said for name, said in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("set-cookie", "") + answer.read().decode("utf-8", "replace")


def memory(server: Server) -> float:
    """Megabytes that the server's process holds."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            environ = (status.parent / "environ").read_bytes().split(b"\0")
            if f"PORT={server.port}".encode() in environ and b"manage.py" in (status.parent / "cmdline").read_bytes():
                return float(re.findall(r"VmRSS:\s+(\d+)", status.read_text())[0]) / 1024
        except (OSError, IndexError):
            continue
    pytest.skip("no /proc here to read the server's memory from")


@contextmanager
def session(server: Server) -> Iterator[str]:
    """A session as anybody gets one by opening a page, which stands there by then: its id."""
    address = f"ws://{server.host}:{server.port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as opened:  # type: ignore[list-item]
        asked, told = BackMsg(), ForwardMsg()
        asked.rerun_script.query_string = ""
        opened.send(asked.SerializeToString())
        own = ""
        while told.WhichOneof("type") != "script_finished":  # what the server reads for its first page is no upload
            told.ParseFromString(opened.recv(timeout=60))  # type: ignore[arg-type]
            own = own or str(told.new_session.initialize.session_id)
        yield own


def test_every_address_of_streamlit_is_known() -> None:
    code = (
        "from streamlit_app import app\n"
        "for r in app._build_starlette_app().routes:\n"
        "    if r not in app._user_routes: print(getattr(r, 'path', None))"
    )
    asked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    # What has no path is the files of Streamlit's page.
    assert set(asked.stdout.split()) - {"None"} == OPEN | CLOSED


@pytest.mark.parametrize("path", sorted(CLOSED))
def test_what_tells_about_the_server_or_drives_it_is_closed(server: Server, path: str) -> None:
    assert [ask(server, method, path)[0] for method in ("GET", "POST", "OPTIONS")] == [404, 404, 404]


def test_another_name_or_another_servers_page_is_refused_on_every_address(server: Server) -> None:
    for path in ("/", "/healthz", "/_stcore/health", "/send", "/static/index.html"):
        assert ask(server, "GET", path, Host="lima.attacker.example")[0] == 421
        assert ask(server, "GET", path, Origin="https://attacker.example")[0] == 403
        assert ask(server, "GET", path)[0] in (200, 404)


def test_hsts_is_said_to_those_who_came_by_tls_and_to_nobody_else(server: Server) -> None:
    for headers, expected in (({}, None), ({"X-Forwarded-Proto": "https"}, "max-age=31536000")):
        with closing(http.client.HTTPConnection(server.host, server.port, timeout=30)) as connection:
            connection.request("GET", "/healthz", headers=headers)
            assert connection.getresponse().headers["strict-transport-security"] == expected


def test_what_anybody_uploads_is_bounded_and_others_are_still_answered(small_server: Server) -> None:
    server = small_server
    with session(server) as own:
        token = re.findall(r"_streamlit_xsrf=([^;]+)", ask(server, "GET", "/_stcore/health")[1])[0]
        headers = {
            "X_Xsrftoken": token,
            "Cookie": f"_streamlit_xsrf={token}",
            "Content_Type": "multipart/form-data; boundary=b",
        }
        body = (
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="r.xlsx"\r\n\r\n'
            + b"x" * (9 << 20)
            + b"\r\n--b--\r\n"
        )
        before = memory(server)
        put = [ask(server, "PUT", f"/_stcore/upload_file/{own}/{n}", body, **headers)[0] for n in range(20)]
        assert put == [204] * 8 + [413] * 12
        assert memory(server) - before < 120
        assert ask(server, "GET", "/healthz")[0] == 200
        assert ask(server, "PUT", "/_stcore/upload_file/nobody/1", body, **headers)[0] == 400
        large = {"Content_Length": str(11 << 20)}
        assert ask(server, "PUT", f"/_stcore/upload_file/{own}/99", b"", **headers | large)[0] == 413


def test_the_log_holds_no_secret_of_a_request(server: Server) -> None:
    secrets = {"Cookie": f"lima={CANARY}", "Authorization": f"Bearer {CANARY}", "X-Xsrftoken": CANARY}
    for path in (f"/download/template.xlsx?token={CANARY}", f"/send?lang={CANARY}", f"/api/values.csv?token={CANARY}"):
        with closing(http.client.HTTPConnection(server.host, server.port, timeout=30)) as connection:
            connection.request("GET", path, headers=secrets)
            connection.getresponse().read()
    assert CANARY not in server.log.read_text("utf-8")


def test_no_page_hands_a_file_to_streamlit_that_anybody_could_fetch() -> None:
    pages = [path for path in (ROOT / "pages").rglob("*.py") if "download_button" in path.read_text("utf-8")]
    assert pages == []
