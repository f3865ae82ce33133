"""Running the checks: the folder `checks` is listed, nothing is registered.

A stage runs to its end; the next runs only if none of its findings says stop.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable
from typing import Protocol, cast

from data.intake import checks
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage, few_questions


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
        for each in all_checks().values():
            if each.STAGE is stage:
                findings += each.check(sheet, context)
        if any(found.severity is Severity.STOP for found in findings):
            break
    return few_questions(findings)
