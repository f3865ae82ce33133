"""Several workbooks at once on the page *Submit*: looked at one after the other, the clean ones filed together.

What was found is kept as long as the files stay in the uploader, so that each is looked at once. A return is filed only
if what it replaces is still what it was when it was looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.intake import several
from data.intake.difference import counts, what_changes
from data.intake.receive import Examination
from data.intake.several import MOST_FILES, Brought
from data.model import Visitor
from data.store.new_return import Receipt
from pages.parts import cached, links, one_return, printed, spreadsheets
from pages.parts.filing import file_examined
from pages.parts.held import SHELF
from pages.parts.opened import house
from pages.parts.printed import Line
from pages.parts.summary_of_several import counted, outcome, summary_of, what_to_do
from pages.parts.words import language, number, say

LOOKED_AT, HELD, OPENED = "submit_many", "submit_many_held", "submit_many_opened"
SHOWN = ("file", "verdict", "what", "district", "quarter")
"""Columns in the order in which a narrow screen shows them."""
WIDTH_OF_WHAT = 420


@dataclass(frozen=True)
class One:
    """One of several workbooks: its name, what was found in it, its line of the summary, what it would change."""

    name: str
    examination: Examination
    line: Line
    changes: str = ""

    @property
    def clean(self) -> bool:
        """Whether it can be filed as it is."""
        return outcome(self.line) == "clean"


def show(who: Visitor) -> None:
    """Draw the uploader for several, and what is to be said of the files in it."""
    sent = st.file_uploader(
        say("several.upload"),
        type=["xlsx", "zip"],
        accept_multiple_files=True,
        key="returns",
        help=say("several.upload_hint", count=MOST_FILES),
    )
    if not sent:
        st.session_state.pop(LOOKED_AT, None)
        return
    found = _looked_at(sent, who)
    lines = [one.line for one in found]
    st.markdown(f"**{counted(lines, language(), house().settings.content)}**")
    wide = {say("several.columns.what"): st.column_config.TextColumn(width=WIDTH_OF_WHAT)}
    rows = [_row(one) for one in found]
    st.dataframe(rows, hide_index=True, width="stretch", key="submit_many_table", column_config=wide)
    replacing = sum(one.clean and one.examination.replaces is not None for one in found)
    if replacing:
        st.warning(say("several.replacing", count=number(replacing)), icon=":material/difference:")
    with st.container(horizontal=True):
        pressed = _offer_to_file(found)
        _offer_summary(lines, who)
    if pressed:
        _file_clean(who)
        st.rerun()
    _open_one(found, who)


def _looked_at(sent: Sequence[UploadedFile], who: Visitor) -> list[One]:
    """Every workbook that was brought; what has been looked at before is not looked at again."""
    key = (who, language())
    seen = st.session_state.get(LOOKED_AT)
    known: dict[str, list[One]] = seen[1] if seen and seen[0] == key else {}
    fresh = {file.file_id: several.brought(file.name, file.getvalue()) for file in sent if file.file_id not in known}
    count, done = sum(map(len, fresh.values())), 0
    if count:
        bar = st.progress(0.0)
        examinations = several.each_examined(chain(*fresh.values()), house=house(), visitor=who)
        for file_id, workbooks in fresh.items():
            known[file_id] = []
            for each in workbooks:
                bar.progress(done / count, say("several.looking", done=done + 1, count=count, name=each.name))
                known[file_id].append(_looked_through(each, next(examinations)))
                done += 1
        bar.empty()
    known = {file.file_id: known[file.file_id] for file in sent}
    st.session_state[LOOKED_AT] = (key, known)
    return [one for ones in known.values() for one in ones]


def _looked_through(each: Brought, examination: Examination) -> One:
    line = printed.examined(each.name, examination, language(), house().settings.content)
    changes = ""
    if examination.filed_as:
        line, changes = printed.filed(line, examination.filed_as), say("several.same")
    elif examination.replaces:
        told = counts(what_changes(house(), examination))
        changes = say("several.changes", **{kind.value: number(n) for kind, n in told.items()})
    return One(each.name, examination, line, changes)


def _row(one: One) -> dict[str, str]:
    line, content = one.line, house().settings.content
    place = one.examination.place
    told = {
        "file": str(line["file"]),
        "district": f"{place.name} ({place.code})" if place else "",
        "quarter": str(line["quarter"] or ""),
        "verdict": say(f"several.outcomes.{outcome(line)}"),
        "what": str(line.get("receipt") or what_to_do(line, language(), content) or one.changes),
    }
    return {say(f"several.columns.{column}"): told[column] for column in SHOWN}


def _offer_to_file(found: Sequence[One]) -> bool:
    clean = sum(one.clean for one in found)
    label = say("several.file_clean", count=number(clean))
    return clean > 0 and st.button(label, type="primary", key="submit_many_file")


def _file_clean(who: Visitor) -> None:
    """File what can be filed, each in its own transaction; what cannot be filed any more says why in its line."""
    key, known = st.session_state[LOOKED_AT]
    count, done = sum(one.clean for ones in known.values() for one in ones), 0
    bar = st.progress(0.0)
    for ones in known.values():
        for place, one in enumerate(ones):
            if one.clean:
                bar.progress(done / count, say("several.filing", done=done + 1, count=count, name=one.name))
                ones[place] = replace(one, line=_filed(one, who))
                done += 1
    st.session_state[LOOKED_AT] = (key, known)


def _filed(one: One, who: Visitor) -> Line:
    return file_examined(house(), one.examination, one.name, by=who, answers={}, language=language())


def _offer_summary(lines: Sequence[Line], who: Visitor) -> None:
    """Two addresses of the summary: it waits in memory for this visitor, and is made anew when a line changes."""
    of = (who, language(), tuple(map(repr, lines)))
    keys, made_of = st.session_state.get(HELD, ({}, None))
    if made_of != of or not all(map(SHELF.waits, keys.values())):
        table = summary_of(lines, language(), house().settings.content)
        makers = {"xlsx": spreadsheets.as_xlsx, "csv": spreadsheets.as_csv}
        keys = {ending: SHELF.put(who, make(table), ()) for ending, make in makers.items()}
        st.session_state[HELD] = (keys, of)
    for ending, key in keys.items():
        st.link_button(
            say(f"several.download_{ending}"),
            links.signed(house(), f"summary.{ending}", visitor=who, key=key),
            icon=":material/download:",
            key=f"submit_many_{ending}",
        )


def _open_one(found: Sequence[One], who: Visitor) -> None:
    """Let the visitor open one that is not filed yet, and show it as if it had come alone."""
    waiting = [number for number, one in enumerate(found) if outcome(one.line) != "filed"]
    if not waiting:
        return
    opened = st.selectbox(
        say("several.open"),
        waiting,
        index=None,
        format_func=lambda number: str(found[number].line["file"]),
        key="submit_many_open",
        help=say("several.open_hint"),
    )
    if opened is None:
        return
    one = found[opened]
    if receipt := one_return.show(_as_of_now(one, who), who, of=f"_{one.examination.sha256[:12]}"):
        _remember(one, receipt)
        st.rerun()


def _as_of_now(one: One, who: Visitor) -> Examination:
    """The examination of the workbook that is open: made anew when anything was filed since."""
    key = (one.examination.sha256, one.name, who, cached.version())
    seen = st.session_state.get(OPENED)
    if seen is None or seen[0] != key:
        content = Brought(one.name, one.examination.content)
        again = several.examine(content, house=house(), visitor=who) if content.content else one.examination
        seen = (key, again)
        st.session_state[OPENED] = seen
    examination: Examination = seen[1]
    return examination


def _remember(opened: One, receipt: Receipt) -> None:
    for ones in st.session_state[LOOKED_AT][1].values():
        for place, one in enumerate(ones):
            if one is opened:
                ones[place] = replace(one, line=printed.filed(one.line, receipt))
