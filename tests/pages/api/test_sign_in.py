"""Signing in and out over the network, and what strangers get of a real database: nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from data.model import Role, Visitor
from data.store import passwords, people
from data.store.engine import reading, writing
from data.store.house import House
from data.store.tables import audit
from data.words import languages, text
from pages.api.sign_in.asked import next_page
from pages.parts import links, signed_in
from tests.pages.api import real_world
from tests.pages.api.real_world import OWN, PAGE, PASSWORD, browser, signed

HERE, NEIGHBOUR = "TL01", "TL02"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", real_world.QUICK)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = real_world.opened(tmp_path)
    real_world.add(house, Role.TASKFORCE, [HERE])
    yield house
    house.engine.dispose()


def token(client: TestClient) -> str:
    return client.cookies.get(signed_in.COOKIE) or ""


def logged(house: House) -> list[str]:
    with reading(house.engine) as connection:
        return list(connection.execute(sa.select(audit.c.action).order_by(audit.c.id)).scalars())


@pytest.mark.parametrize("path", ["/", "/map", "/send", "/download/filed.xlsx?token=x", "/people?lang=id", "/sign-out"])
def test_a_stranger_who_opens_a_page_is_led_to_the_sign_in_and_back_again(house: House, path: str) -> None:
    stranger = browser(house)
    answer = stranger.get(path, headers=PAGE)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    form = stranger.get(answer.headers["location"]).text
    onward = re.search(r'name="next" value="([^"]*)"', form).group(1).replace("&amp;", "&")
    assert onward == ("/" if path == "/sign-out" else path)
    data = {"email": "taskforce@example.org", "password": PASSWORD, "next": onward}
    answer = stranger.post("/sign-in", data=data, headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, onward)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/health"),
        ("GET", "/_stcore/host-config"),
        ("PUT", "/_stcore/upload_file/a/b"),
        ("GET", "/media/x.xlsx"),
        ("GET", "/static/js/main.js"),
        ("POST", "/send/check"),
        ("GET", "/outlines/tls-0.json"),
        ("GET", "/map-ahead"),
        ("GET", "/download/values.csv?token=x"),
        ("GET", "/auth/login"),
        ("GET", "/oauth2callback?state=x"),
        ("GET", "/healthzz"),
        ("GET", "/sign-inside"),
    ],
)
def test_a_stranger_s_program_gets_nothing(house: House, method: str, path: str) -> None:
    answer = browser(house).request(method, path)
    assert (answer.status_code, answer.text) == (401, text("sign_in.first"))


def test_a_stranger_gets_no_connection(house: House) -> None:
    with pytest.raises(WebSocketDisconnect), browser(house).websocket_connect("/_stcore/stream"):
        pass
    with signed(house, "taskforce@example.org").websocket_connect("/_stcore/stream") as connection:
        assert connection.receive_text() == "connected"


def test_everybody_sees_that_the_server_is_well(house: House) -> None:
    assert browser(house).get("/healthz").status_code == 200


def test_the_cookie_is_for_this_server_alone_and_not_for_scripts(house: House) -> None:
    data = {"email": "taskforce@example.org", "password": PASSWORD}
    cookie = browser(house).post("/sign-in", data=data, headers=OWN).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    told = OWN | {"x-forwarded-proto": "https"}
    assert "Secure" in browser(house).post("/sign-in", data=data, headers=told).headers["set-cookie"]


def test_signing_in_again_changes_the_token_and_ends_the_old_one(house: House) -> None:
    client = signed(house, "taskforce@example.org")
    before = token(client)
    client.post("/sign-in", data={"email": "taskforce@example.org", "password": PASSWORD}, headers=OWN)
    assert token(client) != before
    assert client.get("/", headers=PAGE).text == "a page"
    thief = browser(house)
    thief.cookies.set(signed_in.COOKIE, before)
    assert thief.get("/", headers=PAGE).status_code == 303


def test_a_copied_cookie_opens_nothing_after_signing_out(house: House) -> None:
    client, thief = signed(house, "taskforce@example.org"), browser(house)
    thief.cookies.set(signed_in.COOKIE, token(client))
    assert thief.get("/", headers=PAGE).text == "a page"
    assert "taskforce@example.org" in client.get("/sign-out").text
    answer = client.post("/sign-out", headers=OWN | {"content-type": "application/x-www-form-urlencoded"})
    assert answer.headers["location"] == "/sign-in?out"
    assert not token(client)
    assert thief.get("/", headers=PAGE).status_code == 303
    assert text("sign_in.out") in client.get("/sign-in?out").text
    assert logged(house)[-2:] == ["sign_in", "sign_out"]


def test_signing_out_everywhere_ends_every_device(house: House) -> None:
    one, other = signed(house, "taskforce@example.org"), signed(house, "taskforce@example.org")
    one.post("/sign-out", data={"everywhere": "yes"}, headers=OWN)
    assert other.get("/", headers=PAGE).status_code == 303


def test_a_disabled_account_is_out_within_a_minute(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed(house, "taskforce@example.org")
    assert client.get("/", headers=PAGE).text == "a page"
    with writing(house.engine) as connection:  # by another process, which tells this one nothing
        people.disable(connection, "taskforce@example.org", by="operator", at=dt.datetime.now(dt.UTC))
    clock = signed_in.time.monotonic
    monkeypatch.setattr(signed_in.time, "monotonic", lambda: clock() + 60)
    assert client.get("/", headers=PAGE).status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"password": "not this one"}, {"email": "nobody@example.org"}, {"email": "", "password": ""}]
)
def test_every_wrong_way_in_gets_the_same_page_but_for_what_was_typed(house: House, wrong: dict[str, str]) -> None:
    data = {"email": "taskforce@example.org", "password": PASSWORD} | wrong
    answer = browser(house).post("/sign-in", data=data, headers=OWN)
    assert answer.status_code == 401
    assert text("sign_in.refused") in answer.text
    assert "set-cookie" not in answer.headers
    assert data["password"] not in answer.text or not data["password"]


def test_after_too_many_attempts_there_is_a_time_to_wait(house: House) -> None:
    client = browser(house)
    for _ in range(5):
        client.post("/sign-in", data={"email": "taskforce@example.org", "password": "wrong"}, headers=OWN)
    answer = client.post("/sign-in", data={"email": "taskforce@example.org", "password": PASSWORD}, headers=OWN)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    assert text("sign_in.too_many", minutes=15) in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_from_elsewhere_does_nothing(house: House, headers: dict[str, str], path: str) -> None:
    client = signed(house, "taskforce@example.org")
    data = {"email": "taskforce@example.org", "password": PASSWORD}
    answer = client.post(path, data=data, headers=headers)
    assert answer.status_code == 400
    assert client.get("/", headers=PAGE).text == "a page"


def test_a_form_is_taken_from_a_browser_that_says_only_where_it_stood(house: House) -> None:
    data = {"email": "taskforce@example.org", "password": PASSWORD}
    assert browser(house).post("/sign-in", data=data, headers={"origin": real_world.HOST}).status_code == 303


def test_a_form_that_is_too_long_is_not_read_to_its_end(house: House) -> None:
    data = {"email": "taskforce@example.org", "password": "x" * 20_000}
    assert browser(house).post("/sign-in", data=data, headers=OWN).status_code == 400


@pytest.mark.parametrize(
    ("said", "onward"),
    [
        ("/map?quarter=2026-Q3", "/map?quarter=2026-Q3"),
        ("", "/"),
        ("map", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\nevil", "/"),
        ("/sign-out", "/"),
        ("/sign-in?next=/map", "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_server(said: str, onward: str) -> None:
    assert next_page(said) == onward


def test_a_link_sets_the_first_password_and_holds_once(house: House) -> None:
    email = real_world.add(house, Role.REVIEWER, password=False)
    path, client = real_world.link(house, email), browser(house)
    assert email in client.get(path).text
    same = {"password": "five blue boats", "again": "five blue boats"}
    for wrong, key in (
        ({"password": "short", "again": "short"}, "sign_in.weak_length"),
        ({"password": "password123456", "again": "password123456"}, "sign_in.weak_common"),
        (same | {"again": "six blue boats"}, "sign_in.not_the_same"),
    ):
        answer = client.post(path, data=wrong, headers=OWN)
        assert answer.status_code == 422
        assert text(key, shortest=12, longest=128) in answer.text
        assert wrong["password"] not in answer.text
    assert client.post(path, data=same).status_code == 400
    assert client.post(path, data=same, headers=OWN).headers["location"] == "/sign-in?set"
    assert not token(client)
    assert client.get(path).status_code == client.post(path, data=same, headers=OWN).status_code == 410
    answer = client.post("/sign-in", data={"email": email, "password": "five blue boats"}, headers=OWN)
    assert answer.status_code == 303


def test_a_made_up_link_tells_nothing(house: House) -> None:
    answer = browser(house).get("/first-password/made-up")
    assert answer.status_code == 410
    assert text("sign_in.link_over") in answer.text


def test_a_visitor_from_another_site_is_led_on_by_our_own_page(house: House) -> None:
    """A browser keeps a strict cookie back when it comes from elsewhere, and sends it when our page leads it on."""
    answer = browser(house).get("/map?quarter=2026-Q3", headers=PAGE | {"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0;url=/sign-in?next=%2Fmap%3Fquarter%3D2026-Q3"' in answer.text
    client = signed(house, "taskforce@example.org")
    assert client.get("/sign-in?next=%2Fmap%3Fquarter%3D2026-Q3").headers["location"] == "/map?quarter=2026-Q3"


@pytest.mark.parametrize("language", languages())
def test_the_pages_are_light_and_without_script_in_every_language(house: House, language: str) -> None:
    for client, path in (
        (browser(house), f"/sign-in?lang={language}"),
        (browser(house), f"{real_world.link(house, 'taskforce@example.org')}?lang={language}"),
        (signed(house, "taskforce@example.org"), f"/sign-out?lang={language}"),
    ):
        answer = client.get(path)
        assert f'<html lang="{language}">' in answer.text
        assert "<script" not in answer.text
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert len(answer.content) < 10_000


def test_the_light_page_is_for_one_s_own_district_whatever_the_address_says(house: House) -> None:
    client = signed(house, "taskforce@example.org")
    for address in ("/send", f"/send?place={NEIGHBOUR}", f"/send?as=reviewer&place={NEIGHBOUR}", "/send?office=TL02"):
        told = client.get(address).text
        assert f"({HERE})" in told
        assert f"({NEIGHBOUR})" not in told


def test_a_download_serves_nobody_but_the_one_it_was_made_for(house: House) -> None:
    real_world.add(house, Role.TASKFORCE, [NEIGHBOUR], email="other@example.org")
    theirs = Visitor("taskforce@example.org", Role.TASKFORCE, frozenset({HERE}))
    template = {"place": HERE, "quarter": "2026-Q3", "language": "en"}
    address = links.signed(house, "template.xlsx", visitor=theirs, **template)
    assert signed(house, "taskforce@example.org").get(address).status_code == 200
    assert signed(house, "other@example.org").get(address).status_code == 403
    assert browser(house).get(address).status_code == 401


def test_a_download_asks_for_the_rights_of_now_not_of_when_it_was_signed(house: House) -> None:
    boasting = Visitor("taskforce@example.org", Role.REVIEWER)
    asked = {"place": NEIGHBOUR, "quarter": "2026-Q3", "language": "en"}
    address = links.signed(house, "template.xlsx", visitor=boasting, **asked)
    assert signed(house, "taskforce@example.org").get(address).status_code == 403


def test_on_a_demo_there_is_nothing_to_sign_in_to(tmp_path: Path) -> None:
    demo = real_world.opened(tmp_path, DATABASE_URL="")
    client = browser(demo)
    assert client.get("/", headers=PAGE).text == "a page"
    assert client.get("/sign-in").headers["location"] == "/"
    assert client.post("/sign-in", data={}, headers=OWN).headers["location"] == "/"
    demo.engine.dispose()


def test_nothing_typed_is_in_the_log(house: House) -> None:
    client = browser(house)
    client.post("/sign-in", data={"email": "my password typed", "password": "secret words"}, headers=OWN)
    signed(house, "taskforce@example.org")
    with reading(house.engine) as connection:
        told = str(connection.execute(sa.select(audit)).all())
    assert not any(secret in told for secret in ("my password typed", "secret words", PASSWORD))


def test_who_takes_exact_figures_away_stands_in_the_log(house: House) -> None:
    theirs = Visitor("taskforce@example.org", Role.TASKFORCE, frozenset({HERE}))
    asked = {"indicator": "PRT-02", "quarter": "2026-Q3", "per": "", "language": "en", "as_of": ""}
    address = links.signed(house, "values.csv", visitor=theirs, **asked)
    assert signed(house, "taskforce@example.org").get(address).status_code == 200
    with reading(house.engine) as connection:
        newest = connection.execute(sa.select(audit).order_by(audit.c.id.desc()).limit(1)).mappings().one()
    assert (newest["actor"], newest["action"], newest["subject"]) == (theirs.email, "download", "PRT-02 2026-Q3")
    assert json.loads(newest["detail"]) == {"file": "values.csv", "indicator": "PRT-02"}
    before = len(logged(house))
    assert browser(house).get(address).status_code == 401
    assert len(logged(house)) == before
