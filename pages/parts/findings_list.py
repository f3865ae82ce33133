"""Findings as a person reads them: by sheet, the gravest first, each sentence once with all its cells."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.intake.findings import Finding, Group, Severity, grouped
from pages.parts.opened import house
from pages.parts.words import escaped, language, say

ICONS = {
    Severity.STOP: ":material/error:",
    Severity.ASK: ":material/help:",
    Severity.NOTE: ":material/info:",
}


def show(findings: Sequence[Finding]) -> None:
    """Draw the findings: a heading for each sheet, beneath it what is to be done in which cells."""
    groups = grouped(findings, language(), house().settings.content)
    for sheet in dict.fromkeys(group.sheet for group in groups):
        st.markdown(f"**{sheet or say('submit.whole_workbook')}**")
        for group in groups:
            if group.sheet == sheet:
                _show_group(group)


def _show_group(group: Group) -> None:
    cells = ", ".join(group.cells)
    lead = f"**{cells}** · " if cells else ""
    st.markdown(f"{ICONS[group.severity]} {lead}{escaped(group.message)}")
