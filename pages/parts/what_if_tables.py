"""The tables of *What if*: with and without the money, and what each centre would get. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from metrics.amounts import Outcome, Share
from pages.parts.laid_out import Cell, Laid, together
from pages.parts.shown import Voice
from pages.parts.what_if import Answer, Case
from pages.parts.what_if_told import gone, money, name, open_without

SHARE_COLUMNS = ("centre", "place", "amount", "gone_without", "gone_with", "months", "bed_nights")
NOT_BESIDE = ("place", "gone_with")
"""Where the reader's own amounts stand beside, a page has no room for these; files have them."""
OWN_COLUMNS = ("own_amount", "own_months", "own_bed_nights")


def comparison(answer: Answer, voice: Voice) -> Laid:
    """The country without the money, with the proposal, and with the reader's own choice."""
    proposal, own = answer.proposal.outcome, answer.own
    outcomes = [proposal] if own is None else [proposal, own]
    heads = ["what_if.without", "what_if.proposal", *(["what_if.own"] if own is not None else [])]
    asked = answer.asked

    def row(key: str, without: Cell, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        return (Cell(voice.say(f"what_if.rows.{key}", month=voice.month(answer.last))), without, *cells)

    months = sum(share.months_without for share in proposal.shares)
    nights = sum(share.bed_nights_without for share in proposal.shares)
    rows = [
        row("given", Cell(""), [_money(each.spent, answer, voice) for each in outcomes]),
        row("left", Cell(""), [_left(asked.amount - each.spent, answer, voice) for each in outcomes]),
        row("open", _number(open_without(answer), voice), [_number(len(each.to_the_end), voice) for each in outcomes]),
        row("months", _number(months, voice), [_number(months + each.centre_months, voice) for each in outcomes]),
        row("bed_nights", _number(nights, voice), [_number(nights + each.bed_nights, voice) for each in outcomes]),
    ]
    if answer.question.floors:
        rows.append(row("unheld", Cell(""), [_number(len(each.unheld), voice) for each in outcomes]))
    columns = (voice.say("what_if.rows.what"), *(voice.say(head) for head in heads))
    return Laid("comparison", voice.say("what_if.comparison"), columns, tuple(rows))


def shares(answer: Answer, voice: Voice, *, whole: bool = False) -> Laid:
    """What each centre would get, the largest amount first; the last row adds them up.

    Args:
        answer: the answer.
        voice: in whose words.
        whole: whether all columns are wanted, also those for which a page may have no room.
    """
    chosen = {share.code: share for share in answer.own.shares} if answer.own else {}
    own = {code: share for code, share in chosen.items() if share.amount}
    by_code = {share.code: share for share in answer.proposal.outcome.shares}
    cases = [case for case in answer.cases if by_code[case.centre.code].amount or case.centre.code in own]
    cases.sort(key=lambda case: (-by_code[case.centre.code].amount, case.centre.code))
    rows = [_share_row(answer, case, by_code[case.centre.code], chosen, voice) for case in cases]
    names = (*SHARE_COLUMNS, *(OWN_COLUMNS if answer.own else ()))
    outcomes = [answer.proposal.outcome, *([answer.own] if answer.own else [])]
    rows.append(_totals(outcomes, answer, voice))
    kept = [place for place, each in enumerate(names) if whole or not answer.own or each not in NOT_BESIDE]
    columns = tuple(voice.say(f"what_if.columns.{names[place]}") for place in kept)
    laid = tuple(tuple(row[place] for place in kept) for row in rows)
    return Laid("proposal", voice.say("what_if.shares"), columns, laid)


def _share_row(answer: Answer, case: Case, share: Share, own: Mapping[str, Share], voice: Voice) -> tuple[Cell, ...]:
    told = [
        Cell(name(case.centre, voice)),
        Cell(case.centre.place.name),
        _money(share.amount, answer, voice),
        Cell(together(gone(answer, case, 0, voice))),
        Cell(together(gone(answer, case, share.amount, voice))),
        *_gains(share, case, voice),
    ]
    if own:
        chosen = own[share.code]
        told += [_money(chosen.amount, answer, voice), *_gains(chosen, case, voice)]
    return tuple(told)


def _gains(share: Share, case: Case, voice: Voice) -> Iterator[Cell]:
    """The months and bed-nights that an amount adds; of a centre whose beds nobody reported no nights."""
    yield _number(share.months - share.months_without, voice)
    if case.candidate.beds is None:
        yield Cell(voice.say("numbers.unknown"))
    else:
        yield _number(share.bed_nights - share.bed_nights_without, voice)


def _totals(outcomes: Sequence[Outcome], answer: Answer, voice: Voice) -> tuple[Cell, ...]:
    told = [Cell(voice.say("what_if.together")), Cell("")]
    for number, each in enumerate(outcomes):
        told.append(_money(each.spent, answer, voice))
        told += [Cell(""), Cell("")] if number == 0 else []
        told += [_number(each.centre_months, voice), _number(each.bed_nights, voice)]
    return tuple(told)


def _money(amount: float, answer: Answer, voice: Voice) -> Cell:
    return Cell(money(amount, answer, voice), amount)


def _left(amount: float, answer: Answer, voice: Voice) -> Cell:
    """What is left; of a choice that gives more than there is, how much it is over."""
    if amount >= 0:
        return _money(amount, answer, voice)
    return Cell(voice.say("what_if.over", amount=money(-amount, answer, voice)), amount)


def _number(number: float, voice: Voice) -> Cell:
    return Cell(voice.number(number), float(number))
