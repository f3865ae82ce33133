"""`python -m tests.data.store.filling_a_disk FOLDER`: files until the disk is full, then makes room and goes on.

Prints how many returns were acknowledged, and how many are there; the first file that fills the disk is to be `filler`.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

import sqlalchemy as sa

from data.errors import DiskFull
from data.store import audit, engine
from data.store.returns import file_returns
from data.store.tables import returns
from tests.data.store.world import XLAND, new_return, total


def main(folder: Path) -> None:
    """Fill, look, make room, file once more."""
    store = engine.connect(f"sqlite:///{folder / 'lima.db'}")
    engine.create(store, country="XXX", world="real")
    acknowledged = 0
    try:
        for number in itertools.count():
            _file(store, number)
            acknowledged += 1
    except DiskFull:
        full = _there(store)
    (folder / "filler").unlink()
    _file(store, -1)
    told = {"acknowledged": acknowledged, "when_full": full, "afterwards": _there(store)}
    sys.stdout.write(json.dumps(told))


def _file(store: sa.Engine, number: int) -> None:
    with engine.writing(store) as connection:
        new = new_return("1.0", total("N-1", number + 2), content=b"%d" % number * 50_000)
        file_returns(connection, [new], country=XLAND)


def _there(store: sa.Engine) -> int:
    """How many returns there are, each with its entry in a log that is whole; -1 if not."""
    with engine.reading(store) as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(returns)) or 0
        found = audit.examine(connection)
    return count if found.whole and found.entries == count else -1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
