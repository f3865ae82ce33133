"""What is said where the ledger does not take what was typed: each thing that is wrong, with its field."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.errors import BadAgreement, UserError
from pages.parts.words import escaped, say


def tell(error: UserError) -> None:
    """Say why something was refused: all that is wrong with an agreement, or the one sentence of another error."""
    if not isinstance(error, BadAgreement):
        _say(say(error.key, **_typed(error.values)))
        return
    for fault in error.faults:
        field = "tranche" if fault.field == "amount" and fault.tranche is not None else fault.field
        _say(f"{say(f'ledger.columns.{field}')}: {say(f'ledger.wrong.{fault.key}', **_typed(fault.values))}")


def _say(sentence: str) -> None:
    st.error(sentence, icon=":material/block:")


def _typed(values: Mapping[str, object]) -> dict[str, object]:
    """What somebody typed stays text."""
    return {key: escaped(value) if isinstance(value, str) else value for key, value in values.items()}
