"""Files that cannot be read as a quarterly workbook."""

from __future__ import annotations

from data.errors.base import UserError


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
