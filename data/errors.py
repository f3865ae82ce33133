"""Everything Lima raises on purpose.

* LimaError
  x UserError               shown as one sentence, without traceback; has a key for the words files
    + UnreadableWorkbook
      - NotAWorkbook        the file is no .xlsx workbook
      - TooLarge            larger than Lima takes
      - Encrypted           protected with a password
      - OldTemplate         a version of the form that is no longer taken, or another form
      - WorkbookTooHard     the reader ran out of time or memory
    + NotAllowed            this district or page is not yours
    + OtherWorld            a demo return for a real database, or the reverse
    + AlreadyFiled          the very same file was filed before
    + NothingChecked        the examination says stop, or questions are not answered
    + BadBoundaries         a file of boundaries that cannot be installed
    + UnknownPlace          no place has this code
    + UnknownIndicator      no indicator has this code
  x SetupError              the installation is wrong: Lima does not start; names file and key
    + BadIndicator
    + BadCountry
    + BadWords
    + BadDemo
    + BadSettings
    + WrongDatabase         the database is of another schema, country or world
"""

from __future__ import annotations


class LimaError(Exception):
    """Anything Lima raises on purpose."""


class UserError(LimaError):
    """Something a person can mend. `key` names the sentence in the words files, `values` fill its gaps."""

    key = "errors.unknown"

    def __init__(self, **values: object) -> None:
        """Keep the values that the sentence names."""
        super().__init__(self.key, values)
        self.values = values


class UnreadableWorkbook(UserError):
    """The file cannot be read as a quarterly workbook."""

    key = "findings.unreadable_workbook"


class NotAWorkbook(UnreadableWorkbook):
    """The file is no .xlsx workbook."""

    key = "findings.not_a_workbook"


class TooLarge(UnreadableWorkbook):
    """The file is larger than Lima takes."""

    key = "findings.too_large"


class Encrypted(UnreadableWorkbook):
    """The file is protected with a password."""

    key = "findings.encrypted"


class OldTemplate(UnreadableWorkbook):
    """The workbook is another form, or a version of ours that is no longer taken."""

    key = "findings.old_template"


class WorkbookTooHard(UnreadableWorkbook):
    """Reading the workbook took more time or memory than Lima gives it."""

    key = "findings.workbook_too_hard"


class NotAllowed(UserError):
    """The visitor has no right to this place or page."""

    key = "errors.not_allowed"


class OtherWorld(UserError):
    """A return of the demo world for a real database, or the reverse."""

    key = "errors.other_world"


class AlreadyFiled(UserError):
    """The very same file is already the counting return."""

    key = "findings.already_filed"


class NothingChecked(UserError):
    """The examination says stop, or a question has no answer: nothing is filed."""

    key = "errors.not_fileable"


class BadBoundaries(UserError):
    """A file of boundaries cannot be installed."""

    key = "errors.bad_boundaries"


class UnknownPlace(UserError):
    """No place has this code."""

    key = "errors.unknown_place"


class UnknownIndicator(UserError):
    """No indicator has this code."""

    key = "errors.unknown_indicator"


class SetupError(LimaError):
    """The installation is wrong. The message names file and key."""


class BadIndicator(SetupError):
    """A file of the catalogue is wrong."""


class BadCountry(SetupError):
    """A country's pack is wrong."""


class BadWords(SetupError):
    """A words file is wrong."""


class BadDemo(SetupError):
    """A file of the demo world is wrong."""


class BadSettings(SetupError):
    """An environment variable is wrong."""


class WrongDatabase(SetupError):
    """The database is of another schema, country or world."""
