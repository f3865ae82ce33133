"""Where Lima serves, and under which names."""

from __future__ import annotations

from collections.abc import Iterator

from commands.checkup.told import Told, hint, well, wrong
from data.settings import Settings
from pages.api.start import answered_names


def serving(settings: Settings) -> Iterator[Told]:
    """Whether any website could reach Lima under a name of its own, and whether passwords could travel in clear."""
    names = answered_names(settings.host, settings.names)
    if not names:
        yield wrong("names_missing", host=settings.host)
    else:
        yield well("names", names=", ".join(names))
    if not answered_names(settings.host, ()):
        yield hint("not_loopback", host=settings.host)
    elif not settings.names and not settings.embedded:
        yield hint("names_local_only")
