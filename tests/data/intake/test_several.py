"""Several workbooks, also in a zip: taken out safely, each looked at for itself."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from data.errors import UnusableZip
from data.intake import receive, several
from data.intake.receive import Examination
from data.intake.several import Brought, brought, each_examined, examine, unzipped
from data.intake.worker import WORKER
from data.model import Role, Visitor
from data.store.house import House
from tests.data.intake import forms

OFFICER = Visitor("sukabumi@example.org", Role.TASKFORCE, frozenset({forms.PLACE}), "Task force")


def zipped(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return out.getvalue()


def test_a_workbook_is_itself_and_a_zip_is_what_is_in_it() -> None:
    assert brought("a.xlsx", b"x") == [Brought("a.xlsx", b"x")]
    content = zipped({"a.xlsx": b"a", "west/": b"", "west/b.xlsx": b"b" * 5000})
    assert brought("All.ZIP", content) == [Brought("All.ZIP/a.xlsx", b"a"), Brought("All.ZIP/west/b.xlsx", b"b" * 5000)]


def test_what_systems_put_into_a_folder_is_left_out_and_nothing_else() -> None:
    own = ["__MACOSX/._a.xlsx", "west/.DS_Store", "Thumbs.db", "west/~$b.xlsx", "desktop.ini"]
    others = ["a.xlsx", "west/notes.docx", "inner.zip", "a~$.xlsx", "macosx.xlsx"]
    found = [name for name, _ in unzipped(zipped(dict.fromkeys(own + others, b"x")))]
    assert found == others


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip at all",
        zipped({}),
        zipped({"__MACOSX/._a": b"x"}),
        zipped({"a.xlsx": b"abc" * 99})[:-30],
        zipped({"../a.xlsx": b"x"}),
        zipped({"/etc/a.xlsx": b"x"}),
        zipped({"a.xlsx": bytes(30 << 20)}),
        zipped({f"{number}.xlsx": b"x" for number in range(several.MOST_FILES + 1)}),
    ],
    ids=["empty", "text", "nothing", "only_system", "cut_off", "climbs", "absolute", "bomb", "many"],
)
def test_a_zip_that_is_not_safe_or_holds_nothing_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnusableZip):
        unzipped(content)
    [one] = brought("all.zip", content)
    assert one.refused is not None
    assert "600" in one.refused.message("en")
    assert one.refused.message("id") != one.refused.message("en")


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(zipped({"a.xlsx": b"abc"}, method=zipfile.ZIP_STORED))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnusableZip):
        unzipped(bytes(content))


def test_a_changed_byte_is_noticed() -> None:
    content = zipped({"a.xlsx": b"a workbook"}, method=zipfile.ZIP_STORED).replace(b"a workbook", b"a workbooc")
    assert zlib.crc32(b"a workbook") != zlib.crc32(b"a workbooc")
    with pytest.raises(UnusableZip):
        unzipped(content)


def test_too_many_bytes_are_refused_before_anything_opens_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WORKER, "unpack", lambda _: pytest.fail("opened"))
    monkeypatch.setattr(several, "MOST_MEGABYTES", 1)
    with pytest.raises(UnusableZip):
        unzipped(bytes((1 << 20) + 1))


def test_one_bad_file_holds_up_none_of_the_others(house: House) -> None:
    good = forms.filled(forms.empty(house), forms.answered(house))
    theirs = forms.filled(forms.empty(house, place="32.03"), forms.answered(house))
    inner = zipped({"good.xlsx": good})
    content = zipped({"bad.xlsx": b"PK broken", "theirs.xlsx": theirs, "inner.zip": inner, "good.xlsx": good})
    found = {each.name: examine(each, house=house, visitor=OFFICER) for each in brought("all.zip", content)}
    verdicts = {name.removeprefix("all.zip/"): each.verdict for name, each in found.items()}
    assert verdicts == {"bad.xlsx": "stop", "theirs.xlsx": "stop", "inner.zip": "stop", "good.xlsx": "clean"}
    assert [finding.code for finding in found["all.zip/theirs.xlsx"].findings] == ["not_allowed"]
    assert found["all.zip/theirs.xlsx"].content == b""
    assert found["all.zip/good.xlsx"].content == good


def test_several_are_examined_at_once_and_come_in_their_order(house: House) -> None:
    good = forms.filled(forms.empty(house), forms.answered(house))
    files = [Brought("bad.xlsx", b"PK broken"), *(Brought(f"{n}.xlsx", good) for n in range(6)), *brought("a.zip", b"")]
    found = list(each_examined(iter(files), house=house, visitor=OFFICER))
    assert found == [examine(each, house=house, visitor=OFFICER) for each in files]
    assert [each.verdict for each in found] == ["stop", *["clean"] * 6, "stop"]


@pytest.mark.parametrize("filing", [True, False])
def test_what_an_earlier_filing_bears_on_is_examined_after_it(
    own_house: House, filing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ministry = Visitor("ministry@example.org", Role.REVIEWER, office="Ministry")
    here, there = (forms.empty(own_house, place=place) for place in (forms.PLACE, "32.03"))
    first, second = (
        forms.filled(here, forms.answered(own_house) | {"PRT-02": n, "PRT-02|sex_age|F.adult": n}) for n in (2, 3)
    )
    other = forms.filled(there, forms.answered(own_house))
    examined: list[bytes] = []
    as_ever = receive.examine

    def counted(content: bytes, **more: object) -> Examination:
        examined.append(content)
        return as_ever(content, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(receive, "examine", counted)
    files = [Brought(f"{n}.xlsx", content) for n, content in enumerate((first, other, second, second))]
    receipts = []
    for examination in each_examined(files, house=own_house, visitor=ministry, filing=filing):
        if filing:
            answers = dict.fromkeys(examination.questions, "Counted again.")
            receipts.append(
                (examination.replaces, receive.file(examination, house=own_house, by=ministry, answers=answers))
            )
    assert [examined.count(content) for content in (first, other, second)] == [1, 1, 4 if filing else 2]
    if filing:
        (_, one), _, (replaced, three), (_, four) = receipts
        assert (replaced, three.revision, four) == (one.receipt, 2, three)
