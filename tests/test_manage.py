"""The operator's command line as people and scripts use it: what it prints, line by line, and how it ends."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from data.errors import NoReason, NotCounting, PersonalSentence, UnknownPlace, UnknownReceipt
from data.settings import read_settings
from data.store.house import House, open_house
from manage import app
from tests.as_program import manage
from tests.conftest import ROOT
from tests.data.intake import forms
from tests.data.intake.test_several import zipped

CENTRE = {"name": "Rumah Aman", "kind": "shelter", "operator": "ngo", "beds": 9, "residents": 4, "state": "open"}
MONEY = {"cash": 90_000_000, "monthly_cost": 30_000_000}
NO_PROSECUTION = dict.fromkeys(("PRO-01", "PRO-05", "PRO-07", "PRO-08", "PRO-09", "PRO-10"))
BY = ("--by", "officer@example.org")

Run = Callable[..., Result]
Workbook = Callable[..., str]


def command(var: Path) -> Run:
    """Call a command with this folder as `var`."""

    def call(*words: str, **environment: str) -> Result:
        known = {"LIMA_VAR": str(var), "COUNTRY": "", "DATABASE_URL": "", "LIMA_CONTENT": ""}
        return CliRunner().invoke(app, list(words), env=known | environment, catch_exceptions=False)

    return call


def writer(folder: Path, house: House) -> Workbook:
    """Write a workbook in which every core number is answered, and more is typed."""

    def write(name: str = "return.xlsx", **typed: object) -> str:
        path = folder / name
        path.write_bytes(forms.filled(forms.empty(house), forms.answered(house) | typed))
        return str(path)

    return write


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path_factory.mktemp("none"))})
    opened = open_house(settings, writes=False)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return command(tmp_path / "var")


@pytest.fixture
def workbook(tmp_path: Path, house: House) -> Workbook:
    return writer(tmp_path, house)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_template_writes_the_workbook_and_says_how_much_it_asks(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    district = ("--country", "IDN", "--district", "32.02", "--quarter", "2026-Q3")
    done = run("template", *district, "--language", "en", "--out", str(out))
    assert done.exit_code == 0
    assert "core cells" in done.stdout
    assert forms.opened(out.read_bytes()).sheetnames[:2] == ["Start", "1 Policy"]
    assert not (tmp_path / "var").exists()


def test_template_speaks_the_country_s_usual_language_unless_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    assert run("template", "--district", "32.02", "--quarter", "2026-Q3", "--out", str(out)).exit_code == 0
    assert forms.opened(out.read_bytes()).sheetnames[1] == "1 Kebijakan"


@pytest.mark.parametrize(("country", "district"), [("TLS", "TL01"), ("MYS", "MY-01")])
def test_the_other_countries_have_their_own_form(run: Run, tmp_path: Path, country: str, district: str) -> None:
    out = tmp_path / "form.xlsx"
    done = run("template", "--country", country, "--district", district, "--quarter", "2026-Q3", "--out", str(out))
    assert done.exit_code == 0
    [here] = lines(run("check", str(out), "--json", COUNTRY=country))
    assert (here["district"], [found["code"] for found in here["findings"]]) == (district, ["nothing_filled"])
    [elsewhere] = lines(run("check", str(out), "--json"))
    assert (elsewhere["district"], [f["code"] for f in elsewhere["findings"]]) == (None, ["other_country"])


def test_check_prints_one_object_a_file_and_writes_nothing(run: Run, workbook: Workbook, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 half a workbook")
    files = [workbook("good.xlsx"), workbook("bad.xlsx", **{"PRT-02": "seven"}), str(broken)]
    done = run("check", *files, "--json")
    assert done.exit_code == 1
    good, bad, unreadable = lines(done)
    assert good == {"file": files[0], "verdict": "clean", "district": "32.02", "quarter": "2026-Q3", "findings": []}
    assert (bad["verdict"], bad["district"], bad["quarter"]) == ("stop", "32.02", "2026-Q3")
    [finding] = bad["findings"]
    assert set(finding) == {"code", "severity", "sheet", "cell", "message"}
    assert (finding["code"], finding["severity"], finding["sheet"]) == ("not_a_number", "stop", "3 Protection")
    assert 'it says "seven"' in finding["message"]
    assert (unreadable["verdict"], unreadable["district"], unreadable["quarter"]) == ("stop", None, None)
    assert [(f["sheet"], f["cell"]) for f in unreadable["findings"]] == [(None, None)]
    assert not (tmp_path / "var").exists()


def test_check_ends_well_when_no_file_says_stop(run: Run, workbook: Workbook) -> None:
    done = run("check", workbook(**{"PRT-02": None}), "--json", "--language", "id")
    assert done.exit_code == 0
    [line] = lines(done)
    assert line["verdict"] == "ask"
    assert line["findings"][0]["message"].startswith("Angka ini diminta dari setiap kabupaten/kota")


def test_check_tells_people_in_plain_lines(run: Run, workbook: Workbook) -> None:
    path = workbook(**{"PRT-02": "seven"})
    said = run("check", path).stdout.splitlines()
    assert said[0] == f"{path}: stop"
    assert said[1].startswith("  stop  3 Protection ")


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "nowhere.xlsx"],
        ["check", "--json"],
        ["file", "nowhere.xlsx", *BY],
        ["template", "--district", "32.02", "--quarter", "Q3 2026", "--out", "x.xlsx"],
        ["template", "--district", "32.02", "--quarter", "2026-Q3", "--language", "xx", "--out", "x.xlsx"],
        ["values", "--indicator", "PRT-02", "--quarter", "2026-Q5"],
        ["values", "--indicator", "PRT-02", "--quarter", "2026-Q3", "--level", "village"],
        ["values", "--indicator", "PRT-02", "--quarter", "2026-Q3", "--audience", "press"],
        ["centres", "--quarter", "now"],
        ["centres", "--quarter", "2262-Q3"],
        ["centres", "--as-of", "9999-12-31"],
        ["centres", "--as-of", "1901-01-01"],
        ["centres", "--as-of", "2026-W39-1"],
        ["nothing-like-this"],
    ],
)
def test_wrong_usage_is_status_2(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(("by", "answer"), [("officer", "blank_cell=Lost"), ("a@example.org", "because")])
def test_file_wants_an_address_and_answers_with_codes(run: Run, workbook: Workbook, by: str, answer: str) -> None:
    assert run("file", workbook(), "--by", by, "--answer", answer).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["template", "--district", "99.99", "--quarter", "2026-Q3", "--out", "x"], "No place has the code 99.99."),
        (["values", "--indicator", "XXX-99", "--quarter", "2026-Q3"], "No indicator has the code XXX-99."),
    ],
)
def test_a_code_that_nobody_knows_is_one_sentence_and_status_2(tmp_path: Path, words: list[str], said: str) -> None:
    done = manage(*words, LIMA_VAR=str(tmp_path / "var"), COUNTRY="IDN")
    assert (done.status, done.stdout, done.stderr.strip()) == (2, "", said)


def test_a_wrong_installation_is_one_sentence(tmp_path: Path) -> None:
    settings = {"LIMA_VAR": str(tmp_path / "var"), "COUNTRY": "IDN", "LIMA_CONTENT": str(tmp_path / "nowhere")}
    done = subprocess.run(
        [sys.executable, "manage.py", "centres", "--quarter", "2026-Q3"],
        cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "LIMA_CONTENT" in done.stderr


def test_file_files_what_may_be_filed_and_says_what_was_not(run: Run, workbook: Workbook) -> None:
    files = [workbook("good.xlsx"), workbook("bad.xlsx", **{"PRT-02": "seven"})]
    done = run("file", *files, *BY, "--json")
    assert done.exit_code == 1
    good, bad = lines(done)
    keys = {"file", "verdict", "district", "quarter", "findings", "revision", "receipt", "replaces"}
    assert set(good) == set(bad) == keys
    assert (good["verdict"], good["revision"], good["replaces"]) == ("clean", 1, None)
    assert good["receipt"].startswith("32.02-2026-Q3-R1-")
    assert (bad["verdict"], bad["revision"], bad["receipt"], bad["replaces"]) == ("stop", None, None, None)


def test_file_again_gives_the_same_receipt_and_a_corrected_one_replaces(run: Run, workbook: Workbook) -> None:
    first = workbook("first.xlsx")
    [filed] = lines(run("file", first, *BY, "--json"))
    again = run("file", first, *BY, "--json")
    assert again.exit_code == 0
    assert lines(again) == [filed]
    corrected = run("file", workbook("second.xlsx", **{"PRT-02": 7}), *BY, "--json")
    assert corrected.exit_code == 0
    [second] = lines(corrected)
    assert (second["revision"], second["replaces"]) == (2, filed["receipt"])


def test_file_takes_answers_to_its_questions(run: Run, workbook: Workbook) -> None:
    asked = workbook(**{"PRT-02": None})
    unanswered = run("file", asked, *BY, "--json")
    assert unanswered.exit_code == 1
    assert lines(unanswered)[0]["receipt"] is None
    answered = run("file", asked, *BY, "--answer", "blank_cell=The register = lost in July.", "--json")
    assert answered.exit_code == 0
    assert lines(answered)[0]["revision"] == 1


def test_file_says_that_a_district_has_nothing_to_report_and_says_it_once(run: Run) -> None:
    asked = ("--nil", "--district", "32.02", "--quarter", "2026-Q3", *BY, "--json")
    done = run("file", *asked)
    assert done.exit_code == 0
    [line] = lines(done)
    assert (line["file"], line["verdict"], line["district"], line["revision"]) == (None, "clean", "32.02", 1)
    [again] = lines(run("file", *asked))
    assert again["receipt"] == line["receipt"]
    assert run("file", *asked[:1], *BY).exit_code == 2
    assert run("file", *BY).exit_code == 2
    with pytest.raises(UnknownPlace):
        run("file", "--nil", "--district", "32.99", "--quarter", "2026-Q3", *BY)


def test_receipt_says_what_was_filed_and_whether_a_file_is_the_one(run: Run, workbook: Workbook) -> None:
    path = workbook()
    [line] = lines(run("file", path, *BY, "--json"))
    [told] = lines(run("receipt", line["receipt"], "--json"))
    assert (told["district"], told["quarter"], told["revision"]) == ("32.02", "2026-Q3", 1)
    assert (told["standing"], told["counts_now"], told["reason"]) == ("counts", line["receipt"], None)
    assert told["sha256"] == hashlib.sha256(Path(path).read_bytes()).hexdigest()
    assert told["numbers"] > 20
    assert "same_file" not in told
    same = run("receipt", line["receipt"], "--file", path, "--json")
    assert (same.exit_code, lines(same)[0]["same_file"]) == (0, True)
    other = run("receipt", line["receipt"], "--file", workbook("other.xlsx", **{"PRT-02": 7}), "--json")
    assert (other.exit_code, lines(other)[0]["same_file"]) == (1, False)
    assert f"receipt\t{line['receipt']}" in run("receipt", line["receipt"]).output
    with pytest.raises(UnknownReceipt):
        run("receipt", "32.02-2026-Q3-R9-00000000")


def test_withdraw_takes_a_return_back_with_a_reason_and_the_one_before_counts_again(
    run: Run, workbook: Workbook
) -> None:
    [first] = lines(run("file", workbook("first.xlsx"), *BY, "--json"))
    [second] = lines(run("file", workbook("second.xlsx", **{"PRT-02": 7}), *BY, "--json"))
    reason = ("--reason", "The register of another district was sent.")
    done = run("withdraw", second["receipt"], *reason, *BY, "--json")
    assert lines(done) == [{"withdrawn": second["receipt"], "counts": first["receipt"]}]
    [told] = lines(run("receipt", second["receipt"], "--json"))
    assert (told["counts_now"], told["reason"]) == (first["receipt"], reason[1])
    alone = run("withdraw", first["receipt"], *reason, *BY, "--language", "id")
    assert (alone.exit_code, "Tidak ada laporan lain" in alone.output) == (0, True)
    with pytest.raises(NotCounting):
        run("withdraw", first["receipt"], *reason, *BY)
    with pytest.raises(UnknownReceipt):
        run("withdraw", "32.02-2026-Q3-R9-00000000", *reason, *BY)
    assert run("withdraw", first["receipt"], *reason, "--by", "somebody").exit_code == 2


def test_withdraw_wants_a_reason(run: Run, workbook: Workbook) -> None:
    [filed] = lines(run("file", workbook(), *BY, "--json"))
    with pytest.raises(NoReason):
        run("withdraw", filed["receipt"], "--reason", " ", *BY)
    with pytest.raises(PersonalSentence):
        run("withdraw", filed["receipt"], "--reason", "Telepon 0812-3456-7890", *BY)
    [told] = lines(run("receipt", filed["receipt"], "--json"))
    assert told["standing"] == "counts"


def test_a_zip_of_workbooks_is_taken_apart_and_one_bad_file_holds_up_no_other(
    run: Run, workbook: Workbook, tmp_path: Path
) -> None:
    good, bad = Path(workbook("good.xlsx")).read_bytes(), Path(workbook("bad.xlsx", **{"PRT-02": "seven"})).read_bytes()
    folder, summary = tmp_path / "all.zip", tmp_path / "summary.csv"
    folder.write_bytes(zipped({"bad.xlsx": bad, "west/good.xlsx": good}))
    checked = run("check", str(folder), "--json", "--summary", str(summary))
    assert checked.exit_code == 1
    names = [f"{folder}/bad.xlsx", f"{folder}/west/good.xlsx"]
    assert [(line["file"], line["verdict"]) for line in lines(checked)] == list(
        zip(names, ("stop", "clean"), strict=True)
    )
    rows = list(csv.reader(io.StringIO(summary.read_text("utf-8-sig"))))
    assert [row[0] for row in rows[-2:]] == names
    filed = run("file", str(folder), *BY, "--json", "--summary", str(tmp_path / "summary.xlsx"))
    assert [line["revision"] for line in lines(filed)] == [None, 1]
    assert (tmp_path / "summary.xlsx").read_bytes().startswith(b"PK")
    folder.write_bytes(b"no zip")
    [refused] = lines(run("check", str(folder), "--json"))
    assert (refused["file"], [found["code"] for found in refused["findings"]]) == (str(folder), ["unusable_zip"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, house: House) -> Run:
    """The commands on a database with one district's return: a centre whose money ends, a pillar with nothing."""
    folder = tmp_path_factory.mktemp("filled")
    told = {"PRT-01": 9, "PRT-02": 7, "PRT-13a": 5, "PRT-13b": 2, "PRT-14": 6, "PRT-04": "TB"}
    path = writer(folder, house)(**told, **NO_PROSECUTION, **{"nil|prosecution": "Yes", "facilities#1": CENTRE | MONEY})
    run = command(folder / "var")
    assert run("file", path, *BY).exit_code == 0
    return run


def values(run: Run, *words: str) -> dict[str, dict[str, Any]]:
    """The printed values by place, and by part where it has one."""
    done = run("values", "--quarter", "2026-Q3", "--audience", "ministry", "--json", *words)
    assert done.exit_code == 0, done.output
    found = lines(done)
    keys = {"place", "name", "value", "shown", "status", "reporting", "expected"}
    assert {frozenset(line) - {"part"} for line in found} == {frozenset(keys)}
    return {f"{line['place']} {line.get('part', '')}".strip(): line for line in found}


def test_values_of_districts_tell_reported_missing_and_not_expected_apart(filled: Run) -> None:
    found = values(filled, "--indicator", "PRT-02", "--level", "district")
    assert len(found) == 514
    assert (found["32.02"]["value"], found["32.02"]["status"]) == (7, "reported")
    assert (found["32.03"]["value"], found["32.03"]["status"]) == (None, "missing")
    assert found["32.02"]["name"] == "Kabupaten Sukabumi"
    assert values(filled, "--indicator", "PRT-04")["32.02"]["status"] == "not_expected"


def test_values_and_centres_are_told_as_they_were_known_on_a_day(filled: Run) -> None:
    yesterday = (dt.datetime.now(dt.UTC) - dt.timedelta(days=1)).date().isoformat()
    assert values(filled, "--indicator", "PRT-02", "--as-of", yesterday)["32.02"]["status"] == "missing"
    assert filled("centres", "--quarter", "2026-Q3", "--json").output
    assert not filled("centres", "--quarter", "2026-Q3", "--json", "--as-of", yesterday).output
    refused = filled("values", "--indicator", "PRT-02", "--quarter", "2026-Q3", "--as-of", "yesterday")
    assert refused.exit_code == 2
    assert "2026-09-30" in refused.output


def test_values_above_the_district_say_of_how_many_they_are(filled: Run) -> None:
    country = values(filled, "--indicator", "PRT-02", "--level", "country")["IDN"]
    assert (country["value"], country["status"], country["reporting"], country["expected"]) == (7, "reported", 1, 514)
    provinces = values(filled, "--indicator", "POL-01", "--level", "province")
    assert len(provinces) == 38
    assert (provinces["32"]["value"], provinces["32"]["reporting"], provinces["32"]["expected"]) == (1, 1, 27)
    assert (provinces["31"]["value"], provinces["31"]["status"], provinces["31"]["reporting"]) == (None, "missing", 0)


def test_values_of_an_indicator_with_parts_print_a_line_a_part(filled: Run) -> None:
    found = values(filled, "--indicator", "PRT-13", "--level", "country")
    assert [(key, line["value"]) for key, line in found.items()] == [("IDN PRT-13a", 5), ("IDN PRT-13b", 2)]
    assert values(filled, "--indicator", "PRT-13b", "--level", "country")["IDN"]["value"] == 2


def test_a_nil_pillar_is_nil_for_flows_and_missing_for_the_rest(filled: Run) -> None:
    flow = values(filled, "--indicator", "PRO-07")["32.02"]
    stock = values(filled, "--indicator", "PRO-10")["32.02"]
    assert (flow["value"], flow["status"]) == (0, "nil")
    assert (stock["value"], stock["status"]) == (None, "missing")


@pytest.mark.parametrize(("audience", "status"), [("taskforce:32.02", "reported"), ("taskforce:32.03", "withheld")])
def test_values_for_an_office_are_those_of_its_own_places(filled: Run, audience: str, status: str) -> None:
    done = filled("values", "--indicator", "PRT-02", "--quarter", "2026-Q3", "--audience", audience, "--json")
    assert next(line["status"] for line in lines(done) if line["place"] == "32.02") == status
    centres = filled("centres", "--quarter", "2026-Q3", "--audience", audience, "--json")
    assert len(lines(centres)) == (status == "reported")
    with pytest.raises(UnknownPlace):
        filled("values", "--indicator", "PRT-02", "--quarter", "2026-Q3", "--audience", "taskforce:99.99")


@pytest.mark.parametrize("audience", ["donor", "public"])
def test_values_for_others_are_not_there_before_a_release(run: Run, audience: str) -> None:
    done = run("values", "--indicator", "PRT-02", "--quarter", "2026-Q3", "--audience", audience, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "not yet" in done.stderr.lower()


def test_centres_are_printed_with_the_month_in_which_their_money_ends(filled: Run) -> None:
    done = filled("centres", "--quarter", "2026-Q3", "--json")
    assert done.exit_code == 0
    [line] = lines(done)
    assert (line["facility"], line["place"], line["beds"], line["currency"]) == ("32.02-C1", "32.02", 9, "IDR")
    assert (line["burn"], line["cash_out_month"], line["status"]) == (30_000_000, "2027-01", "AT_RISK")
    assert lines(filled("centres", "--quarter", "2026-Q2", "--json")) == []


def test_centres_are_printed_as_they_stand_on_any_day(filled: Run) -> None:
    [then] = lines(filled("centres", "--as-of", "2026-09-30", "--json"))
    [later] = lines(filled("centres", "--as-of", "2026-11-15", "--json"))
    assert (then["as_of"], then["sheet"], then["payments_from"]) == ("2026-09-30", "2026-Q3", "sheet")
    assert (later["sheet"], later["cash_out"], later["burn"]) == ("2026-Q3", then["cash_out"], then["burn"])
    assert later["cash"] == pytest.approx(then["cash"] - 1.5 * then["net_burn"])
    assert lines(filled("centres", "--as-of", "2026-06-30", "--json")) == []
    assert filled("centres", "--json").exit_code == 2


def test_a_file_of_funding_is_taken_in_whole_or_says_what_is_wrong(filled: Run, tmp_path: Path) -> None:
    head = "code,source,source_kind,currency,committed,signed_on,evidence,evidence_on"
    line = "A-1,Partner A,donor,IDR,900000000,2026-09-01,Letter 1,2026-09-01"
    file = tmp_path / "grants.csv"
    file.write_text(f"{head}\n{line.replace('IDR', 'rupiah')}\n", "utf-8")
    refused = filled("import-funding", str(file))
    assert (refused.exit_code, "grants D2: " in refused.output) == (1, True)
    file.write_text(f"{head}\n{line}\n", "utf-8")
    counts = {"changed": 0, "rates": 0, "costs": 0, "centres": 0, "wrong": 0}
    for words, told in (
        (["--check"], {"new": 1, "same": 0, "kept": False}),
        ([], {"new": 1, "same": 0, "kept": True}),
        ([], {"new": 0, "same": 1, "kept": True}),
    ):
        assert lines(filled("import-funding", str(file), "--json", *words)) == [counts | told]
