"""Running the checks: the folder `checks` is listed, nothing is registered.

Every check runs on what could be read, so that one upload tells everything: a check leaves out only what its own cells
do not say. A workbook that is not of this database and country, or of no known district and quarter, is the one
exception: what else it holds means nothing here. What a rule finds that is still being tried is only noted.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, cast

from data.intake import checks
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage, few_questions
from data.intake.history import History

TRIED = frozenset({Stage.ROWS, Stage.ACROSS})
"""The stages whose rules may be tried first: whether the form is ours and its cells can be read is never a trial."""


FOREIGN = frozenset({"other_country", "other_world", "unknown_district", "unknown_quarter"})
"""What these find makes the rest of a workbook meaningless here."""
UNSURE = frozenset({"other_district", "other_quarter", "code_and_name", "quarters_differ"})
"""What these find leaves open whose numbers they are, so that nothing known of a district is held against them."""


class Check(Protocol):
    """What every module of this folder offers."""

    __doc__: str
    STAGE: Stage
    SEVERITY: Severity

    def check(self, sheet: Entries, context: Context) -> Iterable[Finding]:
        """The findings of the rule."""


@functools.cache
def all_checks() -> dict[str, Check]:
    """Every check by its code."""
    return {
        found.name: cast(Check, importlib.import_module(f"{checks.__name__}.{found.name}"))
        for found in pkgutil.iter_modules(checks.__path__)
    }


def run(sheet: Entries, context: Context) -> list[Finding]:
    """Run every check, each on what its cells say."""
    findings = _stage(Stage.IDENTITY, sheet, context)
    codes = {each.code for each in findings}
    if codes & FOREIGN:
        return findings
    if codes & UNSURE:
        context = replace(context, history=History(), register={}, whose_is_sure=False)
        sheet = Entries(sheet.reading, context)
    for stage in list(Stage)[1:]:
        findings += _stage(stage, sheet, context)
    return few_questions(_once(findings))


def _once(findings: list[Finding]) -> list[Finding]:
    """Ask nothing about a cell that has to be put right anyway: the question may have the same cause."""
    wrong = {(each.sheet, each.cell) for each in findings if each.severity is Severity.STOP and each.cell}
    return [each for each in findings if each.severity is not Severity.ASK or (each.sheet, each.cell) not in wrong]


def _stage(stage: Stage, sheet: Entries, context: Context) -> list[Finding]:
    checks_of_it = [(code, each) for code, each in all_checks().items() if each.STAGE is stage]
    return [found for code, each in checks_of_it for found in _told(each.check(sheet, context), code, each, context)]


def _told(found: Iterable[Finding], code: str, check: Check, context: Context) -> Iterable[Finding]:
    rule = context.catalogue.rules.get(code)
    today = context.today or dt.datetime.now(dt.UTC).date()
    if rule is None or check.STAGE not in TRIED or not rule.in_beta(today):
        return found
    return [each if each.severity is Severity.NOTE else each.noted() for each in found]
