"""A receipt as it is shown wherever it is looked up: what was filed, and what became of it."""

from __future__ import annotations

import hashlib

import streamlit as st

from data.model import Event
from data.store.receipts import Filed, Happened, Standing
from pages.parts.opened import house
from pages.parts.words import day_and_time, escaped, number, say
from pages.parts.words import quarter as in_words

PAGE = "../taskforce/receipt.py"


def line(happened: Happened) -> str:
    """One event in words: when, what, by whom, with its sentence and the notes of its cells."""
    told = say(f"review.happened.{happened.kind.value}", moment=day_and_time(happened.at), by=escaped(happened.by))
    if happened.note:
        told += f" {say('review.said', note=escaped(happened.note))}"
    return told + "".join(
        f"\n    - **{escaped(each.sheet)} {each.cell}**: {escaped(each.note)}" for each in happened.cells
    )


def show(found: Filed) -> None:
    """Draw the receipt: its standing first, then everything that it proves."""
    show_standing(found)
    receipt = found.receipt
    place = house().country.places[receipt.place]
    told = {
        "district": f"{place.name} ({place.code})",
        "quarter": in_words(receipt.quarter),
        "revision": number(receipt.revision),
        "filed_at": day_and_time(receipt.filed_at),
        "filed_by": f"{found.by} ({found.office})" if found.office else found.by,
        "holds": holds(found),
        "digest": receipt.sha256 or say("receipt.no_file"),
    }
    if receipt.replaces:
        told["replaces"] = receipt.replaces
    st.table({say(f"receipt.{key}"): escaped(value) for key, value in told.items()}, border="horizontal")


def holds(found: Filed) -> str:
    """How much a return says."""
    if found.nil:
        return say("receipt.nil")
    receipt = found.receipt
    counted = {"numbers": receipt.numbers, "facilities": receipt.facilities, "payments": receipt.payments}
    return say("receipt.counts", **{key: number(value) for key, value in counted.items()})


def show_standing(found: Filed) -> None:
    """Say whether the return counts, and if not, why and what counts in its place."""
    if found.standing is Standing.COUNTS:
        accepted = found.last is Event.ACCEPTED
        st.success(
            say("receipt.standing.accepted" if accepted else "receipt.standing.counts"), icon=":material/task_alt:"
        )
        return
    said = [say(f"receipt.standing.{found.standing.value}")]
    if found.ended_at is not None:
        told = {"moment": day_and_time(found.ended_at), "by": escaped(found.ended_by), "reason": escaped(found.reason)}
        said.append(say("receipt.ended", **told))
    now = found.counts_now
    said.append(say("receipt.counts_now", receipt=now) if now else say("receipt.counts_none"))
    st.info(" ".join(said), icon=":material/history:")


def compare(content: bytes, found: Filed) -> None:
    """Say whether a file is, byte for byte, the one that was filed. It is not opened, and nothing of it is kept."""
    if hashlib.sha256(content).hexdigest() == found.receipt.sha256:
        st.success(say("receipt.same"), icon=":material/verified:")
    else:
        st.warning(say("receipt.other"), icon=":material/difference:")
