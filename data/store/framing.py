"""Rows as a frame.

pandas takes half a second to import: commands that make no frame do not wait for it, so the store names it where one is
made.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def frame(rows: Iterable[Sequence[Any]], columns: Iterable[str]) -> pd.DataFrame:
    """Rows of a database as a frame with these columns, also where there are none."""
    import pandas as pd

    _keep_text_as_python_does()
    return pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(columns))


def of_columns(columns: Iterable[Sequence[Any]], names: Iterable[str]) -> pd.DataFrame:
    """The same, out of columns: of some thousand rows it is made in half the time."""
    import pandas as pd

    _keep_text_as_python_does()
    return pd.DataFrame(dict(zip(names, columns, strict=True)))


@functools.cache
def _keep_text_as_python_does() -> None:
    """In frames as small as ours Arrow's texts take pages a quarter more time. Every frame begins in a store."""
    import pandas as pd

    pd.set_option("mode.string_storage", "python")
