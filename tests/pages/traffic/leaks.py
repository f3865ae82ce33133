"""What must not be in anything that was received, and what must: planted numbers, and one figure for each cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote

from tests.pages.traffic.decoded import Decoded
from tests.pages.traffic.world import BASE, Cell, World

LINKED = re.compile(r"\[([^\[\]]*)\]\(/origin\?([^)\s]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
FIGURE = re.compile(r"^\\?<?([\d,]+)")
OFFICES = ("Secret", "Office of", "XY77", "officer@")
"""Of returns, sheets, cells and offices nothing is told."""


def found(received: Decoded, world: World) -> list[str]:
    """Everything wrong with what was received."""
    unlike = (*unlike_links(received, world), *unlike_maps(received, world), *unlike_files(received, world))
    return [*planted(received, world), *off_base(received, world), *unlike, *named(received), *located(received, world)]


def planted(received: Decoded, world: World) -> Iterator[str]:
    """Exact figures, in any notation, scaled or as a full-length share or rate of one."""
    for number in {abs(number) for number in received.every_number()}:
        for scale in (1, 100, 1000):
            if round(number * scale, 6) in world.planted:
                yield f"planted: {number}"
        if any(abs(number - rate) <= 1e-9 * rate for rate in near(world, number)):
            yield f"derived: {number}"


def near(world: World, number: float) -> Iterator[float]:
    """The rates per 100,000 and the shares that are made of exact figures, where a number may be one of them."""
    if number and not float(number * 1000).is_integer():
        yield from world.derived_near(number)


def off_base(received: Decoded, world: World) -> Iterator[str]:
    """Whole numbers of the size of the planted ones that are no multiple of the base."""
    low, high = min(world.planted), max(world.planted)
    for number in received.every_number():
        if low <= number <= high and float(number).is_integer() and number % BASE and number not in world.others:
            yield f"off the base: {number}"


def unlike_links(received: Decoded, world: World) -> Iterator[str]:
    """Figures beside or within a link to their origin that are not what was released of that cell."""
    for text in received.texts:
        cells = [(label, _cell(query)) for label, query in LINKED.findall(text)]
        for label, cell in cells:
            figure = figure_of(label)
            if figure is None and len(cells) == 1 and (bold := BOLD.search(text)):
                figure = figure_of(bold[1])
            if figure is not None and cell[0] in world.steps and figure != world.shown.get(cell):
                yield f"{cell}: {figure} and not {world.shown.get(cell)}"


def unlike_maps(received: Decoded, world: World) -> Iterator[str]:
    """Maps of counts of people that hold other numbers than were released of their measure and quarter."""
    for each in received.maps:
        measure, quarter = _about(each["title"])
        if measure not in world.steps or "per 100,000" in each["unit"]:
            continue
        drawn = sorted(float(number) for number in each["numbers"].split(",") if number)
        known = sorted(world.of_districts(measure, quarter).values())
        if drawn != known:
            yield f"map of {measure} {quarter}: {drawn} and not {known}"


def unlike_files(received: Decoded, world: World) -> Iterator[str]:
    """Files of districts that hold other numbers than were released, or other words for them."""
    for text in received.texts:
        lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")))) if "Code,District," in text else []
        head = next((number for number, line in enumerate(lines) if line[:1] == ["Code"]), None)
        if head is None or (measure := _about(lines[0][0])[0]) not in world.steps:
            continue
        quarter = _about(lines[1][0])[1]
        rows = [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]]
        told = {row["Code"]: float(row["Value"]) for row in rows if row["Value"]}
        if told != world.of_districts(measure, quarter):
            yield f"file of {measure} {quarter}: {told}"
        yield from (f"{row}" for row in rows if row["Value"] and figure_of(row["As shown"]) != float(row["Value"]))


def _about(title: str) -> tuple[str, str]:
    """Of which measure and quarter a title is."""
    asked = re.search(r"Quarter (\d), (\d{4})", title)
    return title.split(" ")[0], f"{asked[2]}-Q{asked[1]}" if asked else ""


def named(received: Decoded) -> Iterator[str]:
    """Returns, sheets, cells and offices."""
    for text in received.texts:
        yield from (f"{sign} in {text[:80]}" for sign in OFFICES if sign in text)


def located(received: Decoded, world: World) -> Iterator[str]:
    """What tells the district of a confidential centre: its name, its code, or an amount that is the district's too."""
    for text in received.texts:
        yield from (f"{sign} in {text[:80]}" for sign in world.unnamed if sign in text)
    yield from (f"of a district: {number}" for number in world.untold.intersection(received.every_number()))


def figure_of(text: str) -> float | None:
    """The figure that a text begins with; of `<5` the 0 that it stands for."""
    plain = text.replace("\\", "").strip("* ")
    if plain.startswith("<"):
        return 0.0
    start = FIGURE.match(plain)
    return float(start[1].replace(",", "")) if start else None


def _cell(query: str) -> Cell:
    asked = parse_qs(unquote(query) if "%3D" in query else query)
    return tuple(asked.get(key, [""])[0] for key in ("indicator", "quarter", "place"))  # type: ignore[return-value]
