"""A template stays good for its quarter, also after an upgrade: what was added since is missing, and nobody asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from data.intake import receive
from data.intake.layout import FORM_VERSION, READABLE, TAG_SHEET
from data.intake.template import template
from data.settings import SHIPPED, read_settings
from data.store import frames, tables
from data.store.engine import reading
from data.store.house import House, open_house
from tests.data.intake import forms
from tests.data.intake.test_receive import OFFICER

NEW, LIKE = "PRT-98", "PRT-02"


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[House]:
    """The same country after an upgrade: its catalogue has gained an indicator, which has become a core one."""
    content = tmp_path / "content"
    (content / "indicators").mkdir(parents=True)
    like = yaml.load((SHIPPED / "indicators" / f"{LIKE}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    like["names"] = {"en": "Something that is asked since", "id": "Sesuatu yang ditanyakan sejak itu"}
    (content / "indicators" / f"{NEW}.yaml").write_text(yaml.safe_dump(like, allow_unicode=True), "utf-8")
    settings = {"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path / "var"), "LIMA_CONTENT": str(content)}
    opened = open_house(read_settings(settings))
    yield replace(opened, country=replace(opened.country, core=(*opened.country.core, NEW)))
    opened.engine.dispose()


def test_a_template_drawn_before_an_upgrade_is_accepted_after_it(house: House, upgraded: House) -> None:
    versions = {house.catalogue.version, upgraded.catalogue.version}
    assert len(versions) == 2
    assert all(version.isalpha() for version in versions)  # digits could be taken for somebody's number
    content = forms.filled(forms.empty(house), forms.answered(house) | {LIKE: 7})
    examined = receive.examine(content, house=upgraded, visitor=OFFICER, quarter=forms.QUARTER)
    assert (examined.verdict, examined.findings) == ("clean", ())
    receive.file(examined, house=upgraded, by=OFFICER)
    with reading(upgraded.engine) as connection:
        values = frames.values(connection, measures=[LIKE, NEW], quarters=[forms.QUARTER])
        [row] = connection.execute(sa.select(tables.returns)).mappings()
    assert values[["measure", "numerator"]].values.tolist() == [[LIKE, 7.0]]
    assert row["template_version"] == f"{FORM_VERSION}/{house.catalogue.version}"
    assert row["catalogue_version"] == upgraded.catalogue.version


def test_a_template_drawn_after_the_upgrade_asks_for_what_was_added(house: House, upgraded: House) -> None:
    drawn = template(forms.form(upgraded))
    content = forms.filled(drawn, forms.answered(house))
    examined = receive.examine(content, house=upgraded, visitor=OFFICER, quarter=forms.QUARTER)
    assert {(found.code, found.cell) for found in examined.findings} == {("blank_cell", forms.cell(drawn, NEW))}


@pytest.mark.parametrize("version", sorted(READABLE - {FORM_VERSION}))
def test_an_earlier_form_is_read_and_its_version_kept(house: House, version: str) -> None:
    book = forms.opened(forms.filled(forms.empty(house), forms.answered(house)))
    facts = {row[1].value: row[2] for row in book[TAG_SHEET].iter_rows(max_col=3) if row[0].value == "fact"}
    facts["form"].value, facts["catalogue"].value = version, "someone's own words"  # type: ignore[union-attr]
    examined = receive.examine(forms.saved(book), house=house)
    assert examined.verdict == "clean"
    assert examined.template_version == version
