"""The files of the component that a browser fetches once: served by a route, kept for ever under their digest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import MappingProxyType

from data.words import languages
from pages.parts.district_map.payload import sentences

_FOLDER = Path(__file__).parent
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
}

AT_ONCE = ("ahead.css", "ahead.js", "dom.js", "hands.js", "map.css", "map.js", "outlines.js", "search.js", "view.js")
"""What a map needs to be drawn."""

_LATER = ("table.js",)

_WORDS = {f"words-{code}.json": json.dumps(sentences(code), ensure_ascii=False).encode() for code in languages()}
"""The map's own sentences: a kilobyte that would else be sent at every redraw."""

FILES = MappingProxyType({name: (_FOLDER / name).read_bytes() for name in (*AT_ONCE, *_LATER)} | _WORDS)
"""The content of each file by its name. They ask for each other by relative address: serve them side by side."""

DIGEST = hashlib.sha256(b"".join(FILES.values())).hexdigest()[:12]
"""Changes whenever one of the files does."""

FOLDER = f"/district-map/{DIGEST}"
"""The address under which a route serves them; the answers may be kept for ever."""

MODULE_URL = f"{FOLDER}/map.js"
"""What `district_map` wants to know as `module_url`, where the route is mounted at `FOLDER`."""


def media_type(name: str) -> str:
    """The media type of one of the files."""
    return _TYPES[Path(name).suffix]
