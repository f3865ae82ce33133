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
    + UnknownReceipt        there is no such receipt, or none for this visitor: the answer does not say which
    + NotCounting           a return that does not count any more cannot be withdrawn
    + NoReason              withdrawing needs a reason
    + PersonalSentence      a reason or an answer carries something by which a person could be found
    + NothingChecked        the examination says stop, or questions are not answered
    + BadBoundaries         a file of boundaries that cannot be installed
    + UnknownPlace          no place has this code
    + UnknownIndicator      no indicator has this code
  x DatabaseTrouble         the database cannot go on; its transaction is stored whole or not at all; has a key likewise
    + DatabaseUnreachable   it does not answer
    + DatabaseBusy          somebody else holds it for longer than Lima waits
    + DiskFull              there is no room to write
    + DatabaseReadOnly      it may be read only
    + DatabaseDamaged       its own files are broken
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


class NothingChecked(UserError):
    """The examination says stop, or a question has no answer: nothing is filed."""

    key = "errors.not_fileable"


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


class BadWords(SetupError):
    """A words file is wrong."""


class BadDemo(SetupError):
    """A file of the demo world is wrong."""


class BadSettings(SetupError):
    """An environment variable is wrong."""


class WrongDatabase(SetupError):
    """The database is of another schema, country or world."""
