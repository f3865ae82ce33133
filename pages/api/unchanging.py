"""Answers that stay true for ever, because their address holds a digest of what they say."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

FOR_EVER = "public, immutable, max-age=31536000"


def unchanging(
    request: Request, body: bytes, *, digest: str, media_type: str, gzipped: bytes | None = None
) -> Response:
    """The answer, or 304 for a browser that has it already.

    Args:
        request: what was asked.
        body: the document.
        digest: changes whenever the document does.
        media_type: of the document.
        gzipped: the document as gzip, where it is stored that way.
    """
    headers = {"Cache-Control": FOR_EVER, "ETag": f'"{digest}"', "Vary": "Accept-Encoding"}
    if digest in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(gzipped, headers={**headers, "Content-Encoding": "gzip"}, media_type=media_type)
    return Response(body, headers=headers, media_type=media_type)
