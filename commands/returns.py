"""`template`, `check`, `file`, `receipt` and `withdraw`: the way of a return, from the empty form to its receipt."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import given
from commands.opening import opened
from data.model import Role, Visitor
from data.words import text

if TYPE_CHECKING:
    from data.intake.several import Brought
    from pages.parts.printed import Line

NOT_FILED = 1


def template(
    district: Annotated[str, typer.Option(help="The district's code.")],
    quarter: given.InQuarter,
    out: Annotated[Path, typer.Option(help="Where to write the workbook (.xlsx).")],
    language: given.OfForm = None,
    country: given.OfCountry = None,
) -> None:
    """Write the workbook of a district and quarter."""
    from data.intake.known import form_for
    from data.intake.template import template as draw

    with opened(country, writes=False) as house:
        form = form_for(
            house,
            place=given.district(house, district, given.quarter(quarter)),
            quarter=given.quarter(quarter),
            language=given.language(language or house.country.languages[0]),
        )
        given.write(out, draw(form))
    typer.echo(given.sentence("commands.template_written", file=out, core=len(form.layout.core_slots)))


def check(
    files: given.WorkbookFiles,
    summary: given.Summary = None,
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """Say what is wrong in workbooks, or zips of them, and write nothing. Exit status 1 if one could not be filed."""
    from data.intake import several
    from pages.parts.printed import examined

    lines = []
    with opened(country, writes=False) as house:
        brought = _brought(files)
        for each, found in zip(brought, several.each_examined(brought, house=house, visitor=None), strict=True):
            lines.append(examined(each.name, found, language))
            _print_examined(lines[-1], as_json)
    _write_summary(summary, lines, language)
    raise typer.Exit(NOT_FILED if any(line["verdict"] == "stop" for line in lines) else 0)


def file(
    by: Annotated[str, typer.Option(metavar="EMAIL", help="Who files: it stands in the receipt and the audit log.")],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", exists=True, dir_okay=False)] = None,
    answer: Annotated[list[str] | None, typer.Option(metavar="CODE=TEXT", help="An answer to a question.")] = None,
    nil: Annotated[bool, typer.Option("--nil", help="File that a district has nothing to report.")] = False,
    district: Annotated[str, typer.Option(help="The district of --nil.")] = "",
    quarter: Annotated[str, typer.Option(help="The quarter of --nil, like 2026-Q3.")] = "",
    summary: given.Summary = None,
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """File workbooks, or zips of them, each workbook in its own transaction. Exit status 1 if any was not filed."""
    from pages.parts.filing import file_each, file_nil

    wrong = [each for each in answer or [] if "=" not in each]
    if wrong or "@" not in by:
        raise typer.BadParameter(given.sentence("commands.answer_shape" if wrong else "commands.email_shape"))
    visitor = Visitor(by, Role.REVIEWER, office=text("commands.operator"))
    answers = dict(each.split("=", 1) for each in answer or [])
    if nil is bool(files) or nil is not bool(district and quarter):
        raise typer.BadParameter(given.sentence("commands.nil_shape"))
    with opened(country) as house:
        if nil:
            asked = given.quarter(quarter)
            place = given.district(house, district, asked)
            lines = [file_nil(house, place=place, quarter=asked, by=visitor, answers=answers, language=language)]
        else:
            brought = _brought(files or [])
            watching = sys.stderr.isatty() and len(brought) > 1
            filed = file_each(house, brought, by=visitor, answers=answers, language=language)
            with typer.progressbar(filed, length=len(brought), file=sys.stderr, hidden=not watching) as one_by_one:
                lines = list(one_by_one)
    for line in lines:
        _print_examined(line, as_json)
    _write_summary(summary, lines, language)
    raise typer.Exit(NOT_FILED if any(line["receipt"] is None for line in lines) else 0)


def receipt(
    code: Annotated[str, typer.Argument(metavar="CODE", help="As it stands on the receipt.")],
    file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Say whether this is the file that was filed.")
    ] = None,
    as_json: given.AsJson = False,
    country: given.OfCountry = None,
) -> None:
    """Say what was filed under a receipt and what became of it. Exit status 1: no such receipt, or another file."""
    from pages.parts import past_returns, printed_records

    digest = hashlib.sha256(file.read_bytes()).hexdigest() if file else None
    with opened(country, writes=False) as house:
        line = printed_records.receipt_line(past_returns.look_up(house, given.MINISTRY, code), digest)
    if as_json:
        typer.echo(json.dumps(line, ensure_ascii=False))
    else:
        for key, value in line.items():
            typer.echo(f"{key}\t{'' if value is None else value}")
    raise typer.Exit(NOT_FILED if line.get("same_file") is False else 0)


def withdraw(
    code: Annotated[str, typer.Argument(metavar="CODE", help="As it stands on the receipt.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence: it is kept with the return.")],
    by: Annotated[str, typer.Option(metavar="EMAIL", help="Who withdraws: it stands in the audit log.")],
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """Withdraw a return with a reason. It is kept; the revision before it counts again, if there is one."""
    from data.intake import receive

    if "@" not in by:
        raise typer.BadParameter(given.sentence("commands.email_shape"))
    with opened(country) as house:
        visitor = Visitor(by, Role.REVIEWER, office=text("commands.operator"))
        counts = receive.withdraw(code, house=house, by=visitor, reason=reason)
    if as_json:
        typer.echo(json.dumps({"withdrawn": code, "counts": counts}))
    else:
        key = "commands.withdrawn" if counts else "commands.withdrawn_alone"
        typer.echo(text(key, language, receipt=code, counts=counts or ""))


def _brought(files: Sequence[Path]) -> list[Brought]:
    from data.intake.several import brought

    return [each for path in files for each in brought(str(path), path.read_bytes())]


def _write_summary(path: Path | None, lines: Sequence[Line], language: str) -> None:
    if path is not None:
        from pages.parts import spreadsheets
        from pages.parts.summary_of_several import summary_of

        table = summary_of(lines, language)
        given.write(path, (spreadsheets.as_xlsx if path.suffix == ".xlsx" else spreadsheets.as_csv)(table))


def _print_examined(line: Line, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(line, ensure_ascii=False))
        return
    typer.echo(f"{line['file'] or line['district']}: {line['verdict']} {line.get('receipt') or ''}".rstrip())
    for found in line["findings"]:  # type: ignore[attr-defined]
        where = " ".join(part for part in (found["sheet"], found["cell"]) if part)
        typer.echo(f"  {found['severity']}  {where}: {found['message']}")
