"""Sending a return back: what is to be mended, in a sentence, and a note on each cell that needs one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from data.intake.findings import Finding
from data.model import Visitor
from data.store.receipts import CellNote
from data.store.review import CELL, LONGEST_NOTE
from pages.parts import changes, desk
from pages.parts.opened import house
from pages.parts.review_cases import Case
from pages.parts.review_list import attempt
from pages.parts.words import escaped, say, voice

NOTES, OPEN = "review_notes", "review_sending_back"
NAMED = re.compile(rf"(?P<sheet>.+)!(?P<cell>{CELL.pattern})")
Notes = dict[str, str]
"""What is to be said of each cell, by `sheet!cell`."""


def show(who: Visitor, case: Case, found: Sequence[Finding]) -> None:
    """The button, or the form after it."""
    code = case.filed.receipt.receipt
    if st.session_state.get(OPEN) != code:
        st.button(say("review.send_back"), key="review_send_back", icon=":material/undo:", on_click=_open, args=(code,))
        return
    with st.container(border=True):
        st.write(say("review.send_back_means"))
        note = st.text_area(say("review.note"), key="review_note", max_chars=LONGEST_NOTE, help=say("review.no_names"))
        notes: Notes = st.session_state.setdefault(NOTES, {})
        _list(notes)
        _add(case, found, notes)
        with st.container(horizontal=True):
            pressed = st.button(
                say("review.send_back_now"),
                type="primary",
                key="review_send_back_now",
                disabled=not (note.strip() or notes),
            )
            st.button(say("review.not_now"), key="review_send_back_not", on_click=_open, args=(None,))
    if pressed:
        cells = [CellNote(*_parts(named), said) for named, said in notes.items()]
        told = {"place": case.place.name, "quarter": str(case.filed.receipt.quarter)}
        attempt(lambda: desk.send_back(house(), who, code, note=note, cells=cells), say("review.sent_back_one", **told))


def _list(notes: Notes) -> None:
    for number, (named, said) in enumerate(notes.items()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escaped(' '.join(_parts(named)))}**: {escaped(said)}")
            st.button(say("review.take_away"), key=f"review_note_away_{number}", on_click=notes.pop, args=(named, None))


def _add(case: Case, found: Sequence[Finding], notes: Notes) -> None:
    """Choose a cell and say something of it. A cell that is not in the list can be typed: `Protection!C12`."""
    names = cells_of(case, found)
    named = st.selectbox(
        say("review.cell"),
        [name for name in names if name not in notes],
        index=None,
        format_func=lambda name: names.get(name, name),
        key="review_cell",
        accept_new_options=True,
        help=say("review.cell_hint"),
    )
    said = st.text_input(say("review.cell_note"), key="review_cell_note", max_chars=LONGEST_NOTE)
    known = bool(named) and NAMED.fullmatch(str(named)) is not None
    if named and not known:
        st.warning(say("review.no_cell", cell=escaped(str(named)[:40])))
    st.button(
        say("review.add"),
        key="review_note_add",
        icon=":material/add:",
        disabled=not (known and said.strip()),
        on_click=_added,
        args=(notes, named, said),
    )


def cells_of(case: Case, found: Sequence[Finding]) -> dict[str, str]:
    """The cells to choose from with their names: those in which something was found, then all that say a number."""
    catalogue = house().catalogue
    flagged = {f"{each.sheet}!{each.cell}": f"{each.sheet} {each.cell}" for each in found if each.sheet and each.cell}
    said = {
        f"{each.sheet}!{each.cell}": f"{each.sheet} {each.cell} · {changes.label(each, catalogue, voice())}: "
        f"{changes.shown(each, each.now, catalogue, voice())}"
        for each in case.says
    }
    return {name: said.get(name, label) for name, label in flagged.items() if NAMED.fullmatch(name)} | said


def _parts(named: str) -> tuple[str, str]:
    sheet, _, cell = named.rpartition("!")
    return sheet, cell


def _added(notes: Notes, named: str, said: str) -> None:
    notes[named] = said.strip()
    st.session_state["review_cell"] = None
    st.session_state["review_cell_note"] = ""


def _open(code: str | None) -> None:
    st.session_state[OPEN] = code
    st.session_state.pop(NOTES, None)
