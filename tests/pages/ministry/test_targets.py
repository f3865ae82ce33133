"""The page Targets and proofs: the ministry changes its plan with a reason; nobody else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Role
from data.words import text
from tests.pages import frame
from tests.pages.map_world import page, settle

PLAN = "pan-2026-2030"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    settle(monkeypatch, tmp_path)
    app = frame.at_the_menu()
    app.query_params["plan"] = PLAN
    return app


def test_a_target_and_a_proof_are_kept_with_their_reasons_and_stand_on_the_page_plan(shell: AppTest) -> None:
    app = shell.switch_page("../ministry/targets.py").run()
    assert app.button(key="plan_set").disabled
    app.selectbox(key="plan_measure").set_value("PRO-07")
    app.selectbox(key="plan_year").set_value("2026")
    app.number_input(key="plan_value").set_value(40)
    app.text_input(key="plan_target_reason").set_value("Agreed in the yearly meeting.").run()
    app.button(key="plan_set").click().run()
    app.text_input(key="plan_document").set_value("National Plan of Action")
    app.text_input(key="plan_number").set_value("Resolution 12")
    app.text_input(key="plan_proof_reason").set_value("Published in the journal.").run()
    app.button(key="plan_prove").click().run()
    assert not app.exception
    assert [each.value for each in app.error] == []
    reasons = list(app.table[-1].value[text("plan.columns.why")])
    assert sorted(reasons) == ["Agreed in the yearly meeting.", "Published in the journal."]
    shown = page("plan", plan=PLAN, **{"as": Role.LEADERSHIP})
    cells = "\n".join(table.value.to_csv() for table in shown.table)
    assert "40 in all by 2026" in cells
    assert "National Plan of Action, Resolution 12" in cells


def test_a_share_is_entered_in_percent_and_more_than_all_is_refused(shell: AppTest) -> None:
    app = shell.switch_page("../ministry/targets.py").run()
    app.selectbox(key="plan_measure").set_value("POL-01").run()
    assert app.number_input(key="plan_value").label == text("plan.value_percent")
    app.number_input(key="plan_value").set_value(140)
    app.text_input(key="plan_target_reason").set_value("A slip.").run()
    app.button(key="plan_set").click().run()
    assert [each.value for each in app.error] == [text("plan.bad_change")]


def test_nobody_else_has_the_page(shell: AppTest) -> None:
    shell.query_params["as"] = Role.LEADERSHIP
    shell.run()
    with pytest.raises(ValueError, match="Could not find"):
        shell.switch_page("../ministry/targets.py")
