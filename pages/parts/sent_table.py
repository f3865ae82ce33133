"""A table of texts in the form in which a browser gets it, without what pandas would add for pandas: a third of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import pandas as pd
import pyarrow as pa
import streamlit as st


def show(
    texts: pd.DataFrame | Sequence[Mapping[str, str]] | Mapping[str, Sequence[str]],
    *,
    alt: str,
    height: int | Literal["content"] = "content",
) -> None:
    """Put a table of texts in Markdown on the page.

    Args:
        texts: as a frame, by rows or by columns.
        alt: what it is, for those who cannot see it.
        height: in pixels; what is longer scrolls under its head.
    """
    st.table(sent(pd.DataFrame(texts)), border="horizontal", hide_index=True, height=height, alt=alt)


def beneath(texts: pd.DataFrame, upper: str, lower: str) -> pd.DataFrame:
    """A table in which one column stands in grey beneath another, so that a phone shows both without scrolling aside.

    Args:
        texts: in Markdown.
        upper: the column that stays.
        lower: the column that stands beneath it, where it says anything.
    """
    both = [
        f"{above}  \n:gray[{below}]" if below else above
        for above, below in zip(texts[upper], texts[lower], strict=True)
    ]
    return texts.assign(**{upper: both}).drop(columns=lower)


def stacked(texts: pd.DataFrame, groups: Mapping[str, Sequence[str]], silent: Collection[str] = ()) -> pd.DataFrame:
    """A table with fewer columns than it has, several of them beneath each other, so that a phone shows them all.

    Args:
        texts: in Markdown.
        groups: for each heading the columns that stand under it, where the table has them. The one of the heading's own
            name stands first and alone, each of the others on a line of its own with its name.
        silent: texts that tell nothing: such a line is left off, and stands alone where there is no other.
    """
    found = {heading: [name for name in names if name in texts] for heading, names in groups.items()}
    return pd.DataFrame(
        {
            heading: [_stack(dict(zip(names, row, strict=True)), heading, silent) for row in texts[names].to_numpy()]
            for heading, names in found.items()
            if names
        }
    )


def _stack(told: dict[str, str], heading: str, silent: Collection[str]) -> str:
    alone = [told.pop(heading)] if heading in told else []
    said = {name: text for name, text in told.items() if text and text not in silent}
    lines = [f":gray[{name}: {text}]" if alone else f":gray[{name}:] {text}" for name, text in said.items()]
    return "  \n".join([*alone, *lines] or [text for text in told.values() if text][:1])


def headed(texts: pd.DataFrame, group: str, name: str) -> pd.DataFrame:
    """A table in which the rows of a group stand under its name, which is said once, in place of a column of names.

    Args:
        texts: in Markdown, the rows of a group one after the other.
        group: the column that says of which group a row is.
        name: the column above whose first row of each group the group's name stands.
    """
    begins = texts[group] != texts[group].shift()
    told = [
        f"**{above}**  \n{below}" if first else below
        for above, below, first in zip(texts[group], texts[name], begins, strict=True)
    ]
    return texts.assign(**{name: told}).drop(columns=group)


def sent(texts: pd.DataFrame) -> pa.Table:
    """The same table to be given to `st.table`; it has no index."""
    columns = [pa.array(texts.iloc[:, number].tolist(), pa.string()) for number in range(texts.shape[1])]
    return pa.Table.from_arrays(columns, names=[str(name) for name in texts.columns])
