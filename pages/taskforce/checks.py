"""Every rule by which a return is checked: what must hold, how grave it is, what to do, where it comes from."""

from __future__ import annotations

import itertools

import streamlit as st

from pages.parts import filters
from pages.parts.opened import house
from pages.parts.rule_lines import ASKED_AT_MOST, SEVERITIES, RuleLine, chosen, rule_lines
from pages.parts.words import date, escaped, language, say

ICONS = {"stop": ":material/error:", "ask": ":material/help:", "note": ":material/info:", "place": ":material/public:"}


def told(line: RuleLine) -> str:
    """A rule in Markdown: its sentence, what it does and where it comes from, what to do."""
    source = say("checks.source", numbers=", ".join(line.numbers)) if line.numbers else say("checks.house")
    trial = [say("checks.trial", day=date(line.trial))] if line.trial else []
    small = " · ".join([say(f"checks.{line.severity}"), source, *trial])
    return f"{ICONS[line.severity]} **{escaped(line.rule)}**  \n{escaped(line.do)}  \n:small[:gray[{escaped(small)}]]"


here = house()
lines = rule_lines(here.catalogue.rules, language(), here.settings.content)

st.title(say("checks.title"))
st.write(say("checks.lead", count=len(lines), questions=ASKED_AT_MOST))
columns = st.columns([2, 1])
with columns[0]:
    search = st.text_input(say("checks.search"), placeholder=say("checks.search_hint"), key="rule_search")
with columns[1]:
    severity = filters.choose(
        say("checks.severity"),
        key="severity",
        options=("all", *SEVERITIES),
        default="all",
        show=lambda each: say(f"checks.{each}"),
    )
shown = chosen(lines, search=search, severity=severity)
st.caption(say("checks.found", count=len(shown), all=len(lines)))
if not shown:
    st.info(say("checks.nothing"))
for group, rules in itertools.groupby(shown, key=lambda line: line.group):
    st.header(say(f"checks.stages.{group}"))
    st.markdown("\n\n".join(told(line) for line in rules))
