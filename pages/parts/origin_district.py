"""On *Where a number comes from*, of a district: the return that counts, the cells, and every other return."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.model import Status, Visitor
from data.store.new_return import Observation
from pages.parts import filters, links, measures, origins, receipt_view, sent_table, shown
from pages.parts.opened import house
from pages.parts.origins import Version
from pages.parts.words import date, escaped, language, number, say, voice


def show(who: Visitor, found: Sequence[Version], measure: str) -> None:
    """The return that counts with its cells, and what became of the others."""
    counting = next((each for each in found if each.counts), None)
    if counting is None:
        st.header(say("origin.return"))
        st.write(say("origin.no_return"))
    else:
        st.header(say("origin.cells"))
        _cells(counting.cells)
        st.header(say("origin.return"))
        _return(who, counting)
    if len(found) > 1:
        st.header(say("origin.versions"))
        _versions(found, measure)


def _return(who: Visitor, version: Version) -> None:
    filed, receipt = version.filed, version.filed.receipt
    st.markdown(
        say("origin.receipt", receipt=escaped(receipt.receipt), revision=number(receipt.revision))
        + f"  \n{escaped(filed.office or filed.by)}"
    )
    st.markdown("\n".join(f"- {receipt_view.line(each)}" for each in filed.life))
    for code, answer in version.answers.items():
        st.markdown(f"- **{say(f'submit.questions.{code}')}** {escaped(answer)}")
    if origins.may_have_workbook(house(), who, filed):
        st.link_button(
            say("my_returns.download"),
            links.signed(house(), "filed.xlsx", visitor=who, receipt=receipt.receipt),
            icon=":material/download:",
            key="origin_file",
        )


def _cells(cells: Sequence[Observation]) -> None:
    if not cells:
        st.write(say("origin.left_blank"))
        return
    rows = [
        {
            say("origin.columns.what"): escaped(_label(each)),
            say("origin.columns.value"): escaped(_written(each.measure, each.value, each.status)),
            say("origin.columns.sheet"): escaped(each.sheet),
            say("origin.columns.cell"): each.cell,
        }
        for each in sorted(cells, key=lambda each: (each.measure, bool(each.item)))
    ]
    sent_table.show(rows, alt=say("origin.cells"))


def _versions(found: Sequence[Version], measure: str) -> None:
    rows = [
        {
            say("origin.columns.revision"): number(each.filed.receipt.revision),
            say("origin.columns.filed"): date(each.filed.receipt.filed_at.date()),
            say("origin.columns.value"): _said(each, measure),
            say("origin.columns.state"): say(f"origin.states.{each.filed.standing.value}"),
            say("origin.columns.receipt"): each.filed.receipt.receipt,
        }
        for each in found
    ]
    told = [{key: escaped(value) for key, value in row.items()} for row in rows]
    sent_table.show(told, alt=say("origin.versions"))


def _said(version: Version, measure: str) -> str:
    typed = [each for each in version.cells if not each.item]
    return " / ".join(_written(each.measure, each.value, each.status) for each in typed) or say("origin.said.no_number")


def _written(measure: str, value: float | None, status: Status) -> str:
    known = house().catalogue.measure(measure)
    return shown.value(value or 0, known, status, reporting=1, above=False, voice=voice())


def _label(said: Observation) -> str:
    name = filters.measure_name(said.measure)
    if not said.item:
        return name
    return f"{name}: {measures.item_name(house().catalogue, said.dimension, said.item, language())}"
