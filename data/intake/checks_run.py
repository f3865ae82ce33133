"""Running the checks: the folder `checks` is listed, nothing is registered.

A stage runs to its end; the next runs only if none of its findings says stop. What a rule finds that is still being
tried is only noted.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import pkgutil
from collections.abc import Iterable
from typing import Protocol, cast

from data.intake import checks
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage, few_questions

TRIED = frozenset({Stage.ROWS, Stage.ACROSS})
"""The stages whose rules may be tried first: whether the form is ours and its cells can be read is never a trial."""


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
    """Run the stages in their order until one of them says stop."""
    findings: list[Finding] = []
    for stage in Stage:
        for code, each in all_checks().items():
            if each.STAGE is stage:
                findings += _told(each.check(sheet, context), code, each, context)
        if any(found.severity is Severity.STOP for found in findings):
            break
    return few_questions(findings)


def _told(found: Iterable[Finding], code: str, check: Check, context: Context) -> Iterable[Finding]:
    rule = context.catalogue.rules.get(code)
    today = context.today or dt.datetime.now(dt.UTC).date()
    if rule is None or check.STAGE not in TRIED or not rule.in_beta(today):
        return found
    return [each if each.severity is Severity.NOTE else each.noted() for each in found]
