"""May this workbook be opened at all? If so, here is a clean copy of it for the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from data.errors import DamagedSheet, DamagedWorkbook, FarCell, TooMuchInside, TooMuchOnSheet
from data.intake.gate import strings, styles
from data.intake.gate.active import refuse_links, refuse_programs
from data.intake.gate.book import CHART_SHEET, MAIN, Book, Sheet, read_book, shown, workbook_part
from data.intake.gate.clean import COMMENTS, EMPTY_SHEET, HYPERLINK, CleanCopy
from data.intake.gate.container import read_directory
from data.intake.gate.contents import Contents, Counts
from data.intake.gate.inflate import inflate
from data.intake.gate.kinds import refuse_other_zips
from data.intake.gate.limits import COMMENT_TAGS, HYPERLINKS, TEXT_LETTERS
from data.intake.gate.limits import COMMENTS as MOST_COMMENTS
from data.intake.gate.markup import widest
from data.intake.gate.package import Package
from data.intake.gate.ranges import box
from data.intake.gate.sheet import look_at_sheet


@dataclass(frozen=True)
class SafeWorkbook:
    """A workbook that may be opened.

    Attributes:
        clean: the clean copy.
        frame: the clean copy without what stands on its sheets and without shared texts: a file in which workbooks
            that were made from one form do not differ.
        sheets: the elements of each sheet of the clean copy by its title.
        strings: the elements of its shared texts, where it has any.
        parts: every part of the file as it was sent, inflated, by name; XML parts in UTF-8 and well formed, except the
            old drawings (.vml). What the reader does not see (text boxes, document properties, pictures) is here.
        trees: the elements of the XML parts, by name.
    """

    clean: CleanCopy
    frame: bytes
    sheets: Mapping[str, Element]
    strings: Element | None
    parts: Mapping[str, bytes]
    trees: Mapping[str, Element]

    @property
    def content(self) -> bytes:
        """The clean copy as a file."""
        return self.clean.packed()


def open_safely(content: bytes) -> SafeWorkbook:
    """Look at everything that a file could do to a reader before any reader sees it.

    Args:
        content: the bytes of the file, of which size and first bytes have been looked at.

    Raises:
        UnreadableWorkbook: one of its kinds. Each has a `reason` that says by what it was noticed.
    """
    parts = inflate(content, read_directory(content))
    refuse_other_zips(parts)
    package = Package(parts)
    part = workbook_part(package)
    refuse_programs(package)
    book = read_book(package, part)
    copying = _Copying(package, book)
    clean, frame = copying.copies()
    # Last, because a cell that uses a link is named, and so easier to mend.
    refuse_links(package)
    package.look_at_the_rest()
    return SafeWorkbook(clean, frame.packed(), copying.sheets, copying.strings, package.parts, package.trees)


@dataclass
class _Copying:
    """Goes through the parts of a workbook that the reader needs."""

    package: Package
    book: Book
    clean: CleanCopy = field(default_factory=CleanCopy)
    frame: CleanCopy = field(default_factory=CleanCopy)
    sheets: dict[str, Element] = field(default_factory=dict)
    strings: Element | None = None
    counts: Counts = field(default_factory=Counts)

    def copies(self) -> tuple[CleanCopy, CleanCopy]:
        """The clean copy, and its frame."""
        texts = self._strings()
        formats, rules = self._styles()
        asked = [
            self._sheet(number, sheet, texts=texts, formats=formats, rules=rules)
            for number, sheet in enumerate(self.book.sheets, start=1)
        ]
        for copy in (self.clean, self.frame):
            if formats is None:
                copy.add("xl/styles.xml", styles.plain_formats(max(asked) + 1), "styles")
            copy.add_book(self.book)
        return self.clean, self.frame

    def _strings(self) -> Sequence[int]:
        if self.book.strings is None:
            return ()
        root = self.package.tree(self.book.strings)
        texts = strings.lengths(root)
        part = self.package.parts[self.book.strings]
        self.strings = strings.with_true_counts(root, len(texts))
        self.clean.add("xl/sharedStrings.xml", part if self.strings is root else self.strings, "sharedStrings")
        return texts

    def _styles(self) -> tuple[int | None, int]:
        """How many formats of cells and of rules there are; None if the workbook has lost its formats."""
        if self.book.styles is None:
            return None, 0
        root = self.package.tree(self.book.styles)
        formats = styles.number_of_formats(root)
        for copy in (self.clean, self.frame) if formats else ():
            copy.add("xl/styles.xml", self.package.parts[self.book.styles], "styles")
        return formats or None, styles.number_of_rule_formats(root)

    def _sheet(self, number: int, sheet: Sheet, *, texts: Sequence[int], formats: int | None, rules: int) -> int:
        """Look at a sheet and copy it; returns the highest format that it asks for."""
        root = self._tree_of_sheet(sheet, sheet.part)
        part = self.package.parts[sheet.part]
        if sheet.kind == CHART_SHEET:
            for copy in (self.clean, self.frame):
                copy.add_sheet(number, part, sheet.kind, (), None)
            return 0
        contents = Contents(shown(sheet.title), texts, formats, self.counts, long=widest(part) > TEXT_LETTERS)
        relationships = self.package.relationships(sheet.part).values()
        links = [each for each in relationships if each.kind == HYPERLINK]
        links = links if len(links) <= HYPERLINKS else []
        near = look_at_sheet(root, contents, rules=rules, links=[each.id for each in links])
        notes = self._comments(sheet)
        self.clean.add_sheet(number, part if near is root else near, sheet.kind, links, notes)
        self.frame.add_sheet(number, EMPTY_SHEET, sheet.kind, (), None)
        self.sheets[sheet.title] = near
        return contents.highest_format

    def _tree_of_sheet(self, sheet: Sheet, part: str) -> Element:
        """The elements of a sheet's part; what is wrong with it is told with the sheet's title."""
        try:
            return self.package.tree(part)
        except DamagedWorkbook as error:
            raise DamagedSheet(sheet=shown(sheet.title), **error.values) from error
        except TooMuchInside as error:
            raise TooMuchOnSheet(sheet=shown(sheet.title), **error.values) from error

    def _comments(self, sheet: Sheet) -> bytes | None:
        relationships = self.package.relationships(sheet.part).values()
        parts = [each.target for each in relationships if each.kind == COMMENTS and not each.outside]
        if not parts:
            return None
        title = shown(sheet.title)
        root = self._tree_of_sheet(sheet, parts[0])
        comments = list(root.iter(f"{MAIN}comment"))
        if len(parts) > 1 or len(comments) > MOST_COMMENTS or sum(1 for _ in root.iter()) > COMMENT_TAGS:
            raise TooMuchOnSheet(sheet=title, reason="comments")
        for comment in comments:
            where = box(comment.get("ref", ""))
            if where is None or where.area > 1:
                raise DamagedSheet(sheet=title, reason="comment")
            if where.far:
                raise FarCell(sheet=title, cell=comment.get("ref", ""), reason="comment")
        return self.package.parts[self.package.name_of(parts[0]) or parts[0]]
