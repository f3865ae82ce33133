"""Watching a page by the browser's own screencast: when did it show what it should?"""

from __future__ import annotations

import base64
import io
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import CDPSession, Page

Picture = np.ndarray[Any, np.dtype[np.int16]]
WATCHED = (0.30, 0.45, 0.95, 0.95)
"""The part of the window that is looked at, as shares (left, top, right, bottom): the map's, beneath any open list."""
TICKING = """addEventListener('DOMContentLoaded', () => {
  const dot = document.documentElement.appendChild(document.createElement('div'))
  dot.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;z-index:9999'
  let on = false
  setInterval(() => { dot.style.background = (on = !on) ? '#777' : '#888' }, 50)
})"""
"""A dot outside the watched part that changes twenty times a second, in every page alike: a screencast gives the last
picture of a page only once another follows."""
PICTURES = {"format": "jpeg", "quality": 70, "everyNthFrame": 1, "maxWidth": 640, "maxHeight": 400}
"""Half the window's width and height: what makes the pictures must not slow what they show."""
COLOURED = 26
"""How far apart the channels of a pixel must be to count as coloured and not as grey, of 255."""


@dataclass
class Screencast:
    """The pictures of a page with the moments at which the browser made them (seconds since the epoch)."""

    session: CDPSession
    frames: list[tuple[float, bytes]] = field(default_factory=list)
    running: bool = True

    @classmethod
    def of(cls, page: Page) -> Screencast:
        """Begin to watch a page."""
        watching = cls(page.context.new_cdp_session(page))
        watching.session.on("Page.screencastFrame", watching._keep)
        watching.session.send("Page.startScreencast", PICTURES)
        return watching

    def _keep(self, frame: dict[str, Any]) -> None:
        self.frames.append((frame["metadata"]["timestamp"], base64.b64decode(frame["data"])))
        if self.running:
            self.session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def stop(self, page: Page) -> None:
        """Stop watching; pictures already on their way are let pass before anybody closes the page."""
        self.running = False
        self.session.send("Page.stopScreencast")
        page.wait_for_timeout(300)


def picture(jpeg: bytes) -> Picture:
    """The watched part of a picture: height x width x 3, 0 to 255."""
    image = np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"), dtype=np.int16)
    height, width = image.shape[:2]
    left, top, right, bottom = WATCHED
    return image[int(top * height) : int(bottom * height), int(left * width) : int(right * width)]


def coloured_share(seen: Picture) -> float:
    """Which share of the pixels is coloured: a page before its map is white and grey."""
    return float(((seen.max(axis=2) - seen.min(axis=2)) > COLOURED).mean())


def changed_share(before: Picture, after: Picture) -> float:
    """Which share of the pixels differs."""
    if before.shape != after.shape:
        return 1.0
    return float((np.abs(before - after).max(axis=2) > COLOURED).mean())


def wait_until_coloured(page: Page, cast: Screencast, *, share: float, seconds: float) -> float:
    """The moment of the first picture in which at least this share is coloured.

    Raises:
        TimeoutError: if none comes in time.
    """
    return _wait(page, cast, lambda seen: coloured_share(seen) >= share, seconds)


def wait_until_changed(page: Page, cast: Screencast, *, before: Picture, share: float, seconds: float) -> float:
    """The moment of the first picture that differs from an earlier one in at least this share, and is coloured.

    Raises:
        TimeoutError: if none comes in time.
    """
    least = coloured_share(before) / 2
    return _wait(
        page, cast, lambda seen: changed_share(before, seen) >= share and coloured_share(seen) >= least, seconds
    )


def _wait(page: Page, cast: Screencast, good: Any, seconds: float) -> float:
    end, looked = time.time() + seconds, 0
    while time.time() < end:
        page.wait_for_timeout(20)
        for moment, jpeg in cast.frames[looked:]:
            if good(picture(jpeg)):
                return moment
        looked = len(cast.frames)
    raise TimeoutError(f"the page did not show what it should in {seconds} s")
