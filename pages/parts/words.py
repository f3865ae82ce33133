"""The visitor's language, and sentences, numbers and dates in it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data import words
from data.model import Language, Quarter, Texts
from pages.parts import once
from pages.parts.noted import noted
from pages.parts.opened import house
from pages.parts.shown import Voice

KEY = "lang"


@once.Settled  # a page asks a hundred times
def language() -> Language:
    """What the visitor chose; before that, what the browser asks for, if there are words in it."""
    known = words.languages()
    chosen = noted().get(f"kept_{KEY}") or st.query_params.get(KEY) or (st.context.locale or "")[:2]
    return chosen if chosen in known else known[0]


def say(key: str, **values: object) -> str:
    """A sentence in the visitor's language."""
    return words.text(key, language(), house().settings.content, **values)


def voice() -> Voice:
    """What code without Streamlit needs to tell figures in the visitor's words."""
    here = house()
    return Voice(language(), here.country.currency, here.settings.content)


def pick(texts: Texts) -> str:
    """A text of the content in the visitor's language."""
    return words.pick(texts, language())


def number(value: float | None, digits: int = 0) -> str:
    """A number, or the word for not known."""
    return say("numbers.unknown") if value is None else words.number(value, language(), digits)


def money(amount: float | None, currency: str) -> str:
    """An amount with its currency, or the word for not known."""
    return say("numbers.unknown") if amount is None else words.money(amount, currency, language())


def date(day: dt.date) -> str:
    """A day: 3 September 2026."""
    return words.date(day, language())


def day_and_time(at: dt.datetime) -> str:
    """A day and a time in UTC, and what the country's clock shows then."""
    return words.moment(at, house().country.clock, language())


def month(day: dt.date) -> str:
    """A month: September 2026."""
    return words.month(day, language())


def quarter(value: Quarter) -> str:
    """A quarter: Quarter 3, 2026 (July to September)."""
    return words.quarter(value, language())


def escaped(text: str) -> str:
    """A text in which nothing is taken for Markdown: what others wrote is shown as it stands."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-!|~$:" else letter for letter in text)
