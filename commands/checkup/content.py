"""What is shipped and what the ministry laid over it: the country's pack, the indicators, the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commands.checkup.told import Told, well, wrong
from data.catalogue import load_catalogue
from data.content import check_content
from data.countries import load_country
from data.errors import SetupError
from data.model import Quarter
from data.settings import Settings


def content(settings: Settings) -> Iterator[Told]:
    """The country's pack and the catalogue, as they are read at the start; then a ministry's own files."""
    try:
        country, catalogue = load_country(settings.country, settings.content), load_catalogue(settings.content)
    except SetupError as error:
        yield wrong("content_wrong", reason=error)
        return
    yield well(
        "content",
        country=country.iso3,
        districts=len(country.districts(Quarter.of(dt.datetime.now(dt.UTC).date()))),
        indicators=len(catalogue.indicators),
    )
    for problem in check_content(settings.content.folder) if settings.content and settings.content.folder else ():
        yield wrong("content_wrong", reason=problem)
