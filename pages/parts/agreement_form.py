"""The form of an agreement: every field of it, with as many tranches as are wanted; kept with its reason."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.errors import UserError
from data.funding.faults import LONGEST
from data.funding.vocabulary import AgreedTranche, Agreement, CostKind, Earmark, Instrument, Revision, SourceKind
from data.intake.funding_cells import AGREEMENT, CHOICE, DATE, MONEY, YES_NO
from data.model import Level, Visitor
from pages.parts import ledger_desk, why_refused
from pages.parts.opened import house
from pages.parts.words import say

DONE, NEW_CODE = "agreement_done", "agreement_new_code"
LONGEST_REASON = 500
MOST_TRANCHES = 40
GROUPS = (
    ("source", "source_kind", "instrument", "currency"),
    ("facility", "place", "pillar", "parent"),
    ("earmark", "cost_kind", "starts_on", "ends_on"),
    ("planned", "planned_on", "pledged", "pledged_on"),
    ("committed", "signed_on", "spent", "spent_on"),
    ("evidence", "evidence_on", "link"),
    ("public", "donor", "cancelled_on"),
)
"""The fields of an agreement, a row of the form each."""

MUST_CHOOSE = ("source_kind", "instrument", "earmark")


def offer(who: Visitor, found: Revision | None, *, centres: Mapping[str, str]) -> None:
    """The form: empty for a new agreement, or filled with what is known of one.

    Args:
        who: who may enter it.
        found: what it says now; None of a new one.
        centres: the names of centres by their codes.
    """
    known = found.agreement if found else None
    mark = known.code if known else ""
    seen = _seen(mark, found.number if found else 0)
    code = mark or st.text_input(say("ledger.columns.code"), key=NEW_CODE, max_chars=LONGEST["code"]).strip()
    said: dict[str, Any] = {}
    for names in GROUPS:
        for name, column in zip(names, st.columns(len(names)), strict=True):
            with column:
                said[name] = _field(name, getattr(known, name, None), mark=mark, centres=centres)
    st.caption(say("ledger.public_hint"))
    if said["facility"]:
        st.caption(say("ledger.replaces_sheet"))
    tranches = _tranches(known.tranches if known else (), mark)
    reason = (
        st.text_input(say("ledger.reason"), key=f"agreement_{mark}_reason", max_chars=LONGEST_REASON) if known else ""
    )
    ready = bool(code) and (known is None or bool(reason.strip()))
    if st.button(say("ledger.keep"), key=f"agreement_{mark}_keep", type="primary", disabled=not ready):
        _keep(who, _agreement(code, said, tranches), reason, mark=mark, seen=seen)


def _seen(mark: str, now: int) -> int:
    """Which revision stood there when the form was begun, however often somebody else changes it meanwhile."""
    key = f"agreement_{mark}_seen"
    if f"agreement_{mark}_source" not in st.session_state:
        st.session_state[key] = now
    seen = int(st.session_state[key])
    if seen != now and mark:
        st.warning(say("ledger.changed_below", code=mark), icon=":material/sync_problem:")
        st.button(say("ledger.begin_afresh"), key=f"agreement_{mark}_afresh", on_click=_forget, args=(mark,))
    return seen


def say_done() -> None:
    """Say once what was kept."""
    if told := st.session_state.pop(DONE, None):
        st.success(told, icon=":material/task_alt:")


def _field(name: str, now: Any, *, mark: str, centres: Mapping[str, str]) -> Any:
    """One field with what is known in it."""
    column, label, key = AGREEMENT[name], say(f"ledger.columns.{name}"), f"agreement_{mark}_{name}"
    if name == "facility":
        return _one_of(label, centres, now, key)
    if name == "place":
        return _place(label, now, key)
    if column.kind == CHOICE:
        choosable = list(column.options) if name in MUST_CHOOSE else ["", *column.options]
        return st.selectbox(
            label,
            choosable,
            choosable.index(now) if now in choosable else 0,
            format_func=lambda each: say(f"ledger.options.{each}") if each else say("ledger.nothing"),
            key=key,
        )
    if column.kind == MONEY:
        return st.number_input(label, value=now, min_value=0.0, key=key)
    if column.kind == DATE:
        return _date(label, now, key)
    if column.kind == YES_NO:
        return st.checkbox(label, bool(now), key=key)
    hint = say("ledger.parent_hint") if name == "parent" else None
    return st.text_input(label, now or "", key=key, max_chars=LONGEST.get(name), help=hint)


def _one_of(label: str, names: Mapping[str, str], now: str | None, key: str) -> str | None:
    """A code by its name, or none."""
    options = ["", *names]
    chosen = st.selectbox(
        label,
        options,
        options.index(now) if now in names else 0,
        format_func=lambda each: names.get(each, say("ledger.nothing")),
        key=key,
    )
    return chosen or None


def _place(label: str, now: str | None, key: str) -> str | None:
    """The country, a province, or one of the districts in either. All of a country's at once would be ten kilobytes."""
    places = house().country.places
    above = {code: place.name for code, place in places.items() if place.level is not Level.DISTRICT}
    parent = now if now is None or now in above else places[now].parent
    chosen = _one_of(label, above, parent, key)
    within = {code: each.name for code, each in places.items() if each.parent == chosen and code not in above}
    if chosen is None or not within:
        return chosen
    return _one_of(say("ledger.district"), within, now if now in within else None, f"{key}_within_{chosen}") or chosen


def _date(label: str, now: dt.date | None, key: str) -> dt.date | None:
    first, last = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
    first, last = min(first, now or first), max(last, now or last)  # a file may have brought any
    return st.date_input(label, now, key=key, min_value=first, max_value=last, format="DD/MM/YYYY")


def _tranches(known: tuple[AgreedTranche, ...], mark: str) -> tuple[AgreedTranche, ...]:
    st.markdown(f"**{say('ledger.tranches')}**")
    st.caption(say("ledger.tranches_hint"))
    least = max(1, len(known))
    count = st.number_input(
        say("ledger.tranches"),
        min_value=least,
        max_value=max(least, MOST_TRANCHES),
        value=least,
        key=f"agreement_{mark}_tranches",
        width=160,
    )
    found = [
        _tranche(known[number] if number < len(known) else None, f"agreement_{mark}_tranche{number}")
        for number in range(int(count))
    ]
    return tuple(each for each in found if each is not None)


def _tranche(known: AgreedTranche | None, key: str) -> AgreedTranche | None:
    """A row of the form for one payment; None where it is empty. One that misses its amount is told, not left out."""
    labels = {name: say(f"ledger.columns.{name}") for name in ("tranche", "due_on", "received", "received_on")}
    amount, due, came, day, condition = st.columns([3, 2, 3, 2, 2])
    with amount:
        how_much = st.number_input(
            labels["tranche"], value=known.amount if known else None, min_value=0.0, key=f"{key}_amount"
        )
    with due:
        due_on = _date(labels["due_on"], known.due_on if known else None, f"{key}_due_on")
    with came:
        received = st.number_input(
            labels["received"], value=known.received if known else None, min_value=0.0, key=f"{key}_received"
        )
    with day:
        received_on = _date(labels["received_on"], known.received_on if known else None, f"{key}_received_on")
    with condition:
        said = st.text_input(
            say("ledger.columns.condition"),
            known.condition if known else "",
            key=f"{key}_condition",
            max_chars=LONGEST["condition"],
        )
    if how_much is None and not any((due_on, received is not None, received_on, said.strip())):
        return None
    return AgreedTranche(
        amount=math.nan if how_much is None else how_much,
        due_on=due_on,
        condition=said.strip(),
        received=received,
        received_on=received_on,
    )


def _agreement(code: str, said: Mapping[str, Any], tranches: tuple[AgreedTranche, ...]) -> Agreement:
    texts = {name: said[name].strip() for name in ("source", "currency", "evidence", "link", "donor")}
    texts["parent"] = said["parent"].strip() or None
    kinds = {
        "source_kind": SourceKind(said["source_kind"]),
        "instrument": Instrument(said["instrument"]),
        "earmark": Earmark(said["earmark"]),
        "cost_kind": CostKind(said["cost_kind"]) if said["cost_kind"] else None,
        "pillar": said["pillar"] or None,
    }
    return Agreement(**dict(said) | texts | kinds | {"code": code, "tranches": tranches})


def _keep(who: Visitor, agreement: Agreement, reason: str, *, mark: str, seen: int) -> None:
    try:
        different = ledger_desk.keep(house(), who, agreement, reason=reason, seen=seen)
    except UserError as error:
        why_refused.tell(error)
    else:
        st.session_state[DONE] = say("ledger.kept" if different else "ledger.same", code=agreement.code)
        _forget(mark)
        st.rerun()


def _forget(mark: str) -> None:
    """What was typed is kept, or no longer wanted: the form begins afresh."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(f"agreement_{mark}_") or (not mark and key == NEW_CODE):
            del st.session_state[key]
