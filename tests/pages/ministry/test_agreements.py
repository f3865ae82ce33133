"""The page Agreements: one is entered, changed with a reason, and its history stands; leadership only reads it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.funding.vocabulary import Agreement, Revision
from data.model import Role, Visitor
from data.words import text
from pages.parts import agreement_list, ledger_desk, ledger_file, opened
from pages.parts.words import escaped
from tests.data.store.test_ledger import GRANT
from tests.pages import frame
from tests.pages.map_world import settle

PAGE = "../ministry/agreements.py"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    settle(monkeypatch, tmp_path)
    return frame.at_the_menu()


def fill(app: AppTest, mark: str, **said: object) -> None:
    for name, value in said.items():
        key = f"agreement_{mark}_{name}"
        found = [each for kind in ("text_input", "number_input", "date_input", "selectbox", "checkbox")
                 for each in app.get(kind) if each.key == key]  # fmt: skip
        found[0].set_value(value)


def kept(code: str) -> Agreement:
    return ledger_desk.history(opened.house(), Visitor("a@example.org", Role.LEADERSHIP), code)[-1].agreement


def test_an_agreement_is_entered_refused_changed_and_its_history_stands(shell: AppTest) -> None:
    app = shell.switch_page(PAGE).run()
    assert not app.exception
    assert [each.value for each in app.info] == [text("ledger.none")]
    assert not app.get("number_input")  # the form is sent to whoever opens it
    app.session_state["entering_"] = True
    app.run()
    assert app.button(key="agreement__keep").disabled
    day = dt.date(2026, 6, 1)
    app.text_input(key="agreement_new_code").set_value("G-12")
    fill(app, "", source="Partner A", source_kind="donor", currency="USD", committed=1000.0, evidence="Letter 12")
    fill(app, "", evidence_on=day, tranche0_amount=2000.0, tranche0_due_on=dt.date(2026, 12, 1), public=True)
    fill(app, "", place="TLS")
    app.run()
    fill(app, "", place_within_TLS="TL01")
    app.button(key="agreement__keep").click().run()
    fields = {each.value.partition(":")[0] for each in app.error}
    assert fields == {text("ledger.columns.signed_on"), text("ledger.columns.committed")}
    fill(app, "", signed_on=day, tranche0_amount=600.0)
    app.run()
    app.button(key="agreement__keep").click().run()
    assert not app.exception
    assert [each.value for each in app.success] == [text("ledger.kept", code="G-12")]
    assert (app.text_input(key="agreement_new_code").value, app.text_input(key="agreement__source").value) == ("", "")
    [told] = app.table[0].value[text("ledger.columns.code")]
    assert told.startswith(f"{escaped('G-12')}  \n:gray[Partner A]")
    assert kept("G-12").place == "TL01"

    app.selectbox(key="agreement").set_value("G-12").run()
    app.session_state["entering_G-12"] = True
    app.run()
    fill(app, "G-12", committed=1500.0)
    app.run()
    assert app.button(key="agreement_G-12_keep").disabled
    fill(app, "G-12", reason="A second part was signed.")
    app.run()
    app.button(key="agreement_G-12_keep").click().run()
    assert not app.exception
    history = app.table[-1].value
    assert list(history[text("ledger.show_columns.why")]) == ["A second part was signed.", ""]
    assert "1,000 → 1,500" in history[text("ledger.show_columns.what")].iloc[0]

    other = dataclasses.replace(kept("G-12"), source="Partner B")
    fill(app, "G-12", spent=1.0, spent_on=day, reason="Mine")
    app.run()
    ledger_desk.keep(opened.house(), Visitor("b@example.org", Role.REVIEWER), other, reason="Meanwhile")
    app.button(key="agreement_G-12_keep").click().run()
    moment = re.escape(text("ledger.changed_meanwhile", code="G-12", moment="-")).replace(r"\-", ".*")
    assert [bool(re.fullmatch(moment, each.value)) for each in app.error] == [True]
    assert kept("G-12") == other
    app.button(key="agreement_G-12_afresh").click().run()
    assert (app.text_input(key="agreement_G-12_source").value, list(app.warning)) == ("Partner B", [])
    fill(app, "G-12", reason="Mine again", tranches=2)
    app.run()
    fill(app, "G-12", tranche1_received=5.0)
    app.run()
    app.button(key="agreement_G-12_keep").click().run()
    assert {each.value.partition(":")[0] for each in app.error} == {
        text(f"ledger.columns.{name}") for name in ("tranche", "received_on")
    }
    assert kept("G-12") == other

    app.query_params["as"] = Role.LEADERSHIP
    app.query_params["lang"] = "id"
    app.switch_page(PAGE).run()
    assert not app.exception
    assert not app.get("number_input")
    assert not app.expander
    leader = Visitor("a@example.org", Role.LEADERSHIP)
    file = ledger_file.table(opened.house(), leader, "en", today=dt.date(2026, 12, 1))
    [row] = [dict(zip(ledger_file.FIELDS, each, strict=True)) for each in file.rows]
    names = ("code", "source", "source_kind", "committed", "signed_on", "received", "public")
    assert [row[name] for name in names] == [
        "G-12",
        "Partner B",
        text("ledger.options.donor"),
        1500.0,
        "2026-06-01",
        None,
        text("ledger.said_yes"),
    ]
    assert app.title[0].value == text("ledger.title", "id")


def test_agreements_are_found_by_their_centre_and_kind_the_last_changed_first() -> None:
    day = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    known = [
        Revision(dataclasses.replace(GRANT, code=code, facility=centre), 1, day + dt.timedelta(number), "a", "")
        for number, (code, centre) in enumerate((("A", "1-C1"), ("B", "1-C2"), ("C", "1-C2")))
    ]
    centres = {"1-C1": "House Melati", "1-C2": "House Mawar"}
    found = {
        words: [each.agreement.code for each in agreement_list.sought(known, words, kinds, centres)]
        for words, kinds in (("", ()), ("mawar house", ()), ("1-c1", (GRANT.source_kind,)), ("melati x", ()))
    }
    assert found == {"": ["C", "B", "A"], "mawar house": ["C", "B"], "1-c1": ["A"], "melati x": []}


def test_nobody_else_has_the_page(shell: AppTest) -> None:
    shell.query_params["as"] = Role.TASKFORCE
    shell.run()
    with pytest.raises(ValueError, match="Could not find"):
        shell.switch_page(PAGE)
