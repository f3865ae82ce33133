"""What `deploy/try-proxy` asks through the proxy, and what it finds: one line each, `well` or `WRONG`.

With nothing but Python's own library, for a machine on which nothing is installed yet.
Usage: try_proxy.py NAME HTTP-PORT HTTPS-PORT FOLDER-OF-LOGS
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import socket
import ssl
import sys
from pathlib import Path

MEGABYTE = 1 << 20
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
HEADERS = {
    "strict-transport-security": "max-age=",
    "content-security-policy": "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
}
SECRET = "what-stands-behind-the-question-mark"  # noqa: S105 - it must not be found in a log
FLOOD = 100
Answer = tuple[int, dict[str, str], bytes]


class Proxy:
    """A proxy on this machine, asked under the name that visitors use."""

    def __init__(self, name: str, http_port: int, https_port: int, folder: Path) -> None:
        """Trust the certificate that the proxy was started with, and no other."""
        self.name, self.http_port, self.https_port, self.folder = name, http_port, https_port, folder
        self.trust = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))

    def line(self, *versions: str) -> ssl.SSLSocket:
        """An encrypted line."""
        self.trust.set_alpn_protocols(list(versions) or ["http/1.1"])
        plain = socket.create_connection(("127.0.0.1", self.https_port), timeout=30)
        return self.trust.wrap_socket(plain, server_hostname=self.name)

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request over TLS."""
        connection = http.client.HTTPConnection(self.name)
        connection.sock = self.line()
        named = {"Host": self.name} | {key.replace("_", "-"): value for key, value in headers.items()}
        return answer_of(connection, method, path, body, named)

    def ask_plainly(self, path: str) -> Answer:
        """One request without TLS."""
        connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=30)
        return answer_of(connection, "GET", path, None, {"Host": self.name})


def answer_of(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> Answer:
    """Send a request, and give status, headers and body of the answer."""
    # A body may be refused before all of it was sent: the answer is there all the same.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request(method, path, body, headers)
    with connection.getresponse() as answer:
        told = {key.lower(): value for key, value in answer.getheaders()}
        return answer.status, told, answer.read()


def found(proxy: Proxy) -> list[tuple[bool, str]]:
    """Everything that was asked: whether it is well, and what was found."""
    return [
        *tls(proxy),
        *headers(proxy),
        *limits(proxy),
        *closed(proxy),
        websocket(proxy),
        *compression(proxy),
        *logs(proxy),
        flood(proxy),
    ]


def tls(proxy: Proxy) -> list[tuple[bool, str]]:
    """Visitors without TLS are led to it, HTTP/2 is spoken, and nothing older than TLS 1.2."""
    status, told, _ = proxy.ask_plainly("/map?quarter=2026-Q3")
    to = told.get("location", "")
    with proxy.line("h2", "http/1.1") as line:
        spoken, version = line.selected_alpn_protocol(), line.version()
    return [
        (status == 301 and to.startswith(f"https://{proxy.name}/map?"), f"without TLS: {status} to {to}"),
        (spoken == "h2", f"HTTP/2: {spoken}, {version}"),
    ]


def headers(proxy: Proxy) -> list[tuple[bool, str]]:
    """The security headers arrive once each; what a visitor says of TLS is not believed; the version is not told."""
    status, told, _ = proxy.ask("/healthz", X_Forwarded_Proto="http", X_Forwarded_For="203.0.113.9")
    lines = [(status == 200, f"/healthz: {status}")]
    for name, part in HEADERS.items():
        lines.append((part in told.get(name, ""), f"{name}: {told.get(name, 'missing')[:60]}"))
    server = told.get("server", "")
    return [*lines, (not any(sign.isdigit() for sign in server), f"server: {server}")]


def limits(proxy: Proxy) -> list[tuple[bool, str]]:
    """A body of 13 MB is refused by the proxy; one of 10 MB reaches Lima."""
    kind = {"Content_Type": "application/octet-stream"}
    large, *_ = proxy.ask("/send/check", method="POST", body=bytes(13 * MEGABYTE), **kind)
    small, told, _ = proxy.ask("/send/check", method="POST", body=bytes(10 * MEGABYTE), **kind)
    return [
        (large == 413, f"13 MB: {large}"),
        (small != 413 and "content-security-policy" in told, f"10 MB: {small}, answered by Lima"),
    ]


def closed(proxy: Proxy) -> list[tuple[bool, str]]:
    """What tells of the server is closed, and a name that is not Lima's is refused."""
    lines = []
    for path in CLOSED:
        status, _, _ = proxy.ask(path)
        lines.append((status == 404, f"{path}: {status}"))
    status, _, _ = proxy.ask("/", Host="elsewhere.example")
    return [*lines, (status >= 400, f"asked for another name: {status}")]


def websocket(proxy: Proxy) -> tuple[bool, str]:
    """A websocket is opened where nobody need sign in, and refused by Lima to who has not; never lost on the way."""
    asked = {
        "Host": proxy.name,
        "Origin": f"https://{proxy.name}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Protocol": "streamlit",
    }
    with proxy.line() as line:
        request = "".join(f"{key}: {value}\r\n" for key, value in asked.items())
        line.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{request}\r\n".encode())
        said = line.recv(4096).decode("latin-1").partition("\r\n")[0]
    refused = proxy.ask("/map-ahead")[0] == 401
    return ("403" in said if refused else "101" in said), f"websocket{' of a stranger' if refused else ''}: {said}"


def compression(proxy: Proxy) -> list[tuple[bool, str]]:
    """Text comes compressed, by Lima and once."""
    status, told, body = proxy.ask("/", Accept="text/html", Accept_Encoding="gzip")
    if status == 303:  # to the sign-in
        _, told, body = proxy.ask(told["location"], Accept="text/html", Accept_Encoding="gzip")
    way = told.get("content-encoding", "none")
    return [(way == "gzip" and body[:2] == b"\x1f\x8b", f"compression: {way}, {len(body)} bytes")]


def logs(proxy: Proxy) -> list[tuple[bool, str]]:
    """What follows the question mark is in no log."""
    proxy.ask(f"/healthz?token={SECRET}")
    proxy.ask_plainly(f"/healthz?token={SECRET}")
    kept = "".join(path.read_text("utf-8", "replace") for path in proxy.folder.glob("*.log"))
    return [("/healthz" in kept and SECRET not in kept, f"log: {len(kept.splitlines())} lines, no question mark")]


def flood(proxy: Proxy) -> tuple[bool, str]:
    """Whoever tries the sign-in again and again is slowed down, and told so."""
    answers = [proxy.ask("/sign-in")[0] for _ in range(FLOOD)]
    refused = sum(status == 429 for status in answers)
    return 0 < refused < len(answers), f"{FLOOD} times /sign-in: {refused} refused with 429"


def main() -> int:
    """Say what was found. Exit status 1 if anything is wrong."""
    name, http_port, https_port, folder = sys.argv[1:]
    lines = found(Proxy(name, int(http_port), int(https_port), Path(folder)))
    for well, said in lines:
        sys.stdout.write(f"{'well ' if well else 'WRONG'}  {said}\n")
    return 0 if all(well for well, _ in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
