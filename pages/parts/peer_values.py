"""What the peers of a district tell: the middle of their numbers, and of how many. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.model import Kind, Part
from metrics import peers
from metrics.shown import steps
from pages.parts.laid_out import Cell, together
from pages.parts.shown import PERCENT, Voice, fewer


def written(number: float, part: Part, voice: Voice, step: float) -> str:
    """The middle value; of released figures one below a step is only known to be below it."""
    if pd.isna(number):
        return voice.say("trends.too_few_peers")
    if number < step:
        return fewer(step, voice)
    if part.kind is Kind.RATIO:
        return voice.say("figures.percent", share=voice.number(number * PERCENT, 1))
    if part.unit == "money":
        return voice.money(number)
    return voice.number(number, 0 if float(number).is_integer() else 1)


def by_quarter(points: pd.DataFrame, part: Part, voice: Voice) -> Mapping[str, Cell]:
    """For each quarter the middle of the peers' numbers and how many told one; of a yes-no how many said yes.

    Args:
        points: columns `metrics.trend.POINTS` of one measure, of the peers.
        part: the measure.
        voice: in whose words.
    """
    if part.kind is Kind.YES_NO:
        told = points.groupby("quarter")["value"].agg(["sum", "count"])
        return {str(quarter): _yes(row["sum"], row["count"], voice) for quarter, row in told.iterrows()}
    step = steps(points).max()
    return {
        row["quarter"]: _middle(row["value"], row["reporting"], part, voice, step)
        for row in peers.middle(points).to_dict("records")
    }


def _yes(said: float, told: float, voice: Voice) -> Cell:
    if told < peers.FEWEST:
        return Cell(voice.say("trends.too_few_peers"))
    return Cell(together(voice.say("figures.said_yes", count=voice.number(said), of=voice.number(told))))


def _middle(number: float, told: int, part: Part, voice: Voice, step: float) -> Cell:
    text = written(number, part, voice, step)
    if pd.isna(number):
        return Cell(text)
    return Cell(together(f"{text} ({voice.number(told)})"), None if step > 0 and number < step else float(number))
