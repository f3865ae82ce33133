"""The answer to *What if* in sentences: for the page and the proposal on paper. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from data.model import Country, Pillar
from metrics.allocation import Impossible, Shortfall
from metrics.amounts import Floor, Share
from pages.parts import centre_list
from pages.parts.laid_out import together
from pages.parts.released_centres import Centre
from pages.parts.shown import PERCENT, Voice
from pages.parts.what_if import CLOSED, NO_RATE, UNKNOWN, Answer, Case
from pages.parts.what_if_asked import TO_CENTRE, TO_KIND, TO_PILLAR

NAMED = 3
"""So many centres a sentence names; the table has all."""


def headline(answer: Answer, voice: Voice) -> str:
    """What the amount would change, in one sentence."""
    if not answer.cases:
        return voice.say("what_if.nothing_known", quarter=voice.quarter(answer.asked.quarter))
    outcome, told = answer.proposal.outcome, {"amount": money(answer.asked.amount, answer, voice)}
    before, after = open_without(answer), len(outcome.to_the_end)
    told |= {"of": voice.number(len(answer.cases)), "month": voice.month(answer.last)}
    told |= {"before": voice.number(before), "after": voice.number(after)}
    told |= {"nights": voice.number(outcome.bed_nights), "months": voice.number(outcome.centre_months)}
    if outcome.spent == 0:
        return voice.say("what_if.head_nothing" if before < len(answer.cases) else "what_if.head_all_paid", **told)
    return voice.say("what_if.head_more" if after > before else "what_if.head_longer", **told)


def goes_to(answer: Answer, voice: Voice) -> list[str]:
    """Where the money would go, and which centres would close before the end even so."""
    given = sorted(paid(answer), key=lambda pair: (-pair[1].amount, pair[0].centre.code))
    lasting = answer.proposal.outcome.to_the_end
    closing = [case for case in answer.cases if case.centre.code not in lasting]
    told = []
    if given:
        names = [f"{name(case.centre, voice)} ({money(share.amount, answer, voice)})" for case, share in given]
        told.append(voice.say("what_if.goes_to", centres=_listed(names, voice)))
    if given and not closing and (spent := answer.proposal.outcome.spent) < answer.asked.amount:
        told.append(voice.say("what_if.enough", amount=money(spent, answer, voice)))
    if closing:
        names = [f"{name(c.centre, voice)} ({gone(answer, c, amount_of(answer, c), voice)})" for c in closing]
        told.append(
            voice.say(
                "what_if.still_closing",
                count=voice.number(len(closing)),
                month=voice.month(answer.last),
                centres=_listed(names, voice),
            )
        )
    return told


def refusal(answer: Answer, country: Country, voice: Voice) -> list[str]:
    """Which floors cannot hold, and what would suffice; nothing where all hold."""
    found = answer.found
    if not isinstance(found, Impossible):
        return []
    impossible = [short for short in found.short if short.possible < short.floor.centres]
    told = [_short(short, answer, country, voice) for short in (impossible or found.short)]
    if found.suffices > answer.asked.amount or not impossible:
        key = "what_if.suffices_as_possible" if impossible else "what_if.suffices"
        told.append(voice.say(key, amount=money(found.suffices, answer, voice)))
    return [*told, voice.say("what_if.without_floors")]


def _short(short: Shortfall, answer: Answer, country: Country, voice: Voice) -> str:
    told = {"floor": floor(short.floor, country, voice), "possible": voice.number(short.possible)}
    if not short.floor.members:
        return voice.say("what_if.short_unknown", floor=told["floor"])
    if short.possible < short.floor.centres:
        return voice.say("what_if.short_never" if short.possible else "what_if.short_none", **told)
    alone = money(short.alone, answer, voice)
    key = "what_if.short_alone" if short.alone > answer.asked.amount else "what_if.short_together"
    return voice.say(key, amount=alone, **told)


def floor(asked: Floor, country: Country, voice: Voice) -> str:
    """What a floor asks."""
    centres = voice.number(asked.centres)
    if asked.name in country.places:
        return voice.say("what_if.floor_of", centres=centres, place=country.places[asked.name].name)
    return voice.say("what_if.group_of", centres=centres, group=voice.say(f"what_if.groups.{asked.name}"))


def conditions(answer: Answer, country: Country, voice: Voice) -> list[str]:
    """The conditions under which the money is given; what nobody asked is not among them."""
    asked, floors = answer.asked, answer.question.floors
    told = [floor(each, country, voice) for each in floors if asked.provinces or each.name not in country.places]
    if asked.floor and not asked.provinces:
        told.insert(0, voice.say("what_if.floor_each", centres=voice.number(asked.floor)))
    if asked.bound:
        told.append(
            voice.say("what_if.bound_is", what=bound(asked.bound, [case.centre for case in answer.cases], voice))
        )
    if asked.most:
        told.append(voice.say("what_if.most_is", amount=money(asked.most, answer, voice)))
    if asked.least:
        told.append(voice.say("what_if.least_is", amount=money(asked.least, answer, voice)))
    return told


def bound(code: str, centres: Sequence[Centre], voice: Voice) -> str:
    """What money is bound to, by its name."""
    to, _, what = code.partition(":")
    if to == TO_CENTRE:
        return next((name(each, voice) for each in centres if each.code == what), what)
    words = "ledger.options" if to != TO_KIND else "workbook.options"
    return voice.say(f"{words}.{what}")


def own_faults(answer: Answer, country: Country, voice: Voice) -> list[str]:
    """What of the reader's own choice is left out, and which conditions it does not keep."""
    if answer.own is None:
        return []
    asked, names = answer.asked, {case.centre.code: name(case.centre, voice) for case in answer.cases}
    out = {each.code: name(each, voice) for centres in answer.left_out.values() for each in centres}
    own = [(code, amount) for code, amount in asked.own if code in names and amount]
    allowed = answer.question.bound_to
    broken = {
        "own_left_out": [out.get(code, code) for code, amount in asked.own if code not in names and amount],
        "own_not_bound": [names[code] for code, _ in own if allowed is not None and code not in allowed],
        "own_too_much": [names[code] for code, amount in own if asked.most and amount > asked.most],
        "own_too_little": [names[code] for code, amount in own if amount < asked.least],
    }
    told = [voice.say(f"what_if.{key}", centres=", ".join(centres)) for key, centres in broken.items() if centres]
    if answer.own.unheld:
        floors = "; ".join(floor(each, country, voice) for each in answer.own.unheld)
        told.append(voice.say("what_if.own_unheld", floors=floors))
    return told


def sureness(answer: Answer, voice: Voice) -> str:
    """How far from the best the proposal is at most."""
    proposal, aim = answer.proposal, voice.say(f"what_if.aims.{answer.asked.aim}")
    gap = f"{voice.number(int(proposal.gap * PERCENT * 100 + 0.999) / 100, 2)}"
    if proposal.gap == 0:
        return voice.say("what_if.gap_none", aim=aim)
    return voice.say("what_if.gap", aim=aim, best=voice.number(proposal.at_best), gap=gap)


def formula(answer: Answer, voice: Voice) -> str:
    """What is made as large as possible, and under which conditions, in signs."""
    lines = ["most", "amount", "once", *(["floors"] if answer.question.floors else [])]
    gained = voice.say(f"what_if.formula.{answer.asked.aim}")
    told = {"gained": gained, "amount": money(answer.asked.amount, answer, voice)}
    return "\n".join(voice.say(f"what_if.formula.{line}", **told) for line in lines)


def example(answer: Answer, voice: Voice) -> str:
    """The largest share, reckoned out; empty where nothing is given."""
    given = paid(answer)
    if not given:
        return ""
    case, share = max(given, key=lambda pair: (pair[1].amount, pair[0].centre.code))
    days = sum(answer.question.days[share.months_without : share.months])
    beds = case.candidate.beds
    return voice.say(
        "what_if.example" if beds is not None else "what_if.example_months",
        centre=name(case.centre, voice),
        amount=money(share.amount, answer, voice),
        months=voice.number(share.months - share.months_without),
        beds=voice.number(beds or 0),
        days=voice.number(days),
        nights=voice.number(share.bed_nights - share.bed_nights_without),
    )


def notes(answer: Answer, voice: Voice) -> list[str]:
    """What a reader must know of the figures: of how many centres they are, at which rates, and what is not known."""
    every = len(answer.cases) + sum(map(len, answer.left_out.values()))
    told = [voice.say("what_if.of_centres", count=voice.number(len(answer.cases)), of=voice.number(every))]
    left_out = {why: len(answer.left_out.get(why, ())) for why in (CLOSED, UNKNOWN, NO_RATE)}
    told += [voice.say(f"what_if.left_out.{why}", count=voice.number(n)) for why, n in left_out.items() if n]
    if unknown := sum(case.candidate.beds is None for case in answer.cases):
        told.append(voice.say("what_if.no_beds", count=voice.number(unknown)))
    if answer.asked.groups:
        known = sum(bool(case.candidate.serves) for case in answer.cases)
        told.append(voice.say("what_if.serves", count=voice.number(known), of=voice.number(len(answer.cases))))
    if answer.asked.bound_to[0] == TO_PILLAR and answer.asked.bound_to[1] != Pillar.PROTECTION:
        told.append(voice.say("what_if.other_pillar"))
    told += [rate(each.currency, each.in_currency, each.rate, each.dated, each.source, voice) for each in answer.rates]
    if centre_list.is_told_apart(case.centre for case in answer.cases):
        told.append(voice.say("centres.confidential"))
    return [*told, voice.say("what_if.by_when")]


def rate(currency: str, other: str, value: float, dated: dt.date, source: str, voice: Voice) -> str:
    """A rate with its day and its source."""
    digits = 0 if value >= 100 else 4
    return voice.say(
        "what_if.rate",
        currency=currency,
        told=f"{other} {voice.number(value, digits)}",
        day=voice.date(dated),
        source=source,
    )


def paid(answer: Answer) -> list[tuple[Case, Share]]:
    """The centres that the proposal gives something."""
    pairs = zip(answer.cases, answer.proposal.outcome.shares, strict=True)
    return [(case, share) for case, share in pairs if share.amount]


def amount_of(answer: Answer, case: Case) -> float:
    """What the proposal gives a centre."""
    return next(s.amount for s in answer.proposal.outcome.shares if s.code == case.centre.code)


def open_without(answer: Answer) -> int:
    """How many centres are open to the end without the money."""
    return sum(share.months_without == answer.asked.months for share in answer.proposal.outcome.shares)


def name(centre: Centre, voice: Voice) -> str:
    """As `centre_list.name`."""
    return centre_list.name(centre, voice)


def money(amount: float, answer: Answer, voice: Voice) -> str:
    """An amount in the asked currency, which stays on its line."""
    return together(voice.money(amount, answer.asked.currency))


def gone(answer: Answer, case: Case, amount: float, voice: Voice) -> str:
    """The month in which a centre's money is gone if it is given an amount."""
    day = answer.gone(case, amount)
    return voice.say("what_if.no_end") if day is None else voice.month(day)


def _listed(names: Sequence[str], voice: Voice) -> str:
    """The first names, and how many more there are."""
    first, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return voice.say("what_if.and_more", names=first, count=voice.number(more)) if more > 0 else first
