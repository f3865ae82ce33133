"""`manage.py content check`: what it finds in a ministry's own files, and what it says to scripts."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.content import check_content
from data.settings import SHIPPED
from manage import app


def own(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["content", "check", *arguments])


def test_a_copy_of_everything_shipped_has_no_problem(tmp_path: Path):
    for folder in ("indicators", "dimensions", "words"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    result = run(str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "")


COUNTRY = """
names: {en: Elsewhere, id: Negeri lain}
levels: {country: {en: country, id: negara}, district: {en: district, id: kabupaten}}
code_system: own
code_systems: {own: {en: Own codes, id: Kode sendiri}}
currency: USD
fiscal_year_start: 1
due_days: 20
languages: [en]
core: [PRT-02]
outline_source: {en: None, id: Tidak ada}
"""

NEVER_READ = "is never read; Lima reads indicators/, dimensions/, rules/, words/, countries/, instruments/"

PROBLEMS = {
    "folder misnamed": (
        "indicator/PRT-02.yaml",
        "pillar: protection",
        f"indicator/PRT-02.yaml: {NEVER_READ}",
    ),
    "ending misnamed": (
        "indicators/PRT-02.yml",
        "pillar: protection",
        f"indicators/PRT-02.yml: {NEVER_READ}",
    ),
    "dimension": (
        "dimensions/sex.yaml",
        "labels: {en: Sex, id: Jenis kelamin}",
        "dimensions/sex.yaml: items: is missing",
    ),
    "unknown sentence": (
        "words/id.yaml",
        "content: {cleen: Tidak ada masalah}",
        "words/id.yaml: content.cleen: no sentence of Lima has this key",
    ),
    "unknown gap": (
        "words/id.yaml",
        "content: {clean: '{pages} halaman diperiksa'}",
        "words/id.yaml: content.clean: {pages} is no gap of this sentence",
    ),
    "open gap": (
        "words/ms.yaml",
        "content: {clean: '{files fail diperiksa'}",
        "words/ms.yaml: content.clean: expected '}' before end of string",
    ),
    "no sentence": (
        "words/en.yaml",
        "content: {clean: 5}",
        "words/en.yaml: content.clean is not a sentence",
    ),
    "country without places": (
        "countries/xyz/country.yaml",
        COUNTRY,
        "countries/xyz/places.csv: is missing",
    ),
    "country": (
        "countries/xyz/country.yaml",
        COUNTRY.replace("due_days: 20", "due_days: soon"),
        "countries/xyz/country.yaml: due_days: 'soon' is not a whole number",
    ),
    "no words at all": ("words/en.yaml", "- a list", "words/en.yaml: is no list of keys and sentences"),
}


@pytest.mark.parametrize(("file", "text", "line"), PROBLEMS.values(), ids=PROBLEMS)
def test_each_problem_is_a_line_with_file_and_key(tmp_path: Path, file: str, text: str, line: str):
    own(tmp_path, file, text)
    result = run(str(tmp_path))
    assert (result.exit_code, result.stdout) == (1, line + "\n")


def test_a_new_unit_needs_a_label_and_may_bring_it(tmp_path: Path):
    indicator = (SHIPPED / "indicators/PRE-04.yaml").read_text("utf-8")
    own(tmp_path / "without", "indicators/PRE-04.yaml", indicator.replace("unit: villages", "unit: hamlets"))
    shutil.copytree(tmp_path / "without", tmp_path / "with")
    own(tmp_path / "with", "words/en.yaml", "units: {hamlets: hamlets}")
    assert [str(problem) for problem in check_content(tmp_path / "without")] == [
        "words/en.yaml: units.hamlets: is missing; PRE-04 is counted in it"
    ]
    assert check_content(tmp_path / "with") == ()


def test_a_countrys_core_indicators_must_exist(tmp_path: Path):
    own(tmp_path, "countries/xyz/places.csv", "code,name,level,parent\nX,Elsewhere,country,\nX.1,Here,district,X\n")
    own(tmp_path, "countries/xyz/country.yaml", COUNTRY)
    assert check_content(tmp_path) == ()
    own(tmp_path, "countries/xyz/country.yaml", COUNTRY.replace("core: [PRT-02]", "core: [PRT-02, PRT-92]"))
    assert [str(problem) for problem in check_content(tmp_path)] == [
        "countries/xyz/country.yaml: core: no indicator has the code PRT-92"
    ]


def test_what_is_nobodys_content_is_left_alone(tmp_path: Path):
    own(tmp_path, "README.md", "Our own files")
    own(tmp_path, ".git/config", "")
    assert check_content(tmp_path) == ()


def test_the_summary_is_for_people_and_in_their_language(tmp_path: Path):
    own(tmp_path, "words/id.yaml", "content: {clean: '{files} berkas, tidak ada masalah'}")
    result = run(str(tmp_path), "--language", "id")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "tidak ada masalah" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("no-such-folder",), (__file__,)])
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]):
    assert run(*arguments).exit_code == 2


def test_a_country_names_only_indicators_and_measures_that_there_are(tmp_path: Path):
    shutil.copytree(SHIPPED / "countries/tls", tmp_path / "countries/tls")
    file = tmp_path / "countries/tls/country.yaml"
    said = file.read_text("utf-8")
    assert "headline: [PRT-04" in said
    file.write_text(said.replace("- POL-01", "- POL-99").replace("headline: [PRT-04", "headline: [PRT-99"), "utf-8")
    assert [str(problem) for problem in check_content(tmp_path)] == [
        "countries/tls/country.yaml: core: no indicator has the code POL-99",
        "countries/tls/country.yaml: headline: no measure has the code PRT-99",
    ]
