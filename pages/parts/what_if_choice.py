"""The choosers of the page *What if*: amount, currency and period; conditions; the reader's own amounts.

Conditions and own amounts lie in boxes that are sent when somebody opens them. What was chosen stands in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from data.funding.vocabulary import SERVES, CostKind
from data.model import Language, Pillar, Quarter, Visitor
from metrics import ledger
from metrics.amounts import Aim
from metrics.keeping_open import months_after
from pages.parts import cached, centre_list, filters, typed, what_if, what_if_asked, what_if_cached, what_if_told
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.what_if_asked import TO_CENTRE, TO_KIND, TO_LINE, TO_PILLAR, Asked
from pages.parts.words import escaped, language, say, voice

NARROW, MIDDLE, WIDE = 140, 240, 320
OF_MONEY = ("amount", "most", "least", "own")


def choose(who: Visitor, quarter: Quarter) -> Asked:
    """What the visitor asks of a quarter's centres."""
    centres = cached.centres(who, quarter=quarter)
    known = what_if_cached.currencies(who)
    usual, first = _usual(centres, known)
    currency = filters.asked("currency", known, first)
    _convert(who, currency)
    with st.container(horizontal=True):
        amount = typed.whole(
            say("what_if.amount"), key="amount", usual=usual, least=1, step=10 ** (len(str(usual)) - 2), width=MIDDLE
        )
        filters.choose(say("what_if.currency"), key="currency", options=known, default=first, width=NARROW)
        months = _months(quarter)
    aim = _aim()
    if len(known) == 1:
        st.caption(say("what_if.no_rates", currency=currency))
    plain = Asked(quarter, amount, currency, months, aim)
    return _own(_conditions(who, plain, centres), centres)


def _usual(centres: Sequence[Centre], known: Sequence[str]) -> tuple[int, str]:
    """The amount and currency at first: the usual ones, or what the first centre to close costs a year."""
    amount, currency = what_if_asked.USUAL_AMOUNT, what_if_asked.USUAL_CURRENCY
    if currency in known:
        return amount, currency
    costs = [12 * each.ahead.burn for each in centres if each.ahead.burn and each.position.currency == known[0]]
    digits = len(str(int(costs[0]))) - 2 if costs else 0
    return (int(round(costs[0], -digits)) if costs else amount), known[0]


def _convert(who: Visitor, currency: str) -> None:
    """Tell what was typed in another currency in the one that is chosen now."""
    before = st.session_state.get("amounts_in", currency)
    st.session_state["amounts_in"] = currency
    if before == currency or typed.comes_from_address("amount"):
        return
    rates = what_if_cached.beside(who).rates
    told = ledger.convert(1.0, before, currency, on=what_if.NEWEST, rates=rates)
    for key in OF_MONEY if told else ():
        written = typed.text(key)
        if key == "own":
            own = [(code, _rounded(amount * told.amount)) for code, amount in what_if_asked.read_amounts(written)]
            typed.keep(key, what_if_asked.written_amounts(own))
        elif written:
            typed.keep(key, str(_rounded(what_if_asked.whole(written, 0) * told.amount)))
    for widget in [name for name in st.session_state if str(name).startswith(("own_", "amount_", "most_", "least_"))]:
        del st.session_state[widget]


def _rounded(amount: float) -> int:
    """Three digits of an amount. One that is anything is not told as nothing, which would be no condition at all."""
    told = int(round(amount, 3 - len(str(int(amount)))))
    return min(max(told, 1), what_if_asked.LARGEST) if amount else 0


def _months(quarter: Quarter) -> int:
    names = _ends(quarter, language())
    chosen = filters.choose(
        say("what_if.until"),
        key="months",
        options=list(names),
        default=str(what_if_asked.USUAL_MONTHS),
        show=names.__getitem__,
        width=MIDDLE,
    )
    return int(chosen)


@kept(4)
def _ends(quarter: Quarter, spoken: Language) -> dict[str, str]:
    """The last months for which the money may have to do, in words, by how many they are."""
    speech = voice()
    days = zip(range(1, what_if_asked.MOST_MONTHS + 1), months_after(quarter.last_day), strict=False)
    return {str(many): speech.say("what_if.until_option", month=speech.month(day), months=many) for many, day in days}


def _aim() -> Aim:
    chosen = filters.choose(
        say("what_if.aim"),
        key="aim",
        options=[aim.value for aim in Aim],
        default=Aim.BED_NIGHTS.value,
        show=lambda code: say(f"what_if.aims.{code}"),
        help=say("what_if.aim_help"),
        draw=filters.side_by_side,
    )
    return Aim(chosen)


def _conditions(who: Visitor, plain: Asked, centres: Sequence[Centre]) -> Asked:
    places = house().country.places
    provinces, bindings = _known(cached.version(), who, plain.quarter)
    before = _written(plain)
    before = replace(
        before,
        provinces=tuple(code for code in before.provinces if code in provinces),
        bound=before.bound if before.bound in bindings else "",
    )
    box = _box("what_if_box", say("what_if.conditions"), expanded=before.has_conditions)
    if not box.open:  # what is seldom chosen is sent when somebody opens it
        for key in ("provinces", "bound", *before.numbers):
            typed.keep(key, before.address.get(key, ""))
        return before
    hint = say("what_if.none_hint")
    with box:
        with st.container(horizontal=True):
            floor = typed.whole(say("what_if.floor"), key="floor", help=say("what_if.floor_help"), width=WIDE)
            chosen = typed.several(
                say("what_if.provinces"),
                key="provinces",
                options=provinces,
                show=lambda code: places[code].name,
                placeholder=say("what_if.provinces_hint"),
                width=WIDE,
            )
        with st.container(horizontal=True):
            groups = [(group, typed.whole(_takes(group), key=group, help=hint, width=MIDDLE)) for group in SERVES]
        with st.container(horizontal=True):
            step = max(1, plain.amount // 25)
            most = typed.whole(say("what_if.most"), key="most", help=hint, step=step, width=MIDDLE)
            least = typed.whole(say("what_if.least"), key="least", help=hint, step=step, width=WIDE)
        bound = _bound(bindings, before.bound, centres)
    wanted = tuple((group, number) for group, number in groups if number)
    return replace(plain, floor=floor, provinces=chosen, groups=wanted, most=most, least=least, bound=bound)


def _box(key: str, label: str, *, expanded: bool) -> Any:
    """A box that is open at first where something of it was asked, and then as the visitor leaves it."""
    first = st.session_state.setdefault(f"first_{key}", expanded)
    return st.expander(label, expanded=first, key=key, on_change="rerun")


def _written(plain: Asked) -> Asked:
    """The conditions as the address, or what was chosen last, says them."""
    texts = {key: typed.text(key) for key in ("provinces", "bound", *plain.numbers)}
    return what_if_asked.read(
        {**texts, **plain.address}, quarter=plain.quarter, amount=plain.amount, currency=plain.currency
    )


def _takes(group: str) -> str:
    return say("what_if.group_floor", group=say(f"what_if.groups.{group}"))


@kept(cached.FEW)  # nobody changes what stands in it
def _known(version: str, who: Visitor, quarter: Quarter) -> tuple[list[str], list[str]]:
    """The provinces that have a centre, and to what the money may be bound."""
    centres = cached.centres(who, quarter=quarter)
    paid = {kind for costs in what_if_cached.beside(who).costs.values() for kind in costs}
    provinces = sorted({code for each in centres if (code := what_if.province(each, house().country))})
    return provinces, [
        *(f"{TO_KIND}:{kind}" for kind in sorted({each.kind for each in centres})),
        *(f"{TO_PILLAR}:{pillar.value}" for pillar in Pillar),
        *(f"{TO_LINE}:{kind.value}" for kind in CostKind if kind in paid),
        *(f"{TO_CENTRE}:{each.code}" for each in centres),
    ]


def _bound(bindings: Sequence[str], first: str, centres: Sequence[Centre]) -> str:
    """What the money is bound to."""
    speech, nothing = voice(), say("what_if.bound_nothing")

    def show(code: str) -> str:
        if not code:
            return nothing
        return speech.say(f"what_if.bound_to.{code.partition(':')[0]}", what=what_if_told.bound(code, centres, speech))

    options = ["", *bindings]
    widget = "bound_chosen"
    if typed.comes_from_address("bound") or widget not in st.session_state:
        st.session_state[widget] = first
    chosen = st.selectbox(
        say("what_if.bound"),
        options,
        key=widget,
        format_func=show,
        width=WIDE,
    )
    typed.keep("bound", str(chosen))
    return str(chosen)


def _own(asked: Asked, centres: Sequence[Centre]) -> Asked:
    """The reader's own amounts."""
    codes, anew = {each.code for each in centres}, typed.comes_from_address("own")
    own = dict(what_if_asked.read_amounts(typed.text("own"), codes))
    box = _box("what_if_own_box", say("what_if.own_choice"), expanded=bool(own))
    if not box.open:
        typed.keep("own", what_if_asked.written_amounts(tuple(own.items())))
        return replace(asked, own=tuple(own.items()))
    speech = voice()
    names = {each.code: centre_list.name(each, speech) for each in centres}
    with box:
        st.caption(say("what_if.own_hint"))
        if anew or "own_chosen" not in st.session_state:
            st.session_state["own_chosen"] = list(own)
        chosen = st.multiselect(
            say("what_if.own_centres"),
            list(names),
            key="own_chosen",
            format_func=lambda code: names[code],
            max_selections=what_if_asked.MOST_OWN,
            placeholder=say("what_if.own_centres_hint"),
            select_all=False,
        )
        amounts = []
        for code in chosen:
            widget = f"own_of_{code}"
            if anew or widget not in st.session_state:
                st.session_state[widget] = own.get(code, asked.amount // len(chosen))
            label = say("what_if.own_amount_for", centre=escaped(names[code]), currency=asked.currency)
            step = max(1, asked.amount // 25)
            number = st.number_input(label, 0, what_if_asked.LARGEST, step=step, key=widget, width=WIDE)
            amounts.append((code, int(number)))
    typed.keep("own", what_if_asked.written_amounts(amounts))
    return replace(asked, own=tuple(amounts))
