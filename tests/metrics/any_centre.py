"""Any centre and any payments that are agreed for it, for properties of what lies ahead."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from data.model import Quarter
from metrics.centre import Position, Tranche, TrancheStatus

AS_OF = dt.date(2026, 9, 30)
days = st.dates(dt.date(2026, 8, 1), dt.date(2029, 12, 31))
money = st.integers(0, 3000)
positions = st.builds(
    Position,
    currency=st.just("USD"),
    cash=money,
    quarter_cost=st.integers(1, 900),
    own_income=st.none() | st.integers(0, 300),
    sheet_quarter=st.sampled_from([Quarter(2026, 2), Quarter(2026, 3)]),
)
tranches = st.builds(
    Tranche,
    amount=money,
    currency=st.just("USD"),
    source=st.sampled_from("AB"),
    status=st.sampled_from(TrancheStatus),
    due=st.none() | days,
    until=st.none() | days,
    received_on=st.none() | days,
)
agreed = st.lists(tranches, max_size=5)
