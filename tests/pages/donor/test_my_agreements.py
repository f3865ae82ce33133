"""My agreements: a donor reads what is their own and what is public, and intends; the ministry confirms or declines."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from data.errors import BadAgreement, PersonalSentence
from data.funding.intentions import Answer
from data.model import Role
from data.store import frames, ledger
from data.store.engine import reading, writing
from data.store.house import House
from data.words import text
from pages.parts import donor_desk
from pages.parts.words import escaped
from tests.data.store.test_intentions import INTENTION, SAID
from tests.data.store.test_ledger import AT, GRANT
from tests.pages import rights_world
from tests.pages.test_rights_matrix import every_word, opened

DONOR = "../donor/my_agreements.py"
MINISTRY = "../ministry/agreements.py"


@pytest.fixture
def house(released_house: House) -> House:
    return released_house


def register(house: House) -> list[str]:
    with reading(house.engine) as connection:
        return sorted(frames.facility_register(connection)["code"])


def agree(house: House, **said: object) -> None:
    agreement = dataclasses.replace(GRANT, facility=register(house)[0], **said)
    reviewer = rights_world.visitor(house, Role.REVIEWER)
    with writing(house.engine) as connection:
        ledger.keep(connection, agreement, reason="", by=reviewer, at=AT, country=house.country)


def press(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == text(label)).click().run()


def test_a_donor_reads_their_own_with_the_centre_as_it_is_released_and_nobody_elses(house: House) -> None:
    donor = rights_world.visitor(house, Role.DONOR)
    agree(house, code="MINE", donor=donor.email.upper(), place=register(house)[0].rpartition("-")[0])
    agree(house, code="OTHERS", donor="other@example.org")
    own = donor_desk.own(house, donor)
    assert [each.code for each in own.agreements] == ["MINE"]
    assert own.agreements[0].facility not in (None, *register(house))
    assert own.agreements[0].place == own.agreements[0].facility.partition("-")[0]
    assert own.others == ()
    looking = dataclasses.replace(donor, email="reviewer@example.org", previews=True)
    assert donor_desk.own(house, looking).agreements == ()


def test_of_a_centre_that_is_not_released_a_donor_does_not_learn_whether_it_is_there(house: House) -> None:
    donor, told = rights_world.visitor(house, Role.DONOR), []
    for code in (register(house)[0], "32.02-C99"):
        with pytest.raises(BadAgreement) as refused:
            donor_desk.intend(house, donor, dataclasses.replace(INTENTION, facility=code))
        told.append([(each.key, each.field) for each in refused.value.faults])
    assert told == [[("unknown_facility", "facility")]] * 2


def test_an_intention_goes_from_the_donor_to_the_ledger_and_back(
    house: House, cookie: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    donor = rights_world.visitor(house, Role.DONOR)
    agree(house, code="MINE", donor=donor.email)
    app = opened(Role.DONOR, house, cookie, monkeypatch)
    app.switch_page(DONOR).run()
    assert not app.exception
    assert escaped("MINE") in every_word(app)
    assert register(house)[0] not in every_word(app)
    app.session_state["new_intention"] = True
    app.run()
    press(app, "intentions.record")
    assert {each.value.partition(":")[0] for each in app.error} == {
        text(f"ledger.columns.{name}") for name in ("amount", "starts_on", "ends_on")
    }
    app.number_input(key="intention_amount").set_value(250_000.0)
    app.text_input(key="intention_currency").set_value("usd")
    app.date_input(key="intention_starts_on").set_value(dt.date(2027, 1, 1))
    app.date_input(key="intention_ends_on").set_value(dt.date(2027, 12, 31))
    app.text_area(key="intention_note").set_value("Call +62 812 3456 7890")
    press(app, "intentions.record")
    assert [each.value for each in app.error] == [text(PersonalSentence.key)]
    assert donor_desk.own(house, donor).intentions == ()
    app.text_area(key="intention_note").set_value("For a year")
    press(app, "intentions.record")
    assert not app.exception
    assert [each.value for each in app.success] == [text("intentions.recorded")]
    [recorded] = donor_desk.own(house, donor).intentions
    assert (recorded.intention.amount, recorded.intention.currency, recorded.answer) == (250_000.0, "USD", None)
    app.query_params["lang"] = "id"
    app.run()
    assert app.title[0].value == text("donor.title", "id")

    ministry = opened(Role.REVIEWER, house, cookie, monkeypatch)
    ministry.switch_page(MINISTRY).run()
    assert not ministry.exception
    key = f"answer_{recorded.id}_"
    ministry.session_state[f"{key}confirm_box"] = True
    ministry.run()
    press(ministry, "intentions.confirm")
    assert text("ledger.columns.evidence") in {each.value.partition(":")[0] for each in ministry.error}
    for name in ("code", "source", "evidence"):
        ministry.text_input(key=f"{key}{name}").set_value(SAID[name])
    ministry.date_input(key=f"{key}evidence_on").set_value(SAID["evidence_on"])
    press(ministry, "intentions.confirm")
    assert not ministry.exception
    own = donor_desk.own(house, donor)
    assert [each.answer for each in own.intentions] == [Answer.CONFIRMED]
    assert next((e.code, e.pledged, e.committed) for e in own.agreements) == ("D-1", 250_000.0, None)
