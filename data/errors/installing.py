"""The installation is wrong."""

from __future__ import annotations

from data.errors.base import LimaError


class SetupError(LimaError):
    """The installation is wrong. The message names file and key.

    Where `key` names the sentence in the words files, and `values` fill its gaps, it can be told in any language.
    """

    def __init__(self, message: str, key: str = "", /, **values: object) -> None:
        """Keep by what the message is told in another language."""
        super().__init__(message)
        self.key = key
        self.values = values


class BadIndicator(SetupError):
    """A file of the catalogue is wrong."""


class BadCountry(SetupError):
    """A country's pack is wrong."""


class BadDisclosure(SetupError):
    """What is said of the release of figures is wrong."""


class BadWords(SetupError):
    """A words file is wrong."""


class BadDemo(SetupError):
    """A file of the demo world is wrong."""


class BadSettings(SetupError):
    """An environment variable is wrong."""


class WrongDatabase(SetupError):
    """The database is of another schema, country or world."""


class OlderDatabase(WrongDatabase):
    """The database is of an earlier Lima, with this `schema`; it can be upgraded."""

    @property
    def schema(self) -> str:
        """The earlier schema."""
        return str(self.values["theirs"])
