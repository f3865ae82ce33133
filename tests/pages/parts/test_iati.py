"""The activity file: its order, told here; and the standard's own schema, where LIMA_IATI_SCHEMA names its folder.

The schema's files (iati-activities-schema.xsd and those beside it) are not part of Lima.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from data.countries import load_country
from data.funding.vocabulary import SHARED, AgreedTranche, ExchangeRate, Instrument, SourceKind
from data.model import Quarter
from metrics.centre import Position, Risk
from metrics.funding import outlook
from pages.parts import iati, own_money
from pages.parts.own_money import Known
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from tests.data.store.test_ledger import GRANT

TODAY = dt.date(2026, 11, 22)
COUNTRY = load_country("TLS")
ORDER = (
    *("iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status"),
    *("activity-date", "recipient-country", "location", "sector", "planned-disbursement", "transaction"),
    "related-activity",
)
SHELTER = "TL-12345678"
SECRET = dataclasses.replace(GRANT, code="S-1", facility=SHELTER, source="donor", place="TL", evidence="", link="")
PART = dataclasses.replace(
    GRANT,
    code="A-1a",
    parent="A-1",
    facility=None,
    pillar=SHARED,
    place="TL06",
    source="Partner <A> & \x0bcompany",
    source_kind=SourceKind.FOUNDATION,
    instrument=Instrument.DONATION,
    spent=12.345,
    spent_on=dt.date(2026, 10, 1),
    starts_on=dt.date(2026, 7, 1),
    ends_on=dt.date(2026, 10, 31),
    cancelled_on=None,
    tranches=(AgreedTranche(amount=100.0, received=100.0, received_on=dt.date(2026, 7, 2)),),
)


def centre(code: str = SHELTER, name: str = "") -> Centre:
    position = Position("USD", 900.0, 300.0, beds=4, residents=0.0, sheet_quarter=Quarter(2026, 3))
    ahead = outlook(position, (), as_of=Quarter(2026, 3).last_day)
    return Centre(code, name, "shelter", "", COUNTRY.root, position, (), ahead, step=5.0)


def known(language: str = "en") -> Known:
    rate = ExchangeRate(currency="EUR", in_currency="USD", dated=TODAY, rate=1.1, source="Bank")
    return Known(
        own=(GRANT, PART),
        others=(SECRET,),
        rates=(rate,),
        centres={SHELTER: centre(), GRANT.facility or "": centre("TL06-C1", "House")},
        places=COUNTRY.places,
        as_of=TODAY,
        fiscal_year_start=1,
        voice=Voice(language, "USD"),
    )


def made(language: str = "en") -> bytes:
    at = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    return iati.activities(known(language), COUNTRY, citation="Release 2 of Q3 2026 -- first", made_at=at)


def test_every_agreement_is_an_activity_with_its_elements_in_the_order_of_the_standard() -> None:
    root = Xml.fromstring(made())  # noqa: S314 - our own file
    assert (root.tag, root.get("version"), root.get("generated-datetime")) == (
        "iati-activities",
        "2.03",
        "2026-11-22T12:00:00Z",
    )
    found = {each.findtext("iati-identifier"): each for each in root.iter("iati-activity")}
    assert list(found) == ["LIMA-TLS-A-1", "LIMA-TLS-A-1a", "LIMA-TLS-S-1"]
    for each in found.values():
        tags = [child.tag for child in each]
        assert [tag for tag in ORDER if tag in tags] == list(dict.fromkeys(tags))
        assert each.find("recipient-country").get("code") == "TL"
    first, part, secret = found.values()
    paid = [
        (each.find("transaction-type").get("code"), each.findtext("value"), each.find("value").get("currency"))
        for each in first.iter("transaction")
    ]
    assert paid == [("13", "120", "USD"), ("11", "100", "USD"), ("1", "60", "USD")]
    assert [each.findtext("value") for each in first.iter("planned-disbursement")] == ["40"]
    assert [each.find("activity-status").get("code") for each in found.values()] == ["2", "4", "2"]
    assert part.find("related-activity").attrib == {"ref": "LIMA-TLS-A-1", "type": "1"}
    assert part.findtext("title/narrative") == f"Partner <A> & company: Several pillars, {COUNTRY.places['TL06'].name}"
    assert [each.findtext("value") for each in part.iter("transaction")][-1] == "12.35"
    assert "TL06" not in Xml.tostring(secret, encoding="unicode")


def test_what_came_pays_months_of_the_centre_unless_it_came_in_kind() -> None:
    paid = AgreedTranche(amount=100.0, received=100.0, received_on=dt.date(2026, 7, 2))
    money = dataclasses.replace(GRANT, committed=100.0, tranches=(paid,))
    goods = dataclasses.replace(money, instrument=Instrument.IN_KIND)
    rows = own_money.paid(dataclasses.replace(known(), own=(money, goods))).rows
    assert [row[-1].number for row in rows] == [1.0, None]


def test_of_a_confidential_centre_the_file_tells_kind_and_code_and_no_residents() -> None:
    said = made().decode()
    assert SHELTER in said
    assert "residents" not in said
    assert own_money.centres(known()).rows[0][5].text == "<5"
    assert centre().ahead.risk is not Risk.UNKNOWN


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_file_is_one_of_the_standard(language: str) -> None:
    folder = os.environ.get("LIMA_IATI_SCHEMA", "")
    if not folder:
        pytest.skip("LIMA_IATI_SCHEMA does not name the folder of the standard's schema")
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(str(Path(folder) / "iati-activities-schema.xsd"))
    schema.validate(io.BytesIO(made(language)))
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema.validate(io.BytesIO(made(language).replace(b"<title>", b"<titel>").replace(b"</title>", b"</titel>")))
