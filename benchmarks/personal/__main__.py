"""`python -m benchmarks.personal`: plant, fill, look, count, and print what was found and what was not."""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.personal import clean, places, values
from data.catalogue import load_catalogue
from data.countries import load_country
from data.intake.personal import Hit, Own, collect, own_form, personal_data

TODAY = dt.date(2026, 10, 15)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--planted", type=int, default=6_000, help="how many things are planted (default 6000)")
    parser.add_argument("--clean", type=int, default=2_000, help="how many clean workbooks are tried (default 2000)")
    parser.add_argument("--seed", default="lima")
    parser.add_argument("--show", type=int, default=25, help="how many misses are shown (default 25)")
    asked = parser.parse_args()
    found = measure_planted(asked.planted, asked.seed)
    print(found.report(asked.show))
    print(measure_clean(asked.clean, asked.seed).report(asked.show))


@dataclass
class Found:
    """What became of what was planted."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)
    other_kind: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Of all that was planted, how much was found."""
        return 1 - len(self.missed) / sum(self.tried.values())

    def report(self, show: int) -> str:
        """The shares by kind and place, and what was missed."""
        lines = [f"planted: {sum(self.tried.values())}, found: {self.share:.2%} (wanted: 99 %)"]
        for number, title in ((0, "kind"), (1, "place")):
            tried, missed = Counter[str](), Counter[str]()
            for key, count in self.tried.items():
                tried[key[number]] += count
            missed.update(each[number] for each in self.missed)
            shares = {name: 1 - missed[name] / tried[name] for name in sorted(tried)}
            lines += [f"  {title} {name:22} {share:8.2%} of {tried[name]}" for name, share in shares.items()]
        elsewhere, other = self.elsewhere.total(), self.other_kind.total()
        lines.append(f"  found, but named at another place: {elsewhere}; as another kind: {other}")
        lines += [f"    in {place}: {count}" for place, count in self.elsewhere.most_common(12)]
        lines += [f"    {planted} as {seen}: {count}" for (planted, seen), count in self.other_kind.most_common(12)]
        lines += [f"  missed: {kind} in {place}: {said}" for kind, place, said in self.missed[:show]]
        return "\n".join(lines)


def measure_planted(count: int, seed: str) -> Found:
    """Plant so many things, one in a workbook each, and look for them."""
    found, own = Found(), owns()
    for number in range(count):
        chance = random.Random(f"{seed} planted {number}")  # noqa: S311 - chance, not secrets
        kind = list(values.MAKERS)[number % len(values.MAKERS)]
        book, place, value = plant(kind, chance)
        hits = look_through(book, own)
        found.tried[kind, place] += 1
        if not hits:
            found.missed.append((kind, place, repr(value.value)))
        elif kind not in {hit.kind for hit in hits}:
            found.other_kind[kind, hits[0].kind] += 1
        sheet, cell = book.expected
        if hits and sheet and not any(hit.sheet == sheet and (cell is None or hit.cell == cell) for hit in hits):
            found.elsewhere[place] += 1
    return found


def plant(kind: str, chance: random.Random) -> tuple[places.Workbook, str, values.Planted]:
    """A clean workbook with something of the kind in it, the place, and what it is."""
    blank, parts = chance.choice(clean.pool())
    book = places.Workbook(blank, dict(parts), chance)
    value = values.planted(kind, chance)
    if isinstance(value.value, float):
        place = "date_cell" if value.dated else chance.choice(list(places.NUMBER_PLACES))
        (places.date_cell if value.dated else places.NUMBER_PLACES[place])(book, value.value)
    else:
        place = chance.choice(list(places.TEXT_PLACES if kind != "name_heading" else places.HEADED))
        places.TEXT_PLACES[place](book, value.value)
    return book, place, value


def look_through(book: places.Workbook, own: dict[str, Own]) -> list[Hit]:
    """What is found in a workbook."""
    iso3 = book.blank.form.country.iso3
    return personal_data(book.parts, own=own[iso3], today=TODAY, file_name=book.file_name)


def owns() -> dict[str, Own]:
    """What the forms of each country say by themselves."""
    return {iso3: own_form(load_catalogue(None), load_country(iso3, None), today=TODAY) for iso3 in clean.COUNTRIES}


@dataclass
class Refused:
    """What became of clean workbooks."""

    tried: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def report(self, show: int) -> str:
        """How many were refused, and over what."""
        lines = [
            f"clean: {self.tried}, refused: {len(self.refused)} (wanted: at most {self.tried / 500:.0f})",
            f"  looking through one: {statistics.median(self.seconds) * 1e3:.1f} ms (median), "
            f"{min(self.seconds) * 1e3:.1f} ms (fastest)",
        ]
        return "\n".join([*lines, *(f"  refused: {kind}: {said}" for kind, said in self.refused[:show])])


def measure_clean(count: int, seed: str) -> Refused:
    """Fill so many workbooks without anything personal, and look through them."""
    refused, own = Refused(), owns()
    for number in range(count):
        chance = random.Random(f"{seed} clean {number}")  # noqa: S311 - chance, not secrets
        book = noted(chance)
        start = time.perf_counter()
        hits = look_through(book, own)
        refused.seconds.append(time.perf_counter() - start)
        refused.tried += 1
        refused.refused += [(hit.kind, f"{hit.part} {said_at(book, hit)}") for hit in hits[:1]]
    return refused


def said_at(book: places.Workbook, hit: Hit) -> list[str]:
    """What stands where something was found in a clean workbook: it tells which rule to mend."""
    texts = collect(book.parts, book.file_name).texts
    return [str(text.said) for text in texts if (text.part, text.sheet, text.cell) == (hit.part, hit.sheet, hit.cell)]


def noted(chance: random.Random) -> places.Workbook:
    """A clean workbook with notes all over."""
    blank, parts = clean.filled(chance)
    book = places.Workbook(blank, parts, chance, clean.file_name(blank, chance))
    plants = [
        places.stray_cell,
        places.comment,
        places.footer,
        places.property_,
        places.custom_property,
        places.text_box,
    ]
    plants += [places.added_sheet, places.prompt, places.chart_title, places.name_comment]
    places.stray_cell(book, clean.centre(blank.form, chance))
    for place in [places.stray_cell] * 4 + chance.sample(plants, 3):
        if place is not places.chart_title or "xl/drawings/drawing77.xml" not in book.parts:
            place(book, clean.note(chance) if chance.random() < 0.8 else clean.source(chance))
    return book


if __name__ == "__main__":
    main()
