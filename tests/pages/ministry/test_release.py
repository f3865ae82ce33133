"""Release and History: a closed quarter is made, audited, looked at, published and read; how a figure moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Quarter, Role, Visitor
from data.store.house import House
from pages.parts import desk, opened, released_reporting, releasing
from tests.pages import frame, small_world
from tests.pages.small_world import NEWEST

REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The small world, whose newest quarter is accepted and closed."""
    for name, value in small_world.settings(tmp_path).items():
        monkeypatch.setenv(name, value)
    for name in ("DATABASE_URL", "LIMA_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    small_world.make(small_world.settings(tmp_path))
    here = opened.house()
    receipts = released_reporting.returns(here, NEWEST)["receipt"]
    desk.accept(here, REVIEWER, list(receipts))
    desk.close(here, REVIEWER, NEWEST, at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    yield here
    here.engine.dispose()


def open_page(name: str, **address: str) -> AppTest:
    return frame.opened(f"ministry/{name}", **address)


def told(app: AppTest) -> str:
    said = (*app.markdown, *app.error, *app.warning, *app.info, *app.success, *app.caption)
    return "\n".join(each.value for each in said).replace("\\", "")


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_a_quarter_is_made_looked_at_published_and_read(house: House) -> None:
    app = open_page("release")
    assert "would be in the release: 12 of 14" in told(app)
    assert not [each for each in app.button if each.key == "release_publish"]

    click(app, "release_make")
    assert "The audit found nothing" in told(app)
    assert "first release" in told(app)

    click(click(app, "release_publish"), "release_publish_now")
    assert "Release 1" in told(app)
    assert "has been released" in told(app)
    [published] = [each for each in releasing.overview(house, REVIEWER).releases if each.published]
    assert published.quarter == NEWEST


def test_the_quarter_after_the_newest_release_is_proposed_else_the_oldest(house: House) -> None:
    other = Quarter(2026, 1)
    for quarter in (other, NEWEST - 1):
        desk.accept(house, REVIEWER, list(released_reporting.returns(house, quarter)["receipt"]))
        desk.close(house, REVIEWER, quarter, at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    app = open_page("release")
    assert app.selectbox(key="to_release").value == str(other)
    assert "Keep to this order" in told(app)

    releasing.publish(house, REVIEWER, releasing.make(house, REVIEWER, NEWEST - 1).id)
    assert open_page("release").selectbox(key="to_release").value == str(NEWEST)
    releasing.publish(house, REVIEWER, releasing.make(house, REVIEWER, NEWEST).id)
    app = open_page("release")
    assert app.selectbox(key="to_release").value == str(other)
    assert "Keep to this order" not in told(app)


def test_nobody_is_let_in_before_something_is_published(house: House) -> None:
    app = click(open_page("release"), "release_let_donor")
    assert app.error
    assert not releasing.overview(house, REVIEWER).let_in


def test_what_has_not_passed_cannot_be_published(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    made = releasing.make(house, REVIEWER, NEWEST)
    assert made.passed
    monkeypatch.setattr("data.store.releases.Release.passed", property(lambda _: False))
    app = open_page("release")
    assert not [each for each in app.button if each.key == "release_publish"]
    assert "The audit found something" in told(app)


def test_the_history_tells_revisions_beside_releases(house: House) -> None:
    made = releasing.make(house, REVIEWER, NEWEST)
    releasing.publish(house, REVIEWER, made.id)
    app = open_page("history", place="TL01", quarter=str(NEWEST), indicator="PRT-02")
    [steps] = app.table
    rows = steps.value.to_dict("records")
    assert [row["What happened"].partition("  \n")[0] for row in rows] == [
        "Revision 1 was filed",
        "Revision 1 was accepted",
        "Release 1 was published",
    ]
    assert rows[0]["Exact figure"]
    assert not rows[0]["Released figure"]
    assert rows[2]["Released figure"]
    assert not rows[2]["Exact figure"]


def test_the_country_has_no_return_of_its_own(house: House) -> None:
    app = open_page("history", place=house.country.root.code, quarter=str(NEWEST), indicator="PRT-02")
    assert "Nothing of this quarter has been released yet" in told(app)
