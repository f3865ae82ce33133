"""What programs read: by a token, with its person's rights, the kinds of nothing apart, hashtags as HXL has them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.model import Role, Status
from data.settings import read_settings
from data.store import api_tokens, people
from data.store.engine import data_version, reading, writing
from data.store.house import House, open_house
from data.store.returns import file_returns
from data.store.tables import audit as log
from pages.api import data_values
from pages.api.data_values import routes
from pages.parts import value_rows
from tests.data.intake import forms
from tests.data.store.world import new_return, total

NOW = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
OWN, NEIGHBOUR, SILENT = "TL01", "TL02", "TL03"
QUARTER = str(forms.QUARTER)
HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
"""HXL 1.1, tagging conventions: a hashtag and its attributes."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A real database: one district reports 7, another has nothing to report, one is not asked, the rest are silent."""
    url = f"sqlite:///{tmp_path / 'real.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    opened = open_house(read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path), "DATABASE_URL": url}))
    news = [
        new_return(OWN, total("PRT-02", 7), total("PRT-13a", 1), quarter=forms.QUARTER, ratios={}),
        new_return(NEIGHBOUR, total("PRT-02", 0, Status.NIL), quarter=forms.QUARTER, ratios={}),
        new_return("TL04", total("PRT-02", None, Status.NOT_EXPECTED), quarter=forms.QUARTER, ratios={}),
        new_return("TL05", total("PRT-02", 0), quarter=forms.QUARTER, ratios={}),
    ]
    with writing(opened.engine) as connection:
        file_returns(connection, news, country=opened.country)
        for email, role, places in (
            ("officer@example.org", Role.TASKFORCE, (OWN,)),
            ("reviewer@example.org", Role.REVIEWER, ()),
            ("admin@example.org", Role.ADMINISTRATOR, ()),
        ):
            people.add(
                connection, email=email, name="Somebody", role=role, places=places, language="en",
                country=opened.country, by="operator", at=NOW,
            )  # fmt: skip
    yield opened
    opened.engine.dispose()


def token(house: House, email: str) -> str:
    with writing(house.engine) as connection:
        return api_tokens.make(connection, email, label="script", by="operator", at=NOW)


def ask(house: House, email: str | None, path: str = "/api/values.json", **asked: object) -> Response:
    headers = {"Authorization": f"Bearer {token(house, email)}"} if email else {}
    with TestClient(Starlette(routes=routes(lambda: house))) as program:
        return program.get(path, params={"indicator": "PRT-02", "quarter": QUARTER} | asked, headers=headers)


def values(answer: Response) -> dict[str, dict[str, object]]:
    assert answer.status_code == 200, answer.text
    columns, hashtags, *rows = answer.json()
    assert len(columns) == len(hashtags)
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def test_missing_zero_nil_and_not_expected_are_four_different_things(house: House) -> None:
    found = values(ask(house, "reviewer@example.org"))
    assert {
        place: (found[place]["value"], found[place]["status"]) for place in (OWN, NEIGHBOUR, SILENT, "TL04", "TL05")
    } == {
        OWN: (7, "reported"),
        NEIGHBOUR: (0, "nil"),
        SILENT: (None, "missing"),
        "TL04": (None, "not_expected"),
        "TL05": (0, "reported"),
    }
    assert (found[OWN]["place_name"], found[OWN]["quarter"]) == (house.country.places[OWN].name, QUARTER)
    assert (found[OWN]["quarter_start"], found[OWN]["quarter_end"]) == ("2026-07-01", "2026-09-30")


def test_each_person_reads_what_is_theirs_and_the_rest_is_withheld(house: House) -> None:
    officer, admin = (values(ask(house, f"{who}@example.org")) for who in ("officer", "admin"))
    assert (officer[OWN]["value"], officer[OWN]["status"]) == (7, "reported")
    # Who has filed is no secret; what, is.
    assert {place: officer[place]["status"] for place in (NEIGHBOUR, "TL04", "TL05", SILENT)} == {
        NEIGHBOUR: "withheld", "TL04": "withheld", "TL05": "withheld", SILENT: "missing",
    }  # fmt: skip
    assert {row["value"] for place, row in officer.items() if place != OWN} == {None}
    assert {row["value"] for row in admin.values()} == {None}
    assert {row["status"] for row in admin.values()} == {"withheld", "missing"}
    assert values(ask(house, "officer@example.org", level="country"))["TLS"]["status"] == "withheld"
    assert values(ask(house, "officer@example.org", place=NEIGHBOUR))[NEIGHBOUR]["value"] is None


def test_without_a_token_that_holds_nothing_is_given(house: House) -> None:
    assert ask(house, None).status_code == 401
    given = token(house, "reviewer@example.org")
    with TestClient(Starlette(routes=routes(lambda: house))) as program:
        asked = {"indicator": "PRT-02", "quarter": QUARTER}

        def status(authorization: str) -> int:
            answer = program.get("/api/values.csv", params=asked, headers={"Authorization": authorization})
            assert (answer.status_code == 200) == ("TL01" in answer.text)
            return answer.status_code

        assert status(f"Bearer {given}") == status(f"bearer  {given} ") == 200
        for wrong in ("", "Bearer", "Bearer ", f"Basic {given}", f"Bearer {given}x", given):
            assert status(wrong) == 401
        assert program.get("/api/values.csv", params=asked | {"token": given}).status_code == 401
        refused = program.get("/api/values.csv", params=asked)
        assert refused.headers["www-authenticate"] == "Bearer"
        with writing(house.engine) as connection:
            people.disable(connection, "reviewer@example.org", by="operator", at=NOW)
        assert status(f"Bearer {given}") == 401


def test_a_demo_answers_everybody(tmp_path: Path) -> None:
    demo = open_house(read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path)}))
    assert values(ask(demo, None))[OWN]["status"] == "missing"
    with TestClient(Starlette(routes=routes(lambda: demo))) as program:
        wrong = program.get("/api/values.json", headers={"Authorization": "Bearer x"})
        assert wrong.status_code == 401
    demo.engine.dispose()


def test_the_hashtags_are_written_as_hxl_has_them_and_name_the_level(house: House) -> None:
    for level, area in (("district", "#adm1"), ("country", "#country")):
        _, hashtags, *_ = ask(house, "reviewer@example.org", level=level).json()
        assert hashtags[:2] == [f"{area}+code", f"{area}+name"]
        assert [tag for tag in hashtags if not HASHTAG.fullmatch(tag)] == []
        assert len(set(hashtags)) == len(hashtags)
        assert "#indicator+value+num" in hashtags


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_where_provinces_lie_between_the_district_is_the_second_level(house: House, tmp_path: Path) -> None:
    large = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path / "idn")}))
    for level, area in (("country", "#country"), ("province", "#adm1"), ("district", "#adm2")):
        assert ask(large, None, level=level).json()[1][0] == f"{area}+code"
    large.engine.dispose()


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_csv_says_the_same_and_runs_no_formula(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    as_json = ask(house, "reviewer@example.org").json()
    monkeypatch.setattr(
        data_values, "rows", lambda *_: [["=1+1", "@SUM(A1)", "-7", "\t=x", "ok", "", "a,b\n", -7.5, None]]
    )
    answer = ask(house, "reviewer@example.org", "/api/values.csv")
    columns, hashtags, [*cells] = csv.reader(io.StringIO(answer.text, newline=""))
    assert [columns, hashtags] == as_json[:2]
    assert cells == ["'=1+1", "'@SUM(A1)", "'-7", "'\t=x", "ok", "", "a,b\n", "-7.5", ""]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_several_may_be_asked_for_at_once(house: House) -> None:
    asked = {"indicator": "PRT-02,PRT-13", "quarter": [QUARTER, "2026-Q2"], "place": f"{OWN},{SILENT}"}
    _, _, *rows = ask(house, "reviewer@example.org", **asked).json()
    found = {(row[0], row[2], row[5]): (row[7], row[9]) for row in rows}
    assert set(found) == {
        (p, q, m) for p in (OWN, SILENT) for q in (QUARTER, "2026-Q2") for m in ("PRT-02", "PRT-13a", "PRT-13b")
    }
    assert found[OWN, QUARTER, "PRT-13a"] == (1, "reported")
    assert found[OWN, "2026-Q2", "PRT-02"] == (None, "missing")
    names = {row[5]: row[6] for row in ask(house, "reviewer@example.org", indicator="PRT-13", lang="id").json()[2:]}
    assert names["PRT-13a"] != names["PRT-13b"]


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"indicator": ""}, "indicator"),
        ({"indicator": "XXX-99"}, "XXX-99"),
        ({"quarter": ""}, "quarter"),
        ({"quarter": "Q3"}, "quarter"),
        ({"level": "village"}, "level"),
        ({"level": "province"}, "level"),
        ({"place": "XX"}, "XX"),
        ({"place": "TLS"}, "TLS"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_not_understood_is_named(house: House, asked: dict[str, object], named: str) -> None:
    given = {"Authorization": f"Bearer {token(house, 'reviewer@example.org')}"}
    with TestClient(Starlette(routes=routes(lambda: house))) as program:
        parameters = {"indicator": "PRT-02", "quarter": QUARTER} | asked
        answer = program.get("/api/values.json", params=parameters, headers=given)
    assert answer.status_code == 400
    assert named in answer.json()["error"]


def test_who_took_which_figures_stands_in_the_log_and_changes_none(house: House) -> None:
    with reading(house.engine) as connection:
        before = data_version(connection)
    ask(house, "officer@example.org")
    with reading(house.engine) as connection:
        assert data_version(connection) == before
        newest = connection.execute(sa.select(log).order_by(log.c.id.desc()).limit(1)).one()
    assert (newest.actor, newest.action) == ("officer@example.org", "download")
    assert "PRT-02" in newest.detail
    assert "7" not in newest.detail.replace(QUARTER, "")


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_too_much_at_once_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    districts = len(house.country.districts(forms.QUARTER))
    monkeypatch.setattr(value_rows, "MOST_ROWS", districts)
    assert ask(house, "reviewer@example.org").status_code == 200
    assert ask(house, "reviewer@example.org", quarter=[QUARTER, "2026-Q2"]).status_code == 400
    assert ask(house, "reviewer@example.org", quarter=[QUARTER, "2026-Q2"], place=OWN).status_code == 200
