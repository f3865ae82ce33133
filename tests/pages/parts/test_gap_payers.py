"""Who pays for the same: told of places, and never of money whose place is not told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from metrics.money import Far
from pages.parts import gap_payers
from pages.parts.gap_source import NOT_SAID, GapSource
from pages.parts.shown import Voice


def paid(place: str, payer: str, amount: float = 10.0, far: Far = Far.PAID) -> Any:
    return SimpleNamespace(
        place=place, payer=payer, amount=amount, far=far, agreement=SimpleNamespace(currency="USD", pillar="protection")
    )


def source(*moneys: Any) -> GapSource:
    voice = Voice("en", "USD")
    return cast(
        GapSource,
        SimpleNamespace(
            moneys=moneys,
            voice=voice,
            rates=SimpleNamespace(told=lambda amount, currency: amount),
            place_of=lambda each: each.place,
            pillar_of=lambda each: each.agreement.pillar,
            payer=lambda each: each.payer,
            place=lambda code: code or "place not told",
            money=voice.money,
        ),
    )


def test_several_payers_are_told_of_a_place_and_not_of_money_whose_place_is_not_told() -> None:
    found = source(
        paid("TL06", "one"),
        paid("TL06", "other", far=Far.COMMITTED),
        paid("TL03", "one"),
        paid("TL03", "other", far=Far.PLEDGED),
        paid(NOT_SAID, "one"),
        paid(NOT_SAID, "other"),
    )
    assert gap_payers.several(found) == [("TL06", "protection", 2)]
    payers = gap_payers.payers_of(found)
    cells = [gap_payers.payers_cell(found, place, payers[place, "protection"]) for place in ("TL06", "TL03", NOT_SAID)]
    assert [cell.text for cell in cells] == ["●● 2 · USD 20", "1 · USD 10", "2 · USD 20"]
