"""Every page of `/send`, in both languages: small, without script, escaped, and fit for a screen reader."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.intake.findings import Finding, Severity
from data.settings import read_settings
from data.store.house import House, open_house
from data.words import languages
from pages.api.send.told import CELLS, LONGEST, ROOM, told
from pages.parts.held import SHELF
from pages.parts.shown import Voice
from tests.pages.api.send_world import HERE, MOST, QUARTER, action, client, hidden, opened, text, workbook

VOICE = Voice("en", "USD")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = opened(tmp_path_factory.mktemp("look"))
    yield house
    house.engine.dispose()


@pytest.fixture(scope="module", params=languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(house: House, language: str) -> dict[str, str]:
    """Every page, as it comes over the line."""
    SHELF.__init__()  # type: ignore[misc]
    about = {"as": "taskforce", "office": HERE, "quarter": QUARTER, "lang": language}
    with client(house) as browser:
        bring = browser.get("/send", params=about).text
        token = {"token": hidden(bring, "token")}

        def sent_back(content: bytes, name: str = "return.xlsx") -> str:
            return str(browser.post(action(bring), data=token, files={"file": (name, content)}).text)

        asks = sent_back(workbook(house, **{"PRT-02": None}))
        answers = {"token": (None, token["token"]), "answer.blank_cell": (None, "</textarea><script>alert(1)</script>")}
        unanswered = browser.post(action(asks), files={"token": (None, token["token"])}).text
        receipt = browser.post(action(asks), files=answers).text
        return {
            "choose": browser.get("/send", params={"lang": language}).text,
            "bring": bring,
            "no file": browser.post(action(bring), files={"token": (None, token["token"])}).text,
            "stop": sent_back(workbook(house, **{"PRT-02": "<script>alert(1)</script>", "PRT-04": "'\"<b>"})),
            "named": sent_back(b"no workbook", "<script>alert(1)</script>.xlsx"),
            "clean": sent_back(workbook(house, **{"PRT-02": 3})),
            "asks": asks,
            "unanswered": unanswered,
            "receipt": receipt,
            "problem": browser.get("/send/findings/unknown", params=about).text,
            "tampered": browser.get("/send", params={"lang": '"><script>', "as": "<script>", "place": "<script>"}).text,
        }


class Outline(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def test_every_page_is_small(pages: dict[str, str]) -> None:
    assert {name: len(page.encode()) for name, page in pages.items() if len(page.encode()) > MOST} == {}


def test_no_page_holds_a_script_or_asks_for_anything_more(pages: dict[str, str]) -> None:
    for page in pages.values():
        outline = Outline(page)
        assert outline.all("script", "img", "iframe", "object", "embed") == []
        assert [link["href"] for link in outline.all("link")] == ["data:,"]
        assert not any(name.startswith("on") or name == "style" for _, own in outline.elements for name in own)
        assert "url(" not in page
        assert "@import" not in page


def test_what_others_wrote_is_shown_and_never_obeyed(pages: dict[str, str]) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages["stop"]
    assert "&#39;&#34;&lt;b&gt;" in pages["stop"]


def test_the_name_of_a_file_is_not_told_for_it_may_say_whom_it_is_about(pages: dict[str, str]) -> None:
    for name in ("stop", "named", "clean", "asks", "receipt"):
        assert "return.xlsx" not in pages[name]
    assert "alert(1)" not in pages["named"]


def test_each_page_has_one_heading_a_language_and_its_words(pages: dict[str, str], language: str) -> None:
    for page in pages.values():
        outline = Outline(page)
        assert len(outline.all("h1")) == 1
        assert "{" not in text(page)
        if page != pages["tampered"]:
            assert outline.all("html") == [{"lang": language}]


def test_every_field_has_its_label_and_every_reference_its_end(pages: dict[str, str]) -> None:
    for page in pages.values():
        outline = Outline(page)
        ids = [own["id"] for _, own in outline.elements if "id" in own]
        assert len(ids) == len(set(ids))
        labelled = {own["for"] for own in outline.all("label")}
        fields = [own for own in outline.all("input", "select", "textarea") if own.get("type") != "hidden"]
        assert {own["id"] for own in fields} <= labelled
        wanted = [href[1:] for own in outline.all("a") if (href := own["href"] or "").startswith("#")]
        wanted += [each for own in fields for each in (own.get("aria-describedby") or "").split()]
        assert set(wanted) <= set(ids)


def test_what_is_missing_is_said_first_and_leads_to_its_field(pages: dict[str, str]) -> None:
    assert '<a href="#answer-blank_cell">' in pages["unanswered"]
    assert 'aria-invalid="true"' in pages["unanswered"]
    assert '<a href="#file">' in pages["no file"]
    for name in ("unanswered", "no file"):
        assert pages[name].index('role="alert"') < pages[name].index("<form action")


def test_the_policy_lets_a_browser_do_nothing_but_read_and_send(house: House) -> None:
    with client(house) as browser:
        answer = browser.get("/send", params={"as": "taskforce", "office": HERE})
    [style] = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert policy["form-action"] == "'self'"
    assert "script-src" not in policy


def test_a_browser_without_a_wish_in_the_address_gets_its_own_language(house: House) -> None:
    with client(house) as browser:
        for accepted, expected in (("id-ID,id;q=0.9,en;q=0.8", "id"), ("fr, en;q=0.5", "en"), ("fr", "en")):
            page = browser.get("/send", headers={"Accept-Language": accepted}).text
            assert Outline(page).all("html") == [{"lang": expected}]


def test_many_districts_are_asked_for_by_what_lies_above_them(tmp_path: Path) -> None:
    house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path)}))
    with client(house) as browser:
        first = browser.get("/send", params={"as": "taskforce", "lang": "en"})
        regions = Outline(first.text).all("option")
        assert 30 < len(regions) < 60
        sizes = [len(first.content)]
        offered: list[str | None] = []
        for region in regions:
            page = browser.get("/send", params={"as": "taskforce", "province": str(region["value"])})
            sizes.append(len(page.content))
            select = page.text[: page.text.index('id="quarter"')]
            offered += [own["value"] for own in Outline(select).all("option")]
            assert 'name="office"' in page.text
    house.engine.dispose()
    assert len(offered) == len(set(offered)) == 514
    assert max(sizes) <= MOST


def finding(number: int, severity: Severity, said: str = "", sheet: str = "One") -> Finding:
    return Finding("not_a_number", severity, sheet, f"C{number}", {"found": said or str(number)})


def test_the_gravest_have_the_room_and_the_rest_is_counted() -> None:
    findings = [finding(n, Severity.NOTE, sheet="One") for n in range(400)]
    findings += [finding(n, Severity.STOP, sheet="Two") for n in range(5)]
    result = told(findings, VOICE)
    assert [sheet.name for sheet in result.sheets] == ["Two", "One"]
    assert [each.severity for each in result.sheets[0].told] == [Severity.STOP] * 5
    assert result.sheets[1].counts == {Severity.NOTE: 400}
    assert result.more == 400 - len(result.sheets[1].told) > 0
    assert told(findings, VOICE, taken=ROOM // 2).more > result.more


def test_a_long_quotation_and_many_cells_are_cut() -> None:
    [sheet] = told([finding(1, Severity.STOP, "x" * 30_000)], VOICE).sheets
    assert len(sheet.told[0].message) == LONGEST
    [sheet] = told([finding(n, Severity.STOP, "x") for n in range(200)], VOICE).sheets
    assert sheet.told[0].cells.endswith(f"and {200 - CELLS} more")
    assert html.escape(sheet.told[0].cells).count("C") == CELLS
