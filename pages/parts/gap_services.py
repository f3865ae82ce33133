"""What centres need, what is bound and what is missing by kind of cost, as a table and as bars. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from data.funding.vocabulary import CostKind
from metrics.gaps import Gap
from metrics.money import Far
from metrics.services import Kind, Lack
from pages.parts.gap_source import GapSource
from pages.parts.laid_out import Cell, Laid

SHOWN = (Far.PAID, Far.COMMITTED, Far.PLEDGED)
ENDS = ("at_least", "at_most")
COLUMNS = ("need", "paid", "committed", "pledged", "unmet", *ENDS, "centres")


def table(source: GapSource) -> Laid:
    """Each kind of cost, then what is told of none; the money that is bound to none; all together."""
    say, lacks = source.voice.say, source.lacks
    head = (say("gaps.by.service"), *(say(f"gaps.columns.{name}") for name in COLUMNS))
    rows = [_row(source, kind, lacks.of[kind]) for kind in _kinds(source)]
    money = [source.whole.money[far] for far in SHOWN]
    if any(lacks.unbound[far] for far in SHOWN):
        unbound = (source.amount_cell(lacks.unbound[far]) for far in SHOWN)
        rows.append((Cell(say("gaps.no_service")), Cell(""), *unbound, *(Cell("") for _ in range(4))))
    if len(rows) > 1 and source.whole.known:
        amounts = map(source.amount_cell, (source.whole.need, *money, *_ends(source)))
        rows.append((Cell(say("gaps.total")), *amounts, _of(source, source.whole.known)))
    kept = [at for at, name in enumerate(("", *COLUMNS)) if name not in ENDS or _any_told(source)]
    shown = tuple(tuple(row[at] for at in kept) for row in rows)
    title, notes = say("gaps.tables.services"), tuple(_notes(source))
    return Laid("gap_needs", title, tuple(head[at] for at in kept), shown, notes)


def bars(source: GapSource) -> list[tuple[str, Gap]]:
    """Each kind of cost that is told, as if the money that is bound to none were spread; nothing where none is told."""
    lacks = source.lacks.of
    if not _any_told(source):
        return []
    return [(_named(source, kind), _as_gap(lacks[kind])) for kind in _kinds(source) if lacks[kind].need > 0]


def _any_told(source: GapSource) -> bool:
    """Whether the need of any kind is known: else there is no more to tell than of all together."""
    return any(lack.need for kind, lack in source.lacks.of.items() if kind)


def _kinds(source: GapSource) -> list[Kind]:
    """The kinds of which anything is known, what lacks most first; what is not told by kind comes last."""
    found = source.lacks.of
    return sorted(found, key=lambda kind: (kind is None, -found[kind].unmet, -found[kind].need, str(kind)))


def _row(source: GapSource, kind: Kind, lack: Lack) -> tuple[Cell, ...]:
    bound = (source.amount_cell(lack.bound[far]) for far in SHOWN) if kind else (Cell("") for _ in SHOWN)
    if not lack.centres:
        unknown = Cell(source.voice.say("gaps.insufficient"))
        return (Cell(_named(source, kind)), unknown, *bound, unknown, unknown, unknown, _of(source, 0))
    ends = (source.amount_cell(each) for each in (lack.unmet, lack.least, lack.most))
    return (Cell(_named(source, kind)), source.amount_cell(lack.need), *bound, *ends, _of(source, lack.centres))


def _ends(source: GapSource) -> tuple[float, float, float]:
    return source.whole.unmet, source.whole.unmet, max(source.whole.unmet, source.lacks.most)


def _of(source: GapSource, centres: int) -> Cell:
    return Cell(source.voice.say("figures.of", count=centres, of=source.whole.known))


def _named(source: GapSource, kind: CostKind | None) -> str:
    return source.service(kind.value) if kind else source.voice.say("gaps.service_untold")


def _as_gap(lack: Lack) -> Gap:
    money = dict.fromkeys(Far, 0.0) | {Far.PAID: lack.paid, Far.COMMITTED: lack.committed, Far.PLEDGED: lack.hoped}
    return Gap(lack.need, lack.centres, lack.centres, money, lack.need - lack.unmet, hoped=lack.hoped)


def _notes(source: GapSource) -> Iterator[str]:
    say = source.voice.say
    yield say("gaps.services_released" if source.funds.released_at else "gaps.services_note")
    if source.lacks.astray > 0:
        yield say("gaps.services_astray", amount=source.money(source.lacks.astray))
