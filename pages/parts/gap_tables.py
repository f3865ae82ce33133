"""The tables of the page Gaps: what centres need and what covers it; all other money; both by what is chosen. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from data.funding.vocabulary import GOVERNMENT
from metrics.gaps import Gap, sums
from metrics.money import Far, Money
from pages.parts import gap_services
from pages.parts.gap_services import SHOWN
from pages.parts.gap_source import NOT_SAID, PILLARS, GapSource, years
from pages.parts.laid_out import Cell, Laid, of_share

BY = ("place", "year", "service", "pillar", "source")
"""By what needs and money can be told."""
COMES = (Far.PAID, Far.COMMITTED)


def needs(source: GapSource, by: str) -> Laid:
    """What centres need, what there is for it and what is missing, over the very same centres."""
    say = source.voice.say
    columns = ("need", "paid", "committed", "pledged", "unmet", "covered", "domestic", "centres")
    if by == "service":
        return gap_services.table(source)
    head = (say(f"gaps.by.{by}"), *(say(f"gaps.columns.{name}") for name in columns))
    groups = _groups(source, by)
    rows = [(Cell(name), *_cells(source, gap)) for name, gap in groups]
    if len(rows) > 1 and by != "year":
        rows.append((Cell(say("gaps.total")), *_cells(source, source.whole)))
    notes = [say("gaps.beyond", amount=source.money(source.whole.beyond))] if source.whole.beyond else []
    return Laid("gap_needs", say("gaps.tables.needs"), head, tuple(rows), tuple(notes))


def others(source: GapSource, by: str) -> Laid:
    """All money that stands against no need that is known: what it comes to, counted once."""
    say, moneys = source.voice.say, source.others
    if by == "source":  # of everybody who gives, the centres' money too
        moneys = source.moneys
    if by == "year":
        moneys = [each for each in source.funds.moneys if each.year not in years(source.funds, source.country)]
    head = (say(f"gaps.by.{by}"), *(say(f"gaps.columns.{far.value}") for far in SHOWN))
    found = sums(moneys, rates=source.rates, by=_of(source, by))
    rows = [
        (Cell(_named(source, by, str(key))), *(source.amount_cell(found[key][far]) for far in SHOWN))
        for key in sorted(found, key=lambda key: _order(source, by, str(key)))
        if any(found[key][far] for far in SHOWN)
    ]
    title = say(f"gaps.tables.{'sources' if by == 'source' else 'undated' if by == 'year' else 'others'}")
    return Laid("gap_others", title, head, tuple(rows), tuple(not_counted(source, moneys)))


def bars(source: GapSource, by: str) -> list[tuple[str, Gap]]:
    """The groups that the figure shows, each with what is needed and what covers it."""
    if by == "service":
        return gap_services.bars(source)
    return [] if by == "source" else [(name, gap) for name, gap in _groups(source, by) if gap.need > 0]


def _groups(source: GapSource, by: str) -> list[tuple[str, Gap]]:
    if by == "year":
        chosen = reversed(years(source.funds, source.country))
        return [(str(year), source.gap_of(year)) for year in chosen]
    if by == "place":
        found = source.gaps_by_place()
        return [(source.place(code), found[code]) for code in sorted(found, key=lambda code: -found[code].unmet)]
    return [(source.voice.say("gaps.running"), source.whole)] if source.whole.centres else []


def _cells(source: GapSource, gap: Gap) -> Iterable[Cell]:
    say = source.voice.say
    of = Cell(say("figures.of", count=gap.known, of=gap.centres))
    if not gap.known:
        return (*(Cell(say("gaps.insufficient")) for _ in range(7)), of)
    shares = (gap.coverage, gap.covered_domestic)
    return (
        source.amount_cell(gap.need),
        *(source.amount_cell(gap.money[far]) for far in SHOWN),
        source.amount_cell(gap.unmet),
        *(Cell("") if share is None else of_share(share, source.voice) for share in shares),
        of,
    )


def _of(source: GapSource, by: str) -> Callable[[Money], str]:
    return {
        "place": source.place_of,
        "year": lambda _: NOT_SAID,
        "service": lambda each: each.agreement.cost_kind.value if each.agreement.cost_kind else NOT_SAID,
        "pillar": source.pillar_of,
        "source": lambda each: each.agreement.source_kind.value,
    }[by]


def _named(source: GapSource, by: str, key: str) -> str:
    if by == "source":
        group = "domestic" if key in {kind.value for kind in GOVERNMENT} else "foreign"
        return f"{source.voice.say(f'gaps.{group}')}: {source.kind(key)}"
    if by == "year":
        return source.voice.say("gaps.no_year")
    return {"place": source.place, "service": source.service, "pillar": source.pillar}[by](key)


def _order(source: GapSource, by: str, key: str) -> tuple[bool, int, str]:
    """Pillars in their order, own budgets before others; what nobody said comes last."""
    if by == "pillar":
        return (False, PILLARS.index(key), "")
    return (key == NOT_SAID, by == "source" and key not in {kind.value for kind in GOVERNMENT}, _named(source, by, key))


def not_counted(source: GapSource, moneys: Iterable[Money]) -> Iterable[str]:
    """What could not be told in the reader's currency; what lapsed; what is in kind."""
    found = list(moneys)
    for currency in source.rates.without:
        left = [each.amount for each in found if each.agreement.currency == currency and each.far in COMES]
        if left:
            amount = source.voice.money(sum(left), currency)
            yield source.voice.say("gaps.no_rate", amount=amount, currency=source.rates.currency)
    told = [(each, source.rates.told(each.amount, each.agreement.currency) or 0.0) for each in found]
    if lapsed := sum(amount for each, amount in told if each.far is Far.LAPSED):
        yield source.voice.say("gaps.lapsed", amount=source.money(lapsed))
    if kind := sum(amount for each, amount in told if each.in_kind and each.far in COMES):
        yield source.voice.say("gaps.in_kind", amount=source.money(kind))
