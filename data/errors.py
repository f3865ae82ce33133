"""Everything Lima raises on purpose.

* LimaError
  x UserError               shown as one sentence, without traceback; has a key for the words files
    + UnreadableWorkbook
      - NotAWorkbook        the file is no .xlsx workbook
        . EmptyFile, OldExcelFile, BinaryWorkbook, OpenDocumentFile, NumbersFile, TextFile, WebPageFile, ZippedFiles,
          StrictWorkbook    which kind it is instead, so that the sentence can say how to save it right
      - DamagedWorkbook     cut off, or changed on the way
        . DamagedSheet, DamagedCell   the same, where it is known which
        . RepeatedRow, RepeatedCell   one row or cell written twice
      - UnsafeWorkbook      not built as a spreadsheet program builds a workbook
        . MacroWorkbook     macros and other programs
        . EmbeddedObject    another document or a control inside
        . LinkedWorkbook, LinkedCell  reads from other files, programs or databases
      - TooMuchInside       more cells, formats, names ... than a form can have
        . TooMuchOnSheet    the same, where it is known on which sheet
        . FarCell           something stands far outside the form
        . LongText          a text longer than a cell can hold
      - UnusableZip         a zip of workbooks that cannot be opened, or holds none, or too many
      - OddFileName         the file's name hides what the file is
      - TooLarge            larger than Lima takes
      - Encrypted           protected with a password
      - OldTemplate         a version of the form that is no longer taken, or another form
      - WorkbookTooHard     the reader ran out of time or memory
    + NotAllowed            this district or page is not yours
      - NoLongerHeld        what was to be fetched is gone, or never was yours
    + OtherWorld            a demo return for a real database, or the reverse
    + ChangedMeanwhile      another return counts now than the sender saw
      - FiledMeanwhile      somebody else filed one
      - WithdrawnMeanwhile  the one that was to be replaced was withdrawn
    + Locked                a return that nobody may change before it is reopened
      - ReturnAccepted      it was accepted
      - QuarterClosed       the quarter is closed
    + CannotReview          what a review cannot do
      - NotWaiting          the return does not wait for a review, or not for this one
      - NotPassedOn         the province has not passed it on
      - StillOpen           it raised questions, and cannot be accepted among several
      - NotLocked           nothing is locked, so that nothing can be reopened or asked for
      - QuarterNotEnded     a quarter that goes on cannot be closed
      - OwnReturn           nobody reviews what they filed themselves
      - NothingToChange     it is so already
    + CannotRelease         what cannot be done with the release of a quarter
      - QuarterNotClosed    figures that may still change are not released
      - NothingAccepted     no return of the quarter was accepted
      - UnknownRelease      there is no release of this number
      - ReleaseFailed       the audit says that it would tell too much
      - ReleaseOutdated     the returns that it was made from are not those that are accepted now
      - NothingReleased     nobody is let in to releases before there is one
    + UnknownReceipt        there is no such receipt, or none for this visitor: the answer does not say which
    + NotCounting           a return that does not count any more cannot be withdrawn
    + NoReason              withdrawing needs a reason
      - NothingSaid         and so does what a review decides
    + NoCell                a note names no cell, or says nothing
    + PersonalSentence      a reason or an answer carries something by which a person could be found
    + NothingChecked        the examination says stop, or questions are not answered
    + BadPlanChange         a target or a proof that cannot be kept
    + NotSignedIn           name and password do not fit, or the account may not sign in: no answer says which
    + TooManyAttempts       too many attempts to sign in; there is a time to wait
    + LinkIsOver            a one-time link that was used, is too old, or never was
    + WeakPassword          too short, too long, or one of those that are tried first
    + CannotAdminister      what cannot be done with a person
      - BadPerson           an e-mail or a name that is none
      - KnownPerson         somebody has this e-mail already
      - UnknownPerson       nobody has it
      - PlacesMismatch      the role is held for districts, for provinces, or for none, and these are not
      - RoleNotOpen         nobody can be given this role yet
      - PersonDisabled      they may sign in no longer
      - UnknownToken        they have no token of this number
      - LastAdministrator   somebody has to be left who may administer
    + BadBoundaries         a file of boundaries that cannot be installed
    + UnknownPlace          no place has this code
    + UnknownIndicator      no indicator has this code
    + BadQuestion           a program asks for values in a way that is not understood
  x DatabaseTrouble         the database cannot go on; its transaction is stored whole or not at all; has a key likewise
    + DatabaseUnreachable   it does not answer
    + DatabaseBusy          somebody else holds it for longer than Lima waits
    + DiskFull              there is no room to write
    + DatabaseReadOnly      it may be read only
    + DatabaseDamaged       its own files are broken
  x SetupError              the installation is wrong: Lima does not start; names file and key
    + BadIndicator
    + BadCountry
    + BadDisclosure
    + BadWords
    + BadDemo
    + BadSettings
    + WrongDatabase         the database is of another schema, country or world
      - OlderDatabase       of an earlier Lima: it can be upgraded
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


class EmptyFile(NotAWorkbook):
    """The file has no bytes at all."""

    key = "findings.empty_file"


class OldExcelFile(NotAWorkbook):
    """A workbook of Excel 2003 or older (.xls)."""

    key = "findings.old_excel_file"


class BinaryWorkbook(NotAWorkbook):
    """A binary workbook (.xlsb)."""

    key = "findings.binary_workbook"


class OpenDocumentFile(NotAWorkbook):
    """A file of LibreOffice's own format (.ods)."""

    key = "findings.open_document_file"


class NumbersFile(NotAWorkbook):
    """A file of Apple Numbers."""

    key = "findings.numbers_file"


class TextFile(NotAWorkbook):
    """Plain text, such as .csv."""

    key = "findings.text_file"


class WebPageFile(NotAWorkbook):
    """A web page or another file of markup, such as Excel's XML of 2003."""

    key = "findings.web_page_file"


class ZippedFiles(NotAWorkbook):
    """A zip folder with workbooks in it."""

    key = "findings.zipped_files"


class StrictWorkbook(NotAWorkbook):
    """A workbook saved as "Strict Open XML Spreadsheet", which most programs read as empty."""

    key = "findings.strict_workbook"


class DamagedWorkbook(UnreadableWorkbook):
    """The file is cut off or was changed on the way. `reason` says by what it was noticed."""

    key = "findings.damaged_workbook"


class DamagedSheet(DamagedWorkbook):
    """A sheet is damaged: it has a `sheet` and a `reason`."""

    key = "findings.damaged_sheet"


class DamagedCell(DamagedWorkbook):
    """A cell is damaged: it has a `sheet`, a `cell` and a `reason`."""

    key = "findings.damaged_cell"


class RepeatedRow(DamagedWorkbook):
    """A `row` stands twice in the file of a `sheet`; programs disagree which of the two counts."""

    key = "findings.repeated_row"


class RepeatedCell(DamagedWorkbook):
    """A `cell` stands twice in the file of a `sheet`; programs disagree which of the two counts."""

    key = "findings.repeated_cell"


class UnsafeWorkbook(UnreadableWorkbook):
    """The file is not built as a spreadsheet program builds a workbook. `reason` says by what it was noticed."""

    key = "findings.unsafe_workbook"


class MacroWorkbook(UnsafeWorkbook):
    """The workbook carries macros or other programs."""

    key = "findings.macro_workbook"


class EmbeddedObject(UnsafeWorkbook):
    """The workbook carries another document, or a control."""

    key = "findings.embedded_object"


class LinkedWorkbook(UnsafeWorkbook):
    """The workbook reads from other files, programs or databases."""

    key = "findings.linked_workbook"


class LinkedCell(LinkedWorkbook):
    """A `cell` of a `sheet` reads from another file or program."""

    key = "findings.linked_cell"


class TooMuchInside(UnreadableWorkbook):
    """The workbook holds more than a form can. `reason` says more of what."""

    key = "findings.too_much_inside"


class TooMuchOnSheet(TooMuchInside):
    """A `sheet` holds more than a form can."""

    key = "findings.too_much_on_sheet"


class FarCell(TooMuchInside):
    """Something stands in a `cell` of a `sheet` far outside the form."""

    key = "findings.far_cell"


class LongText(TooMuchInside):
    """A `cell` of a `sheet` holds a text longer than `limit` letters."""

    key = "findings.long_text"


class UnusableZip(UnreadableWorkbook):
    """A zip of workbooks that cannot be opened, or holds none, or more than `count` or `megabytes`."""

    key = "findings.unusable_zip"


class OddFileName(UnreadableWorkbook):
    """The file's name does not end in .xlsx, or carries letters that hide how it ends."""

    key = "findings.odd_file_name"


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


class NoLongerHeld(NotAllowed):
    """What was to be fetched is gone, or waits for somebody else: the answer does not say which."""

    key = "marked.gone"


class OtherWorld(UserError):
    """A return of the demo world for a real database, or the reverse."""

    key = "errors.other_world"


class ChangedMeanwhile(UserError):
    """Another return counts now than the sender saw: nothing is filed before they have looked again."""


class FiledMeanwhile(ChangedMeanwhile):
    """Somebody else filed a return of the same district and quarter: its `receipt`, and the `moment`."""

    key = "returns.filed_meanwhile"


class WithdrawnMeanwhile(ChangedMeanwhile):
    """The return that was to be replaced, with this `receipt`, was withdrawn."""

    key = "returns.withdrawn_meanwhile"


class Locked(UserError):
    """A return of this `place` and `quarter` cannot be filed, replaced or withdrawn before the quarter is reopened."""


class ReturnAccepted(Locked):
    """The return with this `receipt` was accepted."""

    key = "findings.accepted_already"


class QuarterClosed(Locked):
    """The quarter is closed."""

    key = "findings.quarter_closed"


class CannotReview(UserError):
    """Something that a review cannot do with a return or a quarter."""


class NotWaiting(CannotReview):
    """The return of this `receipt` does not wait for a review: it was accepted, sent back, replaced or withdrawn."""

    key = "review.not_waiting"


class NotPassedOn(CannotReview):
    """The return of this `receipt` waits for the province, which looks at it first."""

    key = "review.not_passed_on"


class StillOpen(CannotReview):
    """The return of this `receipt` raised questions: somebody has to read the answers before it is accepted."""

    key = "review.still_open"


class NotLocked(CannotReview):
    """The return may be changed as it is: there is nothing to reopen, and nothing to ask for."""

    key = "review.not_locked"


class QuarterNotEnded(CannotReview):
    """A `quarter` cannot be closed before it has ended."""

    key = "review.not_ended"


class OwnReturn(CannotReview):
    """Nobody reviews the return that they filed themselves; its `receipt`."""

    key = "review.own_return"


class NothingToChange(CannotReview):
    """It is so already: the quarter is closed, nobody has asked, the district is excused or is not."""

    key = "review.nothing_to_change"


class CannotRelease(UserError):
    """Something that cannot be done with the release of a quarter."""


class QuarterNotClosed(CannotRelease):
    """A `quarter` is closed before its figures are released, because they are not taken back."""

    key = "releases.not_closed"


class NothingAccepted(CannotRelease):
    """No return of the `quarter` was accepted: there is nothing to release."""

    key = "releases.nothing_accepted"


class UnknownRelease(CannotRelease):
    """There is no release of this `number`."""

    key = "releases.unknown"


class ReleaseFailed(CannotRelease):
    """The audit says of the release of this `quarter` that somebody could be singled out: it is not published."""

    key = "releases.failed"


class ReleaseOutdated(CannotRelease):
    """Since the release of this `quarter` was made, a return was accepted or reopened: it has to be made anew."""

    key = "releases.outdated"


class NothingReleased(CannotRelease):
    """Nobody is let in to releases before the first is published, and can be read apart from the exact figures."""

    key = "releases.nothing_released"


class NoCell(UserError):
    """A note of this `cell` names no cell of a sheet, says nothing, or too much."""

    key = "review.no_cell"


class UnknownReceipt(UserError):
    """There is no such receipt, or none for this visitor: the answer does not say which."""

    key = "returns.unknown_receipt"


class NotCounting(UserError):
    """A return that was replaced, sent back or withdrawn cannot be withdrawn (again)."""

    key = "returns.not_counting"


class PersonalSentence(UserError):
    """A reason or an answer carries something by which a person could be found. It is not kept and not repeated."""

    key = "findings.personal_sentence"


class NoReason(UserError):
    """Withdrawing needs a reason, which is kept with the return."""

    key = "returns.no_reason"


class NothingSaid(NoReason):
    """A decision of a review needs a reason too, or a note, of at most `longest` letters."""

    key = "review.no_reason"


class NothingChecked(UserError):
    """The examination says stop, or a question has no answer: nothing is filed."""

    key = "errors.not_fileable"


class BadPlanChange(UserError):
    """A target or a proof that cannot be kept: out of range, of another plan, or a link that is none."""

    key = "plan.bad_change"


class NotSignedIn(UserError):
    """Name and password do not fit together, or the account may not sign in: the answer does not say which."""

    key = "sign_in.refused"


class TooManyAttempts(UserError):
    """Too many attempts to sign in. Values: minutes."""

    key = "sign_in.too_many"


class LinkIsOver(UserError):
    """A one-time link that was used, is too old, or never was."""

    key = "sign_in.link_over"


class WeakPassword(UserError):
    """A password that is too short, too long, or one of those that are tried first. Values: shortest, longest."""

    key = "sign_in.weak_length"


class CommonPassword(WeakPassword):
    """One of the passwords that are tried first, or one made of it."""

    key = "sign_in.weak_common"


class CannotAdminister(UserError):
    """What cannot be done with a person."""


class BadPerson(CannotAdminister):
    """An e-mail or a name that is none."""

    key = "people.errors.bad_person"


class KnownPerson(CannotAdminister):
    """Somebody has this e-mail already. Values: email."""

    key = "people.errors.known"


class UnknownPerson(CannotAdminister):
    """Nobody has this e-mail. Values: email."""

    key = "people.errors.unknown"


class PlacesMismatch(CannotAdminister):
    """The role is held for districts, for provinces, or for none, and these are not."""

    key = "people.errors.places"


class RoleNotOpen(CannotAdminister):
    """Nobody can be given this role before there are releases."""

    key = "people.errors.not_open"


class PersonDisabled(CannotAdminister):
    """They may sign in no longer. Values: email."""

    key = "people.errors.disabled"


class UnknownToken(CannotAdminister):
    """They have no token of this number, or it holds no more. Values: number."""

    key = "people.errors.token"


class LastAdministrator(CannotAdminister):
    """Somebody has to be left who may administer."""

    key = "people.errors.last_administrator"


class BadBoundaries(UserError):
    """A file of boundaries cannot be installed."""

    key = "errors.bad_boundaries"


class BackupExists(UserError):
    """There is a `file` of that name: a backup overwrites nothing."""

    key = "backup.exists"


class BackupNotWritten(UserError):
    """The `file` of a backup could not be written; the system's `reason`."""

    key = "backup.not_written"


class BadBackup(UserError):
    """A `file` is no backup, or is not what its manifest says; `part` is the first that does not fit."""

    key = "backup.bad"


class OtherBackup(UserError):
    """A `file` is a backup of the schema `theirs`; this program has `ours`."""

    key = "backup.other"


class NotEmpty(UserError):
    """A backup is restored only into an empty database."""

    key = "backup.not_empty"


class UnknownPlace(UserError):
    """No place has this code."""

    key = "errors.unknown_place"


class UnknownIndicator(UserError):
    """No indicator has this code."""

    key = "errors.unknown_indicator"


class BadQuestion(UserError):
    """A program asks for values, and the parameter `name` is missing, unknown, or asks for too much."""

    key = "api.bad_question"


class DatabaseTrouble(LimaError):
    """The database cannot go on. The sentence of `key` says what that means; the log has the database's own words."""

    key = "troubles.unexpected"


class DatabaseUnreachable(DatabaseTrouble):
    """The database does not answer."""

    key = "troubles.unreachable"


class DatabaseBusy(DatabaseTrouble):
    """Somebody else holds the database for longer than Lima waits."""

    key = "troubles.busy"


class DiskFull(DatabaseTrouble):
    """There is no room to write."""

    key = "troubles.disk_full"


class DatabaseReadOnly(DatabaseTrouble):
    """The database, or its disk, may be read but not written."""

    key = "troubles.read_only"


class DatabaseDamaged(DatabaseTrouble):
    """The database's own files are broken, or no database."""

    key = "troubles.damaged"


class SetupError(LimaError):
    """The installation is wrong. The message names file and key."""


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

    def __init__(self, schema: str, message: str) -> None:
        """Keep the schema beside the sentence."""
        super().__init__(message)
        self.schema = schema
