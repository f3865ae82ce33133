"""A small OpenID Connect provider on this machine: it lets in whoever it is told to, with real signatures."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "lima", "not a secret: the provider is made up"


class Provider:
    """What it says of whoever comes, and what it was asked.

    Attributes:
        claims: of the next person; changed by tests.
        address: where it answers.
    """

    def __init__(self) -> None:
        """A provider with a key of its own."""
        self.claims: dict[str, Any] = {}
        self.address = ""
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
        self._asked: dict[str, dict[str, str]] = {}

    def described(self) -> dict[str, object]:
        """The document by which it is found."""
        ways = {"authorization": "authorize", "token": "token"}
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/keys",
            **{f"{name}_endpoint": f"{self.address}/{path}" for name, path in ways.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, object]:
        """Its public key."""
        return {"keys": [self._key.as_dict(private=False)]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The person has agreed: the way back to the program, with a code."""
        code = secrets.token_urlsafe()
        self._asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, object]:
        """A signed answer for a code, once, for whoever holds the verifier."""
        asked = self._asked.pop(form["code"])
        made = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if made != asked["code_challenge"]:
            raise ValueError("the verifier does not fit the challenge")
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims | self.claims, self._key)
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers until the block ends."""
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/authorize":
                asked = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                self.send_response(302)
                self.send_header("Location", made.authorize(asked))
                self.end_headers()
            else:
                self._answer(made.keys() if path == "/keys" else made.described())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(made.token({key: values[0] for key, values in parse_qs(body).items()}))

        def _answer(self, said: dict[str, object]) -> None:
            content = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
