"""A table of texts in the form in which a browser gets it, without what pandas would add for pandas: a third of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def sent(texts: pd.DataFrame) -> pa.Table:
    """The same table to be given to `st.table`; it has no index."""
    columns = [pa.array(texts.iloc[:, number].tolist(), pa.string()) for number in range(texts.shape[1])]
    return pa.Table.from_arrays(columns, names=[str(name) for name in texts.columns])
