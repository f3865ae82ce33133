"""What stands in the way of keeping something in the funding ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from data.errors.base import UserError


class WhatIsWrong(Protocol):
    """One thing that cannot be so: the key of its sentence under `ledger.wrong`, its field, what fills the gaps."""

    @property
    def key(self) -> str:
        """The key of the sentence."""

    @property
    def field(self) -> str:
        """The field it is about."""

    @property
    def values(self) -> Mapping[str, object]:
        """What fills the sentence's gaps."""


class BadAgreement(UserError):
    """An agreement, a rate or a line of cost that cannot be so. Its own sentence tells the first thing that is wrong.

    Attributes:
        faults: everything that is wrong.
    """

    def __init__(self, faults: Sequence[WhatIsWrong]) -> None:
        """Keep what is wrong."""
        self.key = f"ledger.wrong.{faults[0].key}"
        self.faults = tuple(faults)
        super().__init__(**{"field": faults[0].field} | dict(faults[0].values))


class AgreementChanged(UserError):
    """Somebody else has kept the agreement `code` since it was looked at; at what `moment`."""

    key = "ledger.changed_meanwhile"


class AlreadyAnswered(UserError):
    """An intention that was confirmed, declined or withdrawn already."""

    key = "intentions.already_answered"


class NothingToTake(UserError):
    """There is no agreement that an activity file could tell of."""

    key = "donor.nothing_to_take"


class UnreadableFunding(UserError):
    """A file of funding that is no workbook and no table of text that can be read."""

    key = "ledger.file.unreadable"
