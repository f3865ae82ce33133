"""The light page: from the address to the receipt without script, and what stops whom on the way."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from httpx2 import Response
from starlette.requests import ClientDisconnect, Request
from starlette.testclient import TestClient

from data import words
from data.errors import TooLarge
from data.intake import receive
from data.model import Quarter, Role, Visitor
from data.store import receipts
from data.store.engine import reading
from data.store.house import House
from pages.api.send import body, own_forms
from pages.parts.held import SHELF
from tests.data.intake import forms
from tests.pages.api.send_world import (
    HERE,
    MOST,
    NEIGHBOUR,
    QUARTER,
    action,
    client,
    hidden,
    links,
    opened,
    text,
    workbook,
)

OTHER_OFFICER = Visitor("other@example.org", Role.TASKFORCE, places=frozenset({HERE}), office="Office")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = opened(tmp_path)
    yield house
    house.engine.dispose()


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    with client(house) as browser:
        yield browser


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    SHELF.__init__()  # type: ignore[misc]


def begin(browser: TestClient, office: str = HERE, **more: str) -> str:
    address = {"as": "taskforce", "office": office, "quarter": QUARTER, "lang": "en"} | more
    answer = browser.get("/send", params=address)
    assert answer.status_code == 200
    return answer.text


def send(browser: TestClient, page: str, content: bytes, name: str = "return.xlsx", **headers: str) -> Response:
    """Press *Send and check*."""
    return browser.post(
        action(page), data={"token": hidden(page, "token")}, files={"file": (name, content)}, headers=headers
    )


def file(browser: TestClient, page: str, **answers: str) -> Response:
    """Press *File this return*."""
    fields = {"token": hidden(page, "token")} | {f"answer.{code}": said for code, said in answers.items()}
    return browser.post(action(page), files={key: (None, said) for key, said in fields.items()})


def filed(house: House) -> list[str]:
    with reading(house.engine) as connection:
        return [each.receipt.receipt for each in receipts.of_places(connection, [HERE, NEIGHBOUR])]


def test_a_workbook_goes_from_the_address_to_the_receipt(browser: TestClient, house: House) -> None:
    start = begin(browser)
    assert "No return of Ainaro has been filed" in text(start)
    template = next(link for link in links(start) if link.startswith("/download/template.xlsx"))
    assert browser.get(template).content.startswith(b"PK")

    found = send(browser, start, workbook(house, **{"PRT-02": 7}))
    assert [each.status_code for each in found.history] == [303]
    assert "This workbook is complete and can be filed." in text(found.text)
    assert "nobody can tell yet what is unusual" in text(found.text)
    assert filed(house) == []

    receipt = file(browser, found.text)
    assert [each.status_code for each in receipt.history] == [303]
    [code] = filed(house)
    assert re.fullmatch(rf"{HERE}-{QUARTER}-R1-[0-9A-F]{{8}}", code)
    assert code in text(receipt.text)
    assert urlsplit(str(receipt.url)).path == f"/send/receipt/{code}"
    assert receive.examine(workbook(house, **{"PRT-02": 7}), house=house).sha256 in text(receipt.text)
    assert "revision 1" in text(begin(browser))


def test_the_day_by_which_a_return_is_asked_for_stands_in_a_sentence(browser: TestClient, house: House) -> None:
    today = dt.datetime.now(dt.UTC).date()
    for quarter in (Quarter.of(today) - 1, Quarter.of(today) - 5):
        due = house.country.due(quarter)
        asked = words.text("submit.was_due" if due < today else "submit.due", day=words.date(due))
        assert asked in text(begin(browser, quarter=str(quarter)))


def test_every_form_that_is_sent_again_leads_to_the_same_receipt(browser: TestClient, house: House) -> None:
    content, start = workbook(house), begin(browser)
    found = [send(browser, start, content) for _ in range(2)]
    receipts_ = [file(browser, page.text) for page in (found[0], found[0], found[1], found[1])]
    assert len({str(each.url) for each in receipts_}) == 1
    assert browser.get(str(found[0].url)).url == receipts_[0].url
    anew = file(browser, send(browser, begin(browser), content).text)
    assert str(anew.url) == str(receipts_[0].url)
    assert len(filed(house)) == 1


def test_the_same_form_pressed_many_times_at_once_files_once(browser: TestClient, house: House) -> None:
    found = send(browser, begin(browser), workbook(house)).text
    gate = threading.Barrier(4)

    def press(_: int) -> str:
        gate.wait(10)
        return str(file(browser, found).url)

    with ThreadPoolExecutor(4) as pool:
        addresses = set(pool.map(press, range(4)))
    assert len(addresses) == 1
    assert len(filed(house)) == 1


def test_a_retry_after_somebody_elses_correction_replaces_nothing(browser: TestClient, house: House) -> None:
    found = send(browser, begin(browser), workbook(house)).text
    first = file(browser, found)
    correction = receive.examine(workbook(house, **{"PRT-02": 3}), house=house)
    receive.file(correction, house=house, by=OTHER_OFFICER)
    again = file(browser, found)
    assert str(again.url) == str(first.url)
    assert "Another return of the municipality and quarter counts now" in text(again.text)
    assert len(filed(house)) == 2


def test_who_comes_second_is_told_and_looks_again(browser: TestClient, house: House) -> None:
    found = send(browser, begin(browser), workbook(house)).text
    others = receive.file(receive.examine(workbook(house, **{"PRT-02": 3}), house=house), house=house, by=OTHER_OFFICER)
    told = file(browser, found)
    assert told.status_code == 409
    assert others.receipt in text(told.text)
    assert filed(house) == [others.receipt]
    receipt = file(browser, told.text)
    assert f"{HERE}-{QUARTER}-R2-" in str(receipt.url)
    assert others.receipt in text(receipt.text)


def test_findings_are_told_by_sheet_with_a_marked_copy_and_nothing_can_be_filed(
    browser: TestClient, house: House
) -> None:
    content = workbook(house, **{"PRT-02": "seven", "PRT-04": -1})
    found = send(browser, begin(browser), content)
    said = text(found.text)
    assert "cannot be filed yet" in said
    assert f'{forms.cell(content, "PRT-02")} A number is wanted here, but it says "seven".' in said
    assert "<button" not in found.text
    marked = next(link for link in links(found.text) if link.startswith("/download/marked.xlsx"))
    assert browser.get(marked).content == browser.get(marked).content
    assert browser.get(marked).content.startswith(b"PK")

    forced = browser.post(str(found.url), files={"token": (None, hidden(begin(browser), "token"))})
    assert forced.status_code == 422
    assert filed(house) == []


def test_errors_come_before_questions_before_notes(browser: TestClient, house: House) -> None:
    content = workbook(house, **{"PRT-04": "seven", "PRT-02": None, "PRT-11": "1.234,0"})
    said = text(send(browser, begin(browser), content).text)
    labels = re.findall("Must be put right|Please look at this|Good to know", said)
    assert labels[0] == "Must be put right"
    assert labels == sorted(labels, key=["Must be put right", "Please look at this", "Good to know"].index)


def test_an_answer_by_which_a_person_could_be_found_is_told_and_not_kept(browser: TestClient, house: House) -> None:
    page = send(browser, begin(browser), workbook(house, **{"PRT-02": None})).text
    refused = file(browser, page, blank_cell="Ask 0812 3456 7890.")
    assert refused.status_code == 409
    assert "a telephone number" in text(refused.text)
    assert filed(house) == []
    assert len(file(browser, refused.text, blank_cell="The register was lost.").history) == 1
    assert len(filed(house)) == 1


def test_questions_are_answered_in_a_sentence_that_is_kept(browser: TestClient, house: House) -> None:
    found = send(browser, begin(browser), workbook(house, **{"PRT-02": None})).text
    assert 'maxlength="500"' in found
    empty = file(browser, found, blank_cell="  ")
    assert empty.status_code == 422
    assert "An answer is wanted here." in text(empty.text)
    long = file(browser, found, blank_cell="<b>" + "x" * 500)
    assert (long.status_code, "too long" in text(long.text)) == (422, True)
    assert "&lt;b&gt;xxx" in long.text
    assert filed(house) == []
    said = "The register\r\nwas lost <b>in July</b>."
    assert file(browser, long.text, blank_cell=said).history[0].status_code == 303
    with house.engine.connect() as connection:
        kept = connection.exec_driver_sql("select text from answers").scalars().all()
    assert kept == ["The register\nwas lost <b>in July</b>."]


def test_a_correction_says_what_it_replaces_and_how_much_changes(browser: TestClient, house: House) -> None:
    first = file(browser, send(browser, begin(browser), workbook(house, **{"PRT-02": 7})).text)
    code = urlsplit(str(first.url)).path.rpartition("/")[2]
    found = text(send(browser, begin(browser), workbook(house, **{"PRT-02": 9})).text)
    assert f"replaces the return with the receipt {code}" in found
    assert "1 of them differ" in found


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("return.xlsx", b"\x89PNG\r\n\x1a\n", "This is not an Excel workbook"),
        ("return.csv", b"district,value\n1,2\n", "This is a text file"),
        ("return.xlsx", b"", "The file is empty"),
        ("return.xlsx", b"PK\x03\x04 cut off", "damaged or was cut off"),
        ("return.xlsx.exe", None, "The name of this file does not end in .xlsx"),
    ],
)
def test_a_file_of_another_kind_gets_its_sentence(
    browser: TestClient, house: House, name: str, content: bytes | None, sentence: str
) -> None:
    found = send(browser, begin(browser), workbook(house) if content is None else content, name)
    assert found.status_code == 200
    assert sentence in text(found.text)
    assert "<button" not in found.text
    assert all(not held.content for held in SHELF._held.values())


def test_of_a_workbook_with_personal_data_nothing_is_kept_or_repeated(browser: TestClient, house: House) -> None:
    number = "3202014107900003"
    content = workbook(house, **{"PRT-02": number})
    found = send(browser, begin(browser), content, f"{number}.xlsx")
    assert forms.cell(content, "PRT-02") in text(found.text)
    assert "has kept nothing of this file" in text(found.text)
    assert number not in found.text
    assert "/download/" not in found.text
    assert all((held.content, held.marks) == (b"", ()) for held in SHELF._held.values())
    assert number not in repr(SHELF._held)


def test_without_a_file_the_page_asks_for_one(browser: TestClient) -> None:
    start = begin(browser)
    answer = browser.post(action(start), files={"token": (None, hidden(start, "token")), "file": ("", b"")})
    assert answer.status_code == 422
    assert "Please choose the file first" in text(answer.text)


def test_a_file_that_is_too_large_is_a_sentence(browser: TestClient) -> None:
    told = send(browser, begin(browser), b"PK\x03\x04" + bytes(body.MOST + body.AROUND))
    assert told.status_code == 413
    assert "Lima takes at most 10 MB" in text(told.text)


def body_of(request: Request) -> body.Body:
    """The body, read in a thread of its own: a browser of other tests keeps this thread's loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, body.read, request).result()


def test_a_body_without_end_is_read_no_further_than_a_workbook_may_be_long() -> None:
    read = 0

    async def more() -> dict[str, object]:
        nonlocal read
        chunk = bytes(1 << 20) if read else b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
        read += len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": True}

    headers = [(b"content-type", b"multipart/form-data; boundary=b")]
    request = Request({"type": "http", "method": "POST", "headers": headers}, more)
    with pytest.raises(TooLarge):
        body_of(request)
    assert read < body.MOST + (2 << 20)


def test_a_line_that_is_cut_while_sending_leaves_nothing() -> None:
    messages: list[dict[str, object]] = [
        {
            "type": "http.request",
            "body": b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nPK',
            "more_body": True,
        },
        {"type": "http.disconnect"},
    ]

    async def some() -> dict[str, object]:
        return messages.pop(0)

    headers = [(b"content-type", b"multipart/form-data; boundary=b")]
    with pytest.raises(ClientDisconnect):
        body_of(Request({"type": "http", "method": "POST", "headers": headers}, some))
    assert SHELF._held == {}


def test_a_body_that_does_not_come_to_its_end_leaves_nothing(browser: TestClient, house: House) -> None:
    start, content = begin(browser), workbook(house)
    whole = browser.build_request(
        "POST", action(start), data={"token": hidden(start, "token")}, files={"file": ("return.xlsx", content)}
    )
    sent = whole.read()
    cut = browser.post(action(start), content=sent[:-2000], headers={"Content-Type": whole.headers["content-type"]})
    assert cut.status_code in (400, 422)
    assert filed(house) == []
    assert SHELF._held == {}


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "multipart/form-data", ""])
def test_what_is_no_form_is_a_sentence(browser: TestClient, content_type: str) -> None:
    answer = browser.post(action(begin(browser)), content=b"x", headers={"Content-Type": content_type})
    assert answer.status_code == 400
    assert "Nothing was filed" in text(answer.text)


def test_the_workbook_of_another_district_is_refused(browser: TestClient, house: House) -> None:
    refused = send(browser, begin(browser), workbook(house, NEIGHBOUR))
    assert refused.status_code == 403
    assert "for a municipality that you may not file for" in text(refused.text)


def test_the_ministry_is_told_that_it_is_another_districts_workbook(browser: TestClient, house: House) -> None:
    start = browser.get("/send", params={"as": "ministry", "place": NEIGHBOUR, "quarter": QUARTER, "lang": "en"}).text
    assert "This is the workbook of Ainaro, not of Aileu" in text(send(browser, start, workbook(house)).text)


def test_a_task_force_has_its_own_district_whatever_the_address_says(browser: TestClient) -> None:
    page = begin(browser, place=NEIGHBOUR)
    assert "Ainaro (TL01)" in page
    assert "Aileu" not in page


def test_what_was_found_and_its_copy_are_for_the_sender_alone(browser: TestClient, house: House) -> None:
    found = send(browser, begin(browser), workbook(house))
    path = urlsplit(str(found.url)).path
    other = {"as": "taskforce", "office": NEIGHBOUR, "quarter": QUARTER}
    assert browser.get(path, params=other).status_code == 410
    receipt = file(browser, found.text)
    path = urlsplit(str(receipt.url)).path
    assert browser.get(path, params=other).status_code == 404
    assert browser.get(path, params={"as": "ministry"}).status_code == 200
    assert browser.get("/send/receipt/TL01-2026-Q3-R1-00000000", params={"as": "ministry"}).status_code == 404


def test_a_workbook_that_waits_no_longer_is_a_sentence_and_the_way_back(browser: TestClient, house: House) -> None:
    found = send(browser, begin(browser), workbook(house))
    SHELF.__init__()  # type: ignore[misc]
    gone = file(browser, found.text)
    assert gone.status_code == 410
    assert any(link.startswith("/send?") and f"place={HERE}" in link for link in links(gone.text))


@pytest.mark.parametrize("step", ["check", "findings"])
def test_a_form_that_is_not_ours_changes_nothing(browser: TestClient, house: House, step: str) -> None:
    start = begin(browser)
    found = send(browser, start, workbook(house))
    where, content = (action(start), workbook(house)) if step == "check" else (str(found.url), b"")
    others = hidden(begin(browser, office=NEIGHBOUR), "token")
    own = hidden(start, "token")
    for token in ("", "x.y.z", others, own[:-2] + ("AA" if own[-2:] != "AA" else "BB")):
        answer = browser.post(where, data={"token": token}, files={"file": ("a.xlsx", content)})
        assert answer.status_code == 403
        assert "open it again" in text(answer.text)
    assert filed(house) == []


def test_a_form_is_not_good_for_ever(browser: TestClient, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    start, content = begin(browser), workbook(house)
    monkeypatch.setattr(own_forms, "SECONDS_VALID", -1)
    assert send(browser, start, content).status_code == 403


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://testserver"}, True),
        ({}, True),
    ],
)
def test_the_browser_tells_on_which_site_a_form_stood(headers: dict[str, str], own: bool) -> None:
    told = {"Host": "testserver"} | headers
    raw = [(name.lower().encode(), value.encode()) for name, value in told.items()]
    assert own_forms.from_own_page(Request({"type": "http", "headers": raw})) is own


def test_a_form_on_another_site_cannot_send_or_file_for_a_visitor(browser: TestClient, house: House) -> None:
    start, content = begin(browser), workbook(house)
    assert send(browser, start, content, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert SHELF._held == {}
    found = send(browser, start, content)
    form = {"token": (None, hidden(found.text, "token"))}
    assert browser.post(action(found.text), files=form, headers={"Origin": "http://evil.example"}).status_code == 403
    assert filed(house) == []


def test_who_opens_the_address_of_a_form_begins_again(browser: TestClient) -> None:
    answer = browser.get(action(begin(browser)))
    assert (answer.status_code, urlsplit(str(answer.url)).path) == (200, "/send")
    assert parse_qs(urlsplit(str(answer.url)).query)["place"] == [HERE]


def test_on_a_real_database_nothing_opens_before_there_is_sign_in(tmp_path: Path) -> None:
    house = opened(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'real.db'}")
    demo = opened(tmp_path / "demo")
    with client(house) as real, client(demo) as other:
        page = begin(other)
        for answer in (
            real.get("/send", params={"as": "ministry", "place": HERE}),
            real.post(action(page), data={"token": hidden(page, "token")}, files={"file": ("a.xlsx", b"PK")}),
            real.get("/send/receipt/TL01-2026-Q3-R1-00000000?as=ministry"),
            real.get("/send/findings/x?as=ministry"),
        ):
            assert answer.status_code == 403
            assert "sign-in" in answer.text
            assert "/download/" not in answer.text
            assert "<form" not in answer.text
    house.engine.dispose()
    demo.engine.dispose()


def test_pages_are_small_and_full_of_findings_all_the_same(browser: TestClient, house: House) -> None:
    numbers = [tag for tag in forms.spots(workbook(house)) if tag[:3].isupper() and "|*" not in tag]
    texts = {tag: f"<b>{number}</b> & {'x' * 60}" for number, tag in enumerate(numbers)}
    found = send(browser, begin(browser), workbook(house, **texts))
    assert len(found.content) <= MOST
    assert re.search(r"And \d+ more points", text(found.text))
    assert len(re.findall("Must be put right", found.text)) > 30
    assert "<b>0" not in found.text


@pytest.mark.parametrize("answer", ["\N{GRINNING FACE}" * 501, "'" * 60_000])
def test_answers_as_long_as_can_be_still_fit_on_the_page(browser: TestClient, house: House, answer: str) -> None:
    found = send(browser, begin(browser), workbook(house, **{"PRT-02": None})).text
    again = file(browser, found, blank_cell=answer)
    assert again.status_code == 422
    assert len(again.content) <= MOST


def nil_form(page: str) -> str:
    """The part of the page in which there is nothing to report; empty where that has been said."""
    return page[page.index('action="/send/nil') - len("<form ") :] if "/send/nil" in page else ""


def press_nil(browser: TestClient, page: str, token: str | None = None) -> Response:
    """Press *Our district has nothing to report*."""
    part = nil_form(page)
    return browser.post(action(part), files={"token": (None, hidden(part, "token") if token is None else token)})


def test_nothing_to_report_is_said_without_a_file_and_counts_like_any_return(browser: TestClient, house: House) -> None:
    asked = press_nil(browser, begin(browser))
    assert filed(house) == []
    done = file(browser, asked.text)
    [receipt] = filed(house)
    assert receipt in done.text
    with reading(house.engine) as connection:
        known = receipts.by_receipt(connection, receipt)
    assert known is not None
    assert known.nil
    assert not nil_form(begin(browser))


def test_nothing_to_report_is_said_by_a_form_of_our_own_alone(browser: TestClient, house: House) -> None:
    assert press_nil(browser, begin(browser), token="somebody else's").status_code == 403  # noqa: S106 - no password
    assert "Send and check" in browser.get("/send/nil", params={"as": "taskforce", "office": HERE, "lang": "en"}).text
    assert filed(house) == []
