"""The page How it is reckoned: formulas with an example each, the country's thresholds, the age of every input."""

from __future__ import annotations

import functools
import re
from dataclasses import fields

import streamlit as st

from data.disclosure import load_disclosure
from data.model import Language, Visitor
from data.settings import ROOT
from metrics.centre import Thresholds, thresholds_of
from pages.parts import cached, method_examples, method_inputs, sent_table, sight
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.method_examples import GROUPS, Asked
from pages.parts.opened import house
from pages.parts.shown import PERCENT
from pages.parts.words import escaped, language, number, say, voice

_SHARES = ("watch_gap", "main_source")
WRITTEN = ("funding", "disclosure")
"""The chapters of the documentation, in English, that write out in full what the page says."""


def offer(who: Visitor) -> None:
    """Draw the page."""
    country = house().country
    disclosure = load_disclosure(house().settings.content)
    told = cached.releases(who)
    quarter = cached.quarters(who)[-1]
    asked = Asked(
        quarter,
        thresholds_of(country),
        country.fiscal_year_start,
        base=told[str(quarter)].base if str(quarter) in told else country.release_base,
        denominator=disclosure.denominator,
    )
    st.caption(say("method.invented"))
    examples = method_examples.worked(asked, voice())
    for group, keys in GROUPS.items():
        st.header(say(f"method.groups.{group}"))
        for key in keys:
            st.markdown(
                f"**{say(f'method.names.{key}')}** — {say(f'method.formulas.{key}')}  \n{escaped(examples[key])}"
            )
        if group == "centre":
            _thresholds(asked.thresholds)
    st.header(say("method.inputs_title"))
    sent_table.show(_inputs(cached.version(), who, language()), alt=say("method.inputs_title"))
    st.caption(say("method.old_inputs", quarters=number(asked.thresholds.sheet_quarters)))
    st.caption(say("method.days"))


def offer_chapters() -> None:
    """Offer chapters of the documentation, each of which is sent when it is opened."""
    for chapter in WRITTEN:
        label = say(f"method.written_out.{chapter}")
        box = st.expander(label, key=f"method_{chapter}", on_change="rerun", icon=":material/menu_book:")
        if box.open:
            box.markdown(_chapter(chapter))


@functools.cache
def _chapter(name: str) -> str:
    """A chapter, whose headings lie below those of the page."""
    written = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
    return re.sub(r"^#", "###", written, flags=re.MULTILINE)


def _thresholds(limits: Thresholds) -> None:
    st.subheader(say("method.thresholds_title"))
    rows = [
        {
            say("method.threshold"): say(f"method.thresholds.{field.name}"),
            say("method.here"): _limit(field.name, getattr(limits, field.name)),
        }
        for field in fields(Thresholds)
    ]
    sent_table.show(rows, alt=say("method.thresholds_title"))


def _limit(name: str, value: float) -> str:
    if name in _SHARES:
        return say("figures.percent", share=number(value * PERCENT))
    return number(value, 0 if float(value).is_integer() else 1)


@kept(40, copied=True)
def _inputs(version: str, who: Visitor, language: Language) -> list[dict[str, str]]:
    seen = sight.of(house_then(), who)
    source = seen.exact or seen.released
    told = sight.told(seen.released) if seen.released else {}
    return method_inputs.rows(source, told[max(told)] if told else None, voice()) if source else []
