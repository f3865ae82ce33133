"""How often somebody may try to sign in. The attempts are counted in the database, for all processes and over restarts.

Three limits hold at once: of one address for one account, of one address for all accounts, and of all addresses for one
account. The last is wide, so that nobody can shut an officer out by guessing, and yet ten thousand guesses take months.
An attempt is noted before the password is looked at: many at the same moment are counted, too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import math

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import TooManyAttempts
from data.store.people_tables import attempts

WINDOW, DAY = dt.timedelta(minutes=15), dt.timedelta(days=1)
OF_ACCOUNT_AND_ADDRESS, OF_ADDRESS, OF_ACCOUNT = 5, 40, 100
"""Attempts without success: in a quarter of an hour, in a quarter of an hour, in a day."""
IPV6_VERSION, IPV6_NETWORK = 6, 64
"""Bits of an address that a household shares: who has one IPv6 address has billions."""


def note(connection: Connection, *, email: str, address: str, at: dt.datetime) -> None:
    """Note an attempt before it is looked at; old ones are let go.

    Raises:
        TooManyAttempts: if there were too many; this one is then not noted.
    """
    account, place = _digest(email), network(address)
    if connection.dialect.name == "postgresql":  # SQLite knows one writer at a time by itself
        connection.execute(sa.text("LOCK TABLE attempts IN EXCLUSIVE MODE"))
    connection.execute(attempts.delete().where(attempts.c.at < at - DAY))
    same_account, same_address = attempts.c.account == account, attempts.c.address == place
    for limit, window, which in (
        (OF_ACCOUNT_AND_ADDRESS, WINDOW, same_account & same_address),
        (OF_ADDRESS, WINDOW, same_address),
        (OF_ACCOUNT, DAY, same_account),
    ):
        _refuse(connection, which, limit=limit, window=window, at=at)
    connection.execute(attempts.insert().values(at=at, account=account, address=place))


def forgive(connection: Connection, *, email: str, address: str = "") -> None:
    """Let go of attempts after a success: of the account at this address, or, without an address, of the account."""
    which = attempts.c.account == _digest(email)
    if address:
        which &= attempts.c.address == network(address)
    connection.execute(attempts.delete().where(which))


def network(address: str) -> str:
    """What counts as one address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if found.version == IPV6_VERSION:
        return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))
    return str(found)


def _refuse(
    connection: Connection, which: sa.ColumnElement[bool], *, limit: int, window: dt.timedelta, at: dt.datetime
) -> None:
    recent = sa.select(attempts.c.at).where(which, attempts.c.at > at - window).order_by(attempts.c.at.desc())
    oldest_that_matters = connection.execute(recent.limit(1).offset(limit - 1)).scalar()
    if oldest_that_matters is not None:
        left = oldest_that_matters + window - at
        raise TooManyAttempts(minutes=max(1, math.ceil(left.total_seconds() / 60)))


def _digest(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
