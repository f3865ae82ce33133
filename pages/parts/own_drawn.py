"""What of the page My agreements is drawn once and replayed."""

from __future__ import annotations

from pages.parts.drawing import own_money
from pages.parts.drawn import replayed

own = replayed(own_money.own)
others = replayed(own_money.others)
