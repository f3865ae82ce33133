"""A table of texts in the form in which a browser gets it, without what pandas would add for pandas: a third of it."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa


def sent(texts: pd.DataFrame) -> pa.Table:
    """The same table to be given to `st.table`; it has no index."""
    columns = [pa.array(texts.iloc[:, number].tolist(), pa.string()) for number in range(texts.shape[1])]
    return pa.Table.from_arrays(columns, names=[str(name) for name in texts.columns])
