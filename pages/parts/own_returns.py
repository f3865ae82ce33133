"""What the page *My returns* is made of: the quarters with their state, the returns of one quarter, taking one back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.errors import UserError
from data.intake import receive
from data.model import Place, Quarter, Visitor
from data.store.receipts import Filed, Standing
from data.store.withdrawing import LONGEST_REASON
from metrics.deadlines import OWING, ReturnState
from pages.parts import corrections, filters, links, looking_back, quarters_owed, receipt_view, sent_table
from pages.parts.drawn import replayed
from pages.parts.opened import house
from pages.parts.past_returns import Owed
from pages.parts.return_signs import SIGNS
from pages.parts.words import date, day_and_time, escaped, number, say, voice
from pages.parts.words import quarter as in_words

OPEN, DONE = "my_returns_open", "my_returns_done"


def show_sent_back(quarters: Sequence[Owed]) -> None:
    """Say what was sent back, which cells and why, and that a mended workbook is the answer."""
    for each in quarters:
        if each.state is ReturnState.SENT_BACK:
            corrections.show(each)


@replayed
def _table(who: Visitor, place: str, today: dt.date) -> None:
    """The day is a key and nothing else: `quarters_owed` asks for it by itself."""
    rows = pd.DataFrame([_row(each) for each in quarters_owed.listed(who, house().country.places[place])])
    texts = sent_table.beneath(rows.map(escaped), _column("state"), _column("receipt"))
    sent_table.show(texts, alt=say("my_returns.title"))


def show_table(who: Visitor, quarters: Sequence[Owed], place: Place) -> None:
    """Draw one row for each quarter: when its return is due, its state, what counts."""
    _table(who, place.code, looking_back.today())
    owing = [each for each in quarters if each.state in OWING and each.locked is None]
    if owing:
        with st.container(horizontal=True):
            for each in owing[:3]:
                st.page_link(
                    "../taskforce/submit.py",
                    label=say("my_returns.send", quarter=voice().quarter(each.quarter)),
                    icon=":material/upload_file:",
                    disabled=looking_back.is_past(),
                    query_params={**st.query_params.to_dict(), "place": place.code, "quarter": str(each.quarter)},
                )


def _row(each: Owed) -> dict[str, str]:
    counting = each.counting
    late = each.first_filed is not None and each.first_filed > each.due
    came = "" if each.first_filed is None else date(each.first_filed)
    told = {
        "quarter": voice().quarter(each.quarter),
        "state": f"{SIGNS[each.state]} {say(f'my_returns.states.{each.state.value}')}",
        "due": date(each.due),
        "came": say("my_returns.late", day=came) if late else came,
        "revision": number(counting.receipt.revision) if counting else "",
        "receipt": counting.receipt.receipt if counting else "",
    }
    return {_column(key): value for key, value in told.items()}


def _column(key: str) -> str:
    return say(f"my_returns.columns.{key}")


def show_quarter(who: Visitor, quarters: Sequence[Owed], place: Place) -> None:
    """Let the visitor choose a quarter, and draw every return that was filed for it."""
    by_code = {str(each.quarter): each for each in quarters}
    filed = [code for code, each in by_code.items() if each.filed]
    if not filed:
        st.write(say("my_returns.none", place=escaped(place.name)))
        return
    code = filters.choose(
        say("filters.quarter"),
        key="quarter",
        options=filed,
        default=filed[0],
        show=lambda text: in_words(Quarter.parse(text)),
    )
    owed = by_code[code]
    if owed.decided.closed and owed.locked is not None:
        st.info(say("corrections.is_closed", quarter=in_words(owed.quarter)), icon=":material/lock:")
    if excused := owed.decided.exempt.get(place.code):
        st.info(say("corrections.excused", reason=escaped(excused.note)), icon=":material/event_busy:")
    if owed.locked is not None and not looking_back.is_past():
        with st.expander(say("corrections.title")):
            corrections.ask(who, place, owed)
    for each in by_code[code].filed:
        with st.container(border=True):
            _show_return(who, each, by_code[code])


def _show_return(who: Visitor, found: Filed, owed: Owed) -> None:
    receipt = found.receipt
    st.markdown(
        say(
            "my_returns.revision",
            revision=number(receipt.revision),
            moment=day_and_time(receipt.filed_at),
            receipt=escaped(receipt.receipt),
            by=escaped(found.by),
            holds=receipt_view.holds(found),
        )
    )
    receipt_view.show_standing(found)
    st.markdown("\n".join(f"- {receipt_view.line(each)}" for each in found.life[1:]))
    with st.container(horizontal=True):
        st.page_link(
            receipt_view.PAGE,
            label=say("my_returns.check"),
            icon=":material/verified:",
            query_params={**st.query_params.to_dict(), "receipt": receipt.receipt},
        )
        if receipt.sha256:
            st.link_button(
                say("my_returns.download"),
                links.signed(house(), "filed.xlsx", visitor=who, receipt=receipt.receipt),
                icon=":material/download:",
                key=f"my_returns_file_{receipt.receipt}",
            )
        may_withdraw = found.standing is Standing.COUNTS and owed.locked is None
        if may_withdraw and (looking_back.is_past() or st.session_state.get(OPEN) != receipt.receipt):
            st.button(
                say("my_returns.withdraw"),
                key="my_returns_withdraw",
                icon=":material/undo:",
                disabled=looking_back.is_past(),
                on_click=_open,
                args=(receipt.receipt,),
            )
    if may_withdraw and st.session_state.get(OPEN) == receipt.receipt and not looking_back.is_past():
        _confirm(who, found, owed)


def _confirm(who: Visitor, found: Filed, owed: Owed) -> None:
    """The step before a return is taken back: what it means, why, and the way out."""
    again = owed.next_in_line
    st.subheader(say("my_returns.withdraw_title"))
    st.write(say("my_returns.withdraw_means"))
    if again:
        st.warning(say("my_returns.then_earlier", receipt=again.receipt.receipt, revision=again.receipt.revision))
    else:
        st.warning(say("my_returns.then_missing"))
    reason = st.text_area(say("my_returns.reason"), key="my_returns_reason", max_chars=LONGEST_REASON)
    with st.container(horizontal=True):
        pressed = st.button(
            say("my_returns.withdraw_now"), type="primary", key="my_returns_withdraw_now", disabled=not reason.strip()
        )
        st.button(say("my_returns.keep"), key="my_returns_keep", on_click=_close)
    if pressed:
        try:
            counts = receive.withdraw(found.receipt.receipt, house=house(), by=who, reason=reason)
        except UserError as error:
            st.error(say(error.key, **error.values))
        else:
            st.session_state[DONE] = (found.receipt.receipt, counts)
            _close()
            st.rerun()


def say_withdrawn() -> None:
    """Say once that a return was withdrawn, and what counts now."""
    if done := st.session_state.pop(DONE, None):
        receipt, counts = done
        then = say("receipt.counts_now", receipt=counts) if counts else say("receipt.counts_none")
        st.success(f"{say('my_returns.withdrawn', receipt=receipt)} {then}", icon=":material/undo:")


def _open(receipt: str) -> None:
    st.session_state[OPEN] = receipt


def _close() -> None:
    st.session_state.pop(OPEN, None)
