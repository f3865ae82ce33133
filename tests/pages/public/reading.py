"""What a reader of a page sees of Markdown."""

from __future__ import annotations

import re


def as_read(text: str) -> str:
    """A text without the addresses of its links, and without what keeps letters from being taken for Markdown."""
    return re.sub(r"\[(.*?)\]\(/(?:origin|centre)\?[^)]*\)", r"\1", text).replace("\\", "")
