"""The rules of the sentences on the two pages to take along: content, from `briefing/sentences.yaml`, and checked."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Mapping
from dataclasses import replace

from jsonschema import Draft202012Validator

from data.documents import Problem, read_document
from data.settings import SHIPPED, Overlay, content_file

FILE = "briefing/sentences.yaml"
TEMPLATE = SHIPPED / "briefing" / "briefing.typ"
"""How the two pages are laid out. It is given all words and numbers as data, and takes nothing from elsewhere."""
PROPOSAL = SHIPPED / "briefing" / "proposal.typ"
"""How a proposal is laid out, on one page."""


@functools.lru_cache(maxsize=8)
def sentence_rules(content: Overlay | None = None) -> tuple[Mapping[str, str], ...]:
    """The rules in their order, each with its keys as in the file; none where a ministry's own file is wrong."""
    return examine_sentences(content)[0]


def examine_sentences(
    content: Overlay | None = None, *, measures: Collection[str] | None = None
) -> tuple[tuple[Mapping[str, str], ...], tuple[Problem, ...]]:
    """Read the file: rules and no problem, or no rule and all problems.

    Args:
        content: a ministry's own content files, or None.
        measures: the measures that there are; None where nobody asks for them.
    """
    document = read_document(content_file(FILE, content), _validator())
    problems = [replace(problem, file=FILE) for problem in document.problems]
    if not problems and measures is not None:
        problems = [
            Problem(FILE, f"sentences[{number}]", f"no measure has the code {rule[key]}")
            for number, rule in enumerate(document.says["sentences"])
            for key in ("measure", "beside")
            if key in rule and rule[key] not in measures
        ]
    return (() if problems else tuple(document.says["sentences"])), tuple(problems)


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "briefing.schema.json").read_text("utf-8")))
