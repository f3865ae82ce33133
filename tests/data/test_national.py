"""National figures: read from the country's folder, told with their problems, and asked for by a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.countries import examine_country
from data.model import Quarter
from data.national import examine_national, national_figures
from data.settings import Overlay

FIGURE = "- {figure: consular_returns, quarter: 2026-Q3, value: 41, source: 'List of the consulates, October 2026'}\n"


def written(folder: Path, says: str) -> Path:
    (folder / "countries" / "tls").mkdir(parents=True)
    (folder / "countries" / "tls" / "national.yaml").write_text(says, "utf-8")
    return folder


def test_a_country_without_national_figures_has_none() -> None:
    assert examine_national("TLS") == ((), ())


def test_a_ministry_enters_figures_with_their_source(tmp_path: Path) -> None:
    [found] = national_figures("TLS", Overlay(written(tmp_path, f"figures:\n{FIGURE}")))
    assert (found.figure, found.quarter, found.value) == ("consular_returns", Quarter(2026, 3), 41)
    assert found.source == "List of the consulates, October 2026"


@pytest.mark.parametrize(
    ("says", "key"),
    [
        ("figures:\n- {figure: consular_returns, quarter: 2026-Q3, value: 41}\n", "figures"),
        ("figures:\n- {figure: consular_returns, quarter: 2026, value: 41, source: The consulates}\n", "figures"),
        (f"figures:\n{FIGURE}{FIGURE}", "consular_returns"),
    ],
)
def test_a_figure_without_source_or_quarter_or_twice_is_a_problem_of_the_country(
    tmp_path: Path, says: str, key: str
) -> None:
    country, problems = examine_country("TLS", Overlay(written(tmp_path, says)))
    assert country is None
    assert [(each.file, each.key.partition("[")[0].partition(".")[0]) for each in problems] == [
        ("countries/tls/national.yaml", key)
    ]


def test_what_consulates_publish_is_held_against_the_returns_from_abroad() -> None:
    [against] = load_catalogue().rules["returns_from_abroad"].national
    assert (against.sum.tag, against.figure, against.within) == (
        "PRT-09|return_route|from_abroad",
        "consular_returns",
        0.1,
    )
