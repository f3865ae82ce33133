"""The operator's command line: thin, every command calls one function of the house."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.errors import BadBoundaries, SetupError, UnknownIndicator, UnknownPlace, UserError, WrongDatabase
from data.model import Level, Quarter, Visitor
from data.settings import Settings, read_settings
from data.words import languages, text

if TYPE_CHECKING:
    from data.catalogue import Catalogue
    from data.intake.several import Brought
    from data.model import Part, Place
    from data.store.house import House
    from pages.parts.printed import Line

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def lima() -> None:
    """Lima, the monitor of a National Plan of Action against Trafficking in Persons."""


@app.command()
def serve() -> None:
    """Prepare the database and serve the pages, at HOST and PORT, until stopped."""
    from pages.api import start

    settings = read_settings()
    start.refuse_taken_port(settings.host, settings.port)
    typer.echo(text("launcher.preparing", country=settings.country, var=settings.var))
    prepare(settings)
    typer.echo(text("launcher.starting"))
    threading.Thread(target=_say_when_ready, args=(settings,), daemon=True).start()
    from streamlit_app import app as door

    door.run(config=start.server_options(settings.host, settings.port))


def prepare(settings: Settings) -> None:
    """Make everything that serving needs and that is not there yet."""
    from data.demo.state import is_filled
    from data.store.house import open_house

    house = open_house(settings)
    if settings.embedded and house.facts.demo and not is_filled(house):
        _fill_demo(house)
    house.engine.dispose()


def _fill_demo(house: House) -> None:
    """Fill in the demo world, saying how far it is: with a bar when a person watches, else a line a step."""
    from data.demo.filling import fill, steps_left

    typer.echo(text("demo.filling", country=house.country.iso3))
    if sys.stdout.isatty():
        with typer.progressbar(length=steps_left(house)) as bar:
            done = fill(house, progress=lambda quarter, done: bar.update(1))
    else:
        done = fill(house, progress=lambda quarter, done: typer.echo(text("demo.step", quarter=quarter, done=done)))
    typer.echo(text("demo.filled", returns=done))


def _say_when_ready(settings: Settings) -> None:
    from pages.api.start import address, wait_until_it_answers

    wait_until_it_answers(settings.host, settings.port)
    typer.echo(text("launcher.ready", address=address(settings.host, settings.port)))


WorkbookFiles = Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
OfCountry = Annotated[str | None, typer.Option("--country", help="ISO 3166 alpha-3 code; else COUNTRY, else IDN.")]
InQuarter = Annotated[str, typer.Option("--quarter", help="Like 2026-Q3.")]
Summary = Annotated[
    Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write a table of it too, as .xlsx or .csv.")
]
NOT_FILED, WRONG_USAGE = 1, 2


@app.command()
def demo(country: OfCountry = None) -> None:
    """Fill the embedded database with the demo world: twelve quarters of synthetic returns."""
    from data.demo.state import is_filled
    from data.store.house import open_house

    settings = _settings(country)
    if not settings.embedded:
        raise SetupError(text("demo.other_database"))
    house = open_house(settings)
    if not house.facts.demo:
        raise SetupError(text("demo.real_database", var=settings.var))
    if not is_filled(house):
        _fill_demo(house)
    else:
        typer.echo(text("demo.already", country=house.country.iso3))
    house.engine.dispose()


@app.command()
def template(
    district: Annotated[str, typer.Option(help="The district's code.")],
    quarter: InQuarter,
    out: Annotated[Path, typer.Option(help="Where to write the workbook (.xlsx).")],
    language: Annotated[str | None, typer.Option(help="The form's language; else the country's usual one.")] = None,
    country: OfCountry = None,
) -> None:
    """Write the workbook of a district and quarter."""
    from data.intake.known import form_for
    from data.intake.template import template as draw

    with _opened(country, writes=False) as house:
        form = form_for(
            house,
            place=_district(house, district, _quarter(quarter)),
            quarter=_quarter(quarter),
            language=_language(language or house.country.languages[0]),
        )
        out.write_bytes(draw(form))
    typer.echo(text("commands.template_written", file=out, core=len(form.layout.core_slots)))


@app.command()
def check(
    files: WorkbookFiles,
    summary: Summary = None,
    as_json: AsJson = False,
    language: str = "en",
    country: OfCountry = None,
) -> None:
    """Say what is wrong in workbooks, or zips of them, and write nothing. Exit status 1 if one could not be filed."""
    from data.intake import several
    from pages.parts.printed import examined

    spoken, lines = _language(language), []
    with _opened(country, writes=False) as house:
        brought = _brought(files)
        for each, found in zip(brought, several.each_examined(brought, house=house, visitor=None), strict=True):
            lines.append(examined(each.name, found, spoken))
            _print_examined(lines[-1], as_json)
    _write_summary(summary, lines, spoken)
    raise typer.Exit(NOT_FILED if any(line["verdict"] == "stop" for line in lines) else 0)


@app.command()
def file(
    by: Annotated[str, typer.Option(metavar="EMAIL", help="Who files: it stands in the receipt and the audit log.")],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", exists=True, dir_okay=False)] = None,
    answer: Annotated[list[str] | None, typer.Option(metavar="CODE=TEXT", help="An answer to a question.")] = None,
    nil: Annotated[bool, typer.Option("--nil", help="File that a district has nothing to report.")] = False,
    district: Annotated[str, typer.Option(help="The district of --nil.")] = "",
    quarter: Annotated[str, typer.Option(help="The quarter of --nil, like 2026-Q3.")] = "",
    summary: Summary = None,
    as_json: AsJson = False,
    language: str = "en",
    country: OfCountry = None,
) -> None:
    """File workbooks, or zips of them, each workbook in its own transaction. Exit status 1 if any was not filed."""
    from pages.parts.filing import file_each, file_nil

    wrong = [given for given in answer or [] if "=" not in given]
    if wrong or "@" not in by:
        raise typer.BadParameter(text("commands.answer_shape") if wrong else text("commands.email_shape"))
    visitor, spoken = Visitor(by, "ministry", office=text("commands.operator")), _language(language)
    answers = dict(given.split("=", 1) for given in answer or [])
    if nil is bool(files) or nil is not bool(district and quarter):
        raise typer.BadParameter(text("commands.nil_shape"))
    with _opened(country) as house:
        if nil:
            asked = _quarter(quarter)
            place = _district(house, district, asked)
            lines = [file_nil(house, place=place, quarter=asked, by=visitor, answers=answers, language=spoken)]
        else:
            brought = _brought(files or [])
            watching = sys.stderr.isatty() and len(brought) > 1
            filed = file_each(house, brought, by=visitor, answers=answers, language=spoken)
            with typer.progressbar(filed, length=len(brought), file=sys.stderr, hidden=not watching) as one_by_one:
                lines = list(one_by_one)
    for line in lines:
        _print_examined(line, as_json)
    _write_summary(summary, lines, spoken)
    raise typer.Exit(NOT_FILED if any(line["receipt"] is None for line in lines) else 0)


@app.command()
def receipt(
    code: Annotated[str, typer.Argument(metavar="CODE", help="As it stands on the receipt.")],
    file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Say whether this is the file that was filed.")
    ] = None,
    as_json: AsJson = False,
    country: OfCountry = None,
) -> None:
    """Say what was filed under a receipt and what became of it. Exit status 1: no such receipt, or another file."""
    from pages.parts import past_returns, printed

    digest = hashlib.sha256(file.read_bytes()).hexdigest() if file else None
    with _opened(country, writes=False) as house:
        line = printed.receipt_line(past_returns.look_up(house, _audience("ministry"), code), digest)
    if as_json:
        typer.echo(json.dumps(line, ensure_ascii=False))
    else:
        for key, value in line.items():
            typer.echo(f"{key}\t{'' if value is None else value}")
    raise typer.Exit(NOT_FILED if line.get("same_file") is False else 0)


@app.command()
def values(
    indicator: Annotated[str, typer.Option(help="An indicator's code, or one of its parts: PRT-04, PRT-13a.")],
    quarter: InQuarter,
    level: Annotated[str, typer.Option(help="district, province or country.")] = "district",
    audience: Annotated[
        str, typer.Option(help="ministry, province:32, taskforce:32.02, donor or public.")
    ] = "ministry",
    as_json: AsJson = False,
    country: OfCountry = None,
) -> None:
    """Print the values of an indicator in a quarter, one line a place (and part)."""
    from pages.parts import printed, released

    with _opened(country, writes=False) as house:
        parts = tuple(part.measure for part in _parts(house.catalogue, indicator))
        found = released.level_values(
            house, _audience(audience), measures=parts, quarter=_quarter(quarter), level=_level(level)
        )
    for line in printed.value_lines(found, house.country, parts):
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else printed.for_people(line))


@app.command()
def centres(quarter: InQuarter, as_json: AsJson = False, country: OfCountry = None) -> None:
    """Print each centre with its beds, burn, cash-out month and status, the one whose money ends first at the head."""
    from pages.parts import printed, released

    with _opened(country, writes=False) as house:
        found = released.centres(house, _audience("ministry"), quarter=_quarter(quarter))
    for centre in found:
        line = printed.centre_line(centre)
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else printed.for_people(line))


@contextmanager
def _opened(country: str | None, *, writes: bool = True) -> Iterator[House]:
    """The house for one command."""
    from data.store.house import open_house

    house = open_house(_settings(country), writes=writes)
    try:
        yield house
    finally:
        house.engine.dispose()


@contextmanager
def _existing(country: str | None) -> Iterator[House]:
    """The house where there is one; a command that looks at a database must not look at an empty one instead."""
    from data.store.engine import database_exists

    if not database_exists(_settings(country).database_url):
        raise typer.BadParameter(text("audit.no_database"))
    try:
        with _opened(country, writes=False) as house:
            yield house
    except WrongDatabase as error:
        raise typer.BadParameter(str(error)) from error


def _settings(country: str | None) -> Settings:
    return read_settings({**os.environ, "COUNTRY": country} if country else os.environ)


def _quarter(said: str) -> Quarter:
    try:
        return Quarter.parse(said)
    except ValueError as error:
        raise typer.BadParameter(text("commands.quarter_shape", found=said)) from error


def _brought(files: Sequence[Path]) -> list[Brought]:
    from data.intake.several import brought

    return [each for path in files for each in brought(str(path), path.read_bytes())]


def _write_summary(path: Path | None, lines: Sequence[Line], language: str) -> None:
    from pages.parts import spreadsheets
    from pages.parts.summary_of_several import summary_of

    if path is not None:
        table = summary_of(lines, language)
        path.write_bytes((spreadsheets.as_xlsx if path.suffix == ".xlsx" else spreadsheets.as_csv)(table))


def _district(house: House, code: str, quarter: Quarter) -> Place:
    if code not in {place.code for place in house.country.districts(quarter)}:
        raise UnknownPlace(code=code)
    return house.country.places[code]


def _level(said: str) -> Level:
    if said not in set(Level):
        raise typer.BadParameter(text("commands.level_shape", found=said))
    return Level(said)


def _language(said: str) -> str:
    if said not in languages():
        raise typer.BadParameter(text("commands.language_shape", found=said, known=", ".join(languages())))
    return said


def _audience(said: str) -> Visitor:
    """The visitor that an audience stands for. Only the ministry's exact figures exist before there are releases."""
    if said == "ministry":
        return Visitor("operator", "ministry")
    if said.split(":")[0] not in ("province", "taskforce", "donor", "public"):
        raise typer.BadParameter(text("commands.audience_shape", found=said))
    typer.echo(text("commands.not_yet", audience=said), err=True)
    raise typer.Exit(WRONG_USAGE)


def _parts(catalogue: Catalogue, said: str) -> tuple[Part, ...]:
    return catalogue.measures(said) if said in catalogue.indicators else (catalogue.measure(said),)


def _print_examined(line: Line, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(line, ensure_ascii=False))
        return
    typer.echo(f"{line['file'] or line['district']}: {line['verdict']} {line.get('receipt') or ''}".rstrip())
    for found in line["findings"]:  # type: ignore[attr-defined]
        where = " ".join(part for part in (found["sheet"], found["cell"]) if part)
        typer.echo(f"  {found['severity']}  {where}: {found['message']}")


boundaries = typer.Typer(no_args_is_help=True, help="Official boundaries in place of the approximate outlines.")
app.add_typer(boundaries, name="boundaries")


@boundaries.command("install")
def boundaries_install(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    source: Annotated[str, typer.Option(help="What every map says of them: publisher, year, licence.")] = "",
    language: str = "en",
    country: OfCountry = None,
) -> None:
    """Install boundaries from GeoJSON, GeoPackage, Shapefile or a zip of one. A wrong file changes nothing."""
    from data.countries import load_country
    from data.geography import install
    from pages.parts import installed

    settings, said = _settings(country), _language(language)
    pack = load_country(settings.country, settings.content)
    try:
        done = install(file, country=pack, var=settings.var, source=source, language=said)
    except BadBoundaries as error:
        typer.echo(text(error.key, said, **error.values), err=True)
        raise typer.Exit(1) from error
    for line in installed.lines(done, file.name, said):
        typer.echo(line)


content = typer.Typer(no_args_is_help=True, help="A ministry's own content files.")
app.add_typer(content, name="content")


@content.command("check")
def content_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False)], language: str = "en"
) -> None:
    """Check a folder of a ministry's own files before LIMA_CONTENT points to it; one problem a line."""
    from data.content import check_content, content_files_in

    problems = check_content(folder)
    for problem in problems:
        typer.echo(problem)
    counts = {"files": len(list(content_files_in(folder))), "problems": len(problems)}
    typer.echo(text("content.problems" if problems else "content.clean", language, **counts), err=True)
    raise typer.Exit(1 if problems else 0)


audit = typer.Typer(no_args_is_help=True, help="The log of who did what.")
app.add_typer(audit, name="audit")


@audit.command("verify")
def audit_verify(
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A head published before; shows also a log that was cut off.")
    ] = None,
    as_json: AsJson = False,
    language: str = "en",
    country: OfCountry = None,
) -> None:
    """Name the first bad entry. Exit status 0: whole, 1: broken, 2: wrong usage."""
    from data.store.audit import examine
    from data.store.engine import reading
    from pages.parts import printed

    if head is not None and not re.fullmatch("[0-9a-f]{64}", head):
        raise typer.BadParameter(text("audit.head_shape"))
    spoken = _language(language)
    with _existing(country) as house, reading(house.engine) as connection:
        found = examine(connection, head)
    said = [json.dumps(printed.examined_log(found))] if as_json else printed.log_sentences(found, head, spoken)
    for line in said:
        typer.echo(line)
    raise typer.Exit(0 if found.whole else 1)


@audit.command("head")
def audit_head(as_json: AsJson = False, country: OfCountry = None) -> None:
    """Print the head of the log, to be kept or published where nobody who runs Lima can change it."""
    from data.store.audit import head
    from data.store.engine import reading

    with _existing(country) as house, reading(house.engine) as connection:
        entries, found = head(connection)
    typer.echo(json.dumps({"entries": entries, "head": found}) if as_json else found)


@app.command()
def backup(
    out: Annotated[
        Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write it; nothing is overwritten.")
    ],
    as_json: AsJson = False,
    language: str = "en",
    country: OfCountry = None,
) -> None:
    """Write a backup of the database while it is used; the file holds all that the database holds."""
    from data.store.backup import back_up
    from pages.parts import printed

    spoken = _language(language)
    with _existing(country) as house:
        made = back_up(house.engine, out, at=dt.datetime.now(dt.UTC))
    for line in printed.backup_lines("made", out, made, language=spoken, as_json=as_json):
        typer.echo(line)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    to: Annotated[str, typer.Option(metavar="URL-OR-FOLDER", help="An empty database, or a folder to make one in.")],
    as_json: AsJson = False,
    language: str = "en",
) -> None:
    """Restore a backup into an empty database. Exit status 1: not restored, or its log was broken already."""
    from data.store import restoring
    from pages.parts import printed

    spoken = _language(language)
    done = restoring.restore(file, to)
    for line in printed.backup_lines("restored", file, done.manifest, language=spoken, as_json=as_json):
        typer.echo(line)
    if not done.log.whole:
        typer.echo(printed.log_sentences(done.log, None, spoken)[0], err=True)
    raise typer.Exit(0 if done.log.whole else 1)


if __name__ == "__main__":
    try:
        app()
    except SetupError as error:
        sys.exit(str(error))
    except UserError as error:
        typer.echo(text(error.key, **error.values), err=True)
        sys.exit(WRONG_USAGE if isinstance(error, UnknownPlace | UnknownIndicator) else 1)
