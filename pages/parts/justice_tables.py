"""The tables of the page Justice: cases, persons, the identity of defendants, ratios to earlier quarters.

No Streamlit here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from data.chains import Justice
from data.model import Part
from metrics import justice
from metrics.assistance import two_quarters
from metrics.comparison import Movement, between
from pages.parts.chain_source import Source
from pages.parts.laid_out import Cell, Laid, nobody, of_count, of_share, of_term
from pages.parts.shown import Voice

QUARTERS = 9
"""How many quarters stand beneath each other: two years, and the quarter they begin with."""

YEAR = 4


def convictions(source: Source) -> tuple[pd.Series, Movement | None]:
    """Convictions under the trafficking law now and in the same quarter last year, in the districts that told both."""
    terms = two_quarters(source.chains.justice.convicted, source.quarter, back=YEAR)
    row = source.sum(terms).iloc[0]
    return row, between(row["now"], row["before"], step=row["step"], least=source.least)


def cases(source: Source) -> Laid:
    """Reports and cases, from the first to the judgment."""
    return _stages(source, "cases", source.chains.justice.cases, note="not_the_same")


def persons(source: Source) -> Laid:
    """Persons from suspicion to conviction; other laws, acquitted and waiting apart; then the victims' protection."""
    found, say = source.chains.justice, source.voice.say
    groups = {
        "persons": found.persons,
        "otherwise": (found.convicted_otherwise,),
        "others": (found.acquitted, found.pending),
        "protection": found.protection,
    }
    every = [measure for measures in groups.values() for measure in measures]
    rows = [
        (Cell(say(f"justice.groups.{group}")), *cells)
        for group, measures in groups.items()
        for cells in source.stages(measures, every)
    ]
    columns, heads = ((say("justice.group"), *told) for told in (source.stage_columns(), source.stage_heads(every)))
    notes = (say("justice.otherwise_note"), say("justice.protection_note"))
    return Laid("persons", say("justice.tables.persons"), columns, tuple(rows), notes, heads)


def restitution(source: Source) -> Laid:
    """To how many victims restitution was awarded, how much was ordered, how much was paid."""
    found = source.chains.justice
    return _stages(source, "restitution", (found.awarded, found.ordered, found.paid), note="restitution_note")


def _stages(source: Source, key: str, measures: Sequence[str], *, note: str) -> Laid:
    say = source.voice.say
    return Laid(
        key,
        say(f"justice.tables.{key}"),
        source.stage_columns(),
        tuple(source.stages(measures)),
        (say(f"justice.{note}"),),
        source.stage_heads(measures),
    )


def identity(source: Source) -> Laid:
    """Where the defendants of the quarter came from and went to, over the districts that told all of it."""
    found, voice, told = source.chains.justice, source.voice, _defendants(source)
    row, part = told.iloc[0], source.part(found.charged)
    measures = {
        "before": (found.pending, 1),
        "charged": (found.charged, 0),
        "convicted": (found.convicted, 0),
        "convicted_otherwise": (found.convicted_otherwise, 0),
        "acquitted": (found.acquitted, 0),
        "pending": (found.pending, 0),
    }
    signs = ("", "+ ", "− ", "− ", "− ", "= ")  # noqa: RUF001 - a real minus
    rows = [
        (
            Cell(f"{sign}{voice.say(f'justice.identity.{name}')}"),
            of_term(row, name, part, voice, whole=_whole(source, row, *measures[name])),
        )
        for sign, name in zip(signs, justice.IDENTITY, strict=True)
    ]
    left = float(justice.unaccounted(told).iloc[0])
    rows.append((Cell(voice.say("justice.identity.left")), _signed(left, source)))
    rows.append((Cell(voice.say("chains.districts")), of_count(row["districts"], row["expected"], voice)))
    columns = (voice.say("chains.what"), voice.quarter(source.quarter))
    notes = (voice.say("justice.identity_note"),)
    return Laid("identity", voice.say("justice.tables.identity"), columns, tuple(rows), notes)


def _defendants(source: Source) -> pd.DataFrame:
    """The terms of the identity, summed over the districts of the place that told all of them."""
    found = source.chains.justice
    return source.sum(
        justice.identity_terms(
            charged=found.charged,
            convicted=found.convicted,
            convicted_otherwise=found.convicted_otherwise,
            acquitted=found.acquitted,
            pending=found.pending,
            quarter=source.quarter,
        )
    )


def _signed(left: float, source: Source) -> Cell:
    """What the identity leaves; not a count of people, so that 0 is 0."""
    return Cell("") if math.isnan(left) else Cell(source.voice.number(left), left)


def lagged(source: Source, lag: int) -> Laid:
    """What happened in the quarter, laid against what happened some quarters earlier."""
    voice, rows = source.voice, []
    for ratio in source.chains.justice.ratios:
        terms = justice.lagged_terms(ratio.of, ratio.by, quarter=source.quarter, lag=lag)
        found = justice.lagged(source.sum(terms), least=source.least).iloc[0]
        of, by = source.part(ratio.of), source.part(ratio.by)
        rows.append(
            (
                Cell(source.name(ratio.of)),
                _told(source, found, "of", of),
                Cell(source.name(ratio.by)),
                _told(source, found, "by", by, lag),
                _ratio(found, voice),
                of_count(found["districts"], found["expected"], voice),
            )
        )
    columns = (
        voice.say("justice.lagged.of"),
        voice.quarter(source.quarter),
        voice.say("justice.lagged.by"),
        voice.quarter(source.quarter - lag),
        voice.say("justice.lagged.ratio"),
        voice.say("chains.districts"),
    )
    title = voice.say("justice.tables.lagged", lag=lag)
    return Laid("lagged", title, columns, tuple(rows), (voice.say("justice.lagged_note", lag=lag),))


def _whole(source: Source, row: pd.Series, measure: str, back: int = 0) -> float | None:
    """What is shown of the whole place, which only a released 0 has to be held against."""
    return source.value(measure, back) if row["step"] > 0 else None


def _told(source: Source, row: pd.Series, term: str, part: Part, back: int = 0) -> Cell:
    """One number of a ratio, or why there is none."""
    if not row["districts"]:
        return nobody(row, source.voice)
    return of_term(row, term, part, source.voice, whole=_whole(source, row, part.measure, back))


def _ratio(found: pd.Series, voice: Voice) -> Cell:
    """The ratio, or why there is none: nobody told both, it was withheld, or there was nothing earlier."""
    if not found["districts"]:
        return nobody(found, voice)
    if not math.isnan(found["ratio"]):
        return of_share(found["ratio"], voice)
    exact = math.isnan(found["step"])
    return Cell(voice.say("justice.lagged.of_none" if exact else "chains.too_few"))


ADDED = {"decided": 2, "clearance": 3}
"""How many measures are added in the first number of each share; of the second there are enough to be told."""


def shares(source: Source) -> Mapping[str, pd.Series]:
    """The two shares of defendants that need no lag: convicted of those decided, decided of those before the court."""
    told = _defendants(source)
    return {
        "decided": justice.share_of_decided(told, least=source.least).iloc[0],
        "clearance": justice.clearance(told, least=source.least).iloc[0],
    }


def quarters(source: Source) -> Laid:
    """Quarter by quarter: charged and convicted, with the protection of the victims beside it."""
    found, voice = source.chains.justice, source.voice
    measures = (*_of_defendants(found), *found.protection)
    names = [source.name(each) for each in measures]
    rows = (source.by_quarter_of if source.above else source.by_quarter)(measures, QUARTERS)
    of = [voice.say("chains.expected")] if source.above else []
    laws = tuple(voice.pick(source.house.country.laws).splitlines())
    return Laid(
        "quarters",
        voice.say("justice.tables.quarters"),
        (voice.say("filters.quarter"), *of, *names),
        tuple(rows),
        laws,
    )


def in_two(source: Source) -> tuple[Laid, Laid]:
    """The same as a phone has room for it: first the defendants, then the protection of the victims.

    Of how many districts the numbers are is said in a note where it is the same in every quarter that says it once.
    """
    whole, found, say = quarters(source), source.chains.justice, source.voice.say
    expected, notes = say("chains.expected"), whole.notes
    if expected in whole.columns and len(of := {row[1].text for row in whole.rows} - {""}) == 1:
        whole = whole.without([expected], whole.title)
        notes = (say("justice.of_each", of=of.pop()), *notes)
    defendants, victims = (
        [source.name(each) for each in measures] for measures in (_of_defendants(found), found.protection)
    )
    return (
        whole.without(victims, whole.title),
        whole.without(defendants, say("justice.groups.protection"), notes),
    )


def _of_defendants(found: Justice) -> tuple[str, ...]:
    return found.charged, found.convicted, found.convicted_otherwise, found.acquitted
