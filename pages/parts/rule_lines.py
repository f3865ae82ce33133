"""The lines of the page Checks: every rule that Lima follows, from the code, the rules' content and the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.intake.checks_run import TRIED, all_checks
from data.intake.findings import QUESTIONS, Stage
from data.model import Language
from data.rules import Gravity, Rule, numbers_by_rule, rulebook
from data.settings import Overlay
from data.words import text

ELSEWHERE = "place"
"""What a rule is said to do that does not speak of one return."""
SEVERITIES = ("stop", "ask", "note", ELSEWHERE)
ASKED_AT_MOST = QUESTIONS


@dataclass(frozen=True)
class RuleLine:
    """One rule as the page tells it.

    Attributes:
        name: of the check, or of the rule acting elsewhere.
        group: the stage at which it is looked at, or `nation`, or `label`.
        severity: one of `SEVERITIES`.
        rule, do: what must hold, and what to do where it does not.
        numbers: of the published rules that it follows.
        trial: the last day on which it only notes.
    """

    name: str
    group: str
    severity: str
    rule: str
    do: str
    numbers: tuple[str, ...]
    trial: dt.date | None = None

    def holds(self, words: Iterable[str]) -> bool:
        """Whether every word stands in it, small letters or capitals."""
        said = f"{self.rule} {self.do} {' '.join(self.numbers)}".casefold()
        return all(word.casefold() in said for word in words)


def rule_lines(rules: Mapping[str, Rule], language: Language, content: Overlay | None = None) -> list[RuleLine]:
    """Every rule, in the order in which a return is checked; then those of the whole country, and the labels.

    Args:
        rules: the content of the rules, by the name of their check.
        language: of the sentences.
        content: a ministry's own words.
    """
    numbers = numbers_by_rule()
    lines = []
    for name, check in sorted(all_checks().items(), key=lambda each: each[1].STAGE):
        trial = rules[name].beta_until if name in rules and check.STAGE in TRIED else None
        lines.append((name, check.STAGE.name.lower(), check.SEVERITY.value, trial))
    for published in rulebook().values():
        group = "label" if published.severity is Gravity.INFO else "nation"
        lines += [(name, group, ELSEWHERE, None) for name in published.elsewhere]
    order = [*(stage.name.lower() for stage in Stage), "nation", "label"]
    return [
        RuleLine(
            name=name,
            group=group,
            severity=severity,
            rule=text(f"checks.rules.{name}.rule", language, content),
            do=text(f"checks.rules.{name}.do", language, content),
            numbers=numbers.get(name, ()),
            trial=trial,
        )
        for name, group, severity, trial in sorted(lines, key=lambda line: order.index(line[1]))
    ]


def chosen(lines: Sequence[RuleLine], *, search: str, severity: str) -> list[RuleLine]:
    """The lines that hold every word looked for and are of a severity; every severity, if it is none of them."""
    words = search.split()
    return [line for line in lines if line.holds(words) and (severity not in SEVERITIES or line.severity == severity)]
