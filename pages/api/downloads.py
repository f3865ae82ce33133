"""`/download/<what>?token=...`: files made for one visitor, whose right is looked at again before anything is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.errors import NotAllowed, UserError
from data.intake.known import form_for
from data.intake.template import template
from data.intake.worker import WORKER
from data.model import Level, Quarter, Role, Visitor
from data.rights import may_file, may_read_released, may_view_as_donor, reads_released_only
from data.store import audit
from data.store.engine import writing
from data.store.house import House
from data.words import text
from pages.api import briefings, proposals
from pages.parts import (
    chain_tables,
    gap_files,
    ledger_file,
    links,
    own_file,
    past_returns,
    plan_figures,
    sight,
    signed_in,
)
from pages.parts.held import SHELF
from pages.parts.map_asked import RATE, TARGET, THEN
from pages.parts.spreadsheets import CSV, XLSX, Table, as_csv, as_workbook, as_xlsx
from pages.parts.value_table import value_table


def template_file(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The workbook of a district and quarter, for those who may file for it."""
    place, quarter = house.country.places[parameters["place"]], Quarter.parse(parameters["quarter"])
    if not may_file(visitor, house.country, place.code):
        raise NotAllowed
    content = template(form_for(house, place=place, quarter=quarter, language=parameters["language"]))
    return attachment(content, f"lima-{place.code}-{quarter}.xlsx", XLSX)


def marked_file(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The visitor's own workbook with cells marked. It waits in memory, and is stored nowhere.

    A page makes a new address after each download. Over a poor line one download may take several attempts.
    """
    held = (SHELF.look if "again" in parameters else SHELF.take)(parameters["key"], visitor)
    return attachment(WORKER.mark(held.content, held.marks), "lima-marked.xlsx", XLSX)


def filed_file(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """A filed workbook as it was received, for those who may file for its district."""
    content = past_returns.bytes_of(house, visitor, parameters["receipt"])
    return attachment(content, f"lima-{parameters['receipt']}.xlsx", XLSX)


def summary_xlsx(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The summary of several workbooks as an Excel workbook. It waits in memory for the visitor who brought them."""
    return attachment(SHELF.look(parameters["key"], visitor).content, "lima-summary.xlsx", XLSX)


def summary_csv(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The same as text."""
    return attachment(SHELF.look(parameters["key"], visitor).content, "lima-summary.csv", CSV)


def values_csv(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The numbers of a map as text, with what the visitor may see."""
    return attachment(as_csv(_values(house, visitor, parameters)), f"{_values_name(parameters)}.csv", CSV)


def values_xlsx(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The numbers of a map as an Excel workbook, with what the visitor may see."""
    return attachment(as_xlsx(_values(house, visitor, parameters)), f"{_values_name(parameters)}.xlsx", XLSX)


def _values(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Table:
    as_of, asked, measure = parameters["as_of"], Quarter.parse(parameters["quarter"]), parameters["indicator"]
    then = house.at_the_end_of(dt.date.fromisoformat(as_of)) if as_of else house
    return value_table(
        then,
        visitor,
        measure=measure,
        asked=asked,
        rate=parameters["per"] == RATE,
        level=Level(parameters.get("level", Level.DISTRICT)),
        then=parameters.get("boundaries", "") in ("", THEN),
        expected=plan_figures.expected(then, asked).get(measure) if parameters["per"] == TARGET else None,
        language=parameters["language"],
        today=dt.datetime.now(dt.UTC).date(),
        base=parameters["base"],
    )


def _values_name(parameters: Mapping[str, str]) -> str:
    return "-".join(filter(None, ("lima", parameters["indicator"], parameters["quarter"], parameters["per"])))


def briefing_pdf(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The two pages to take along, exact for the ministry and as released for everybody else."""
    return attachment(briefings.pdf(house, visitor, parameters), briefings.file_name(parameters), briefings.PDF)


def table_csv(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """A table of the pages Assistance and Justice as text, with what the visitor may see."""
    return attachment(as_csv(_table(house, visitor, parameters)), f"{_table_name(parameters)}.csv", CSV)


def table_xlsx(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The same as an Excel workbook."""
    return attachment(as_xlsx(_table(house, visitor, parameters)), f"{_table_name(parameters)}.xlsx", XLSX)


def _table(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Table:
    as_of = parameters["as_of"]
    then = house.at_the_end_of(dt.date.fromisoformat(as_of)) if as_of else house
    made = gap_files.table if parameters["table"] in gap_files.TABLES else chain_tables.table
    return made(then, visitor, parameters, today=dt.datetime.now(dt.UTC).date())


def _table_name(parameters: Mapping[str, str]) -> str:
    return "-".join(("lima", parameters["table"], parameters["place"], parameters["quarter"]))


def agreements_xlsx(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """A donor's tables as an Excel workbook of several sheets."""
    tables = own_file.tables(house, visitor, parameters["language"], today=dt.datetime.now(dt.UTC).date())
    return attachment(as_workbook(tables), "lima-agreements.xlsx", XLSX)


def agreements_csv(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """One of a donor's tables as text."""
    today, which = dt.datetime.now(dt.UTC).date(), parameters.get("of", "paid")
    [table] = own_file.tables(house, visitor, parameters["language"], today=today, only=which)
    return attachment(as_csv(table), f"lima-agreements-{which}.csv", CSV)


def ledger_xlsx(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The whole ledger as an Excel workbook, for those who may read it."""
    return attachment(as_xlsx(_ledger(house, visitor, parameters)), "lima-ledger.xlsx", XLSX)


def ledger_csv(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The same as text."""
    return attachment(as_csv(_ledger(house, visitor, parameters)), "lima-ledger.csv", CSV)


def _ledger(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Table:
    return ledger_file.table(house, visitor, parameters["language"], today=dt.datetime.now(dt.UTC).date())


def iati_xml(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The agreements that a donor may read, as an activity file of the IATI standard."""
    content = own_file.activity_file(house, visitor, parameters["language"], at=dt.datetime.now(dt.UTC))
    return attachment(content, "lima-iati-activities.xml", XML)


def proposal_pdf(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """What an amount would keep open, on one page, from what the visitor may see of the centres."""
    return attachment(proposals.pdf(house, visitor, parameters), f"{proposals.NAME}.pdf", briefings.PDF)


def proposal_csv(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """Its table as text."""
    return attachment(as_csv(proposals.table(house, visitor, parameters)), f"{proposals.NAME}.csv", CSV)


def proposal_xlsx(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """Its table as an Excel workbook."""
    return attachment(as_xlsx(proposals.table(house, visitor, parameters)), f"{proposals.NAME}.xlsx", XLSX)


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file that a browser saves and never opens in place."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)


def _entitled(house: House, signed_for: Visitor, request: Request) -> Visitor:
    """The visitor as they are now: on a real database an address serves nobody but the one it was signed for.

    What was signed for the public serves everybody, as long as the public is let in to releases.

    Raises:
        NotAllowed: if somebody else, or nobody, is signed in.
    """
    if house.facts.demo:
        return signed_for
    if signed_for.role is Role.PUBLIC and may_read_released(signed_for, sight.let_in(house)):
        return signed_for
    now = signed_in.visitor(house, request.cookies.get(signed_in.COOKIE, ""))
    if not now.email or now.email != signed_for.email:
        raise NotAllowed
    if not signed_for.previews:
        return now
    if not may_view_as_donor(now):
        raise NotAllowed
    return signed_for


XML = "application/xml; charset=utf-8"

Maker = Callable[[House, Visitor, Mapping[str, str]], Response]

MAKERS: dict[str, Maker] = {
    "template.xlsx": template_file,
    "marked.xlsx": marked_file,
    "filed.xlsx": filed_file,
    "summary.xlsx": summary_xlsx,
    "summary.csv": summary_csv,
    "values.csv": values_csv,
    "values.xlsx": values_xlsx,
    "table.csv": table_csv,
    "table.xlsx": table_xlsx,
    "agreements.xlsx": agreements_xlsx,
    "agreements.csv": agreements_csv,
    "ledger.xlsx": ledger_xlsx,
    "ledger.csv": ledger_csv,
    "iati.xml": iati_xml,
    "briefing.html": briefings.waiting,
    "briefing.pdf": briefing_pdf,
    "proposal.html": proposals.waiting,
    "proposal.pdf": proposal_pdf,
    "proposal.csv": proposal_csv,
    "proposal.xlsx": proposal_xlsx,
}

HEAVY = ("briefing.pdf", "proposal.pdf", "proposal.csv", "proposal.xlsx")
MADE_AT_ONCE = anyio.CapacityLimiter(2)
"""Of all threads that serve, what takes a core for seconds holds no more than these; who waits for one holds none."""

EXACT = (
    "filed.xlsx",
    "values.csv",
    "values.xlsx",
    "table.csv",
    "table.xlsx",
    "ledger.xlsx",
    "ledger.csv",
    "briefing.pdf",
    "proposal.pdf",
    "proposal.csv",
    "proposal.xlsx",
)
"""Those that carry exact figures away: who took which stands in the log before it is given."""


TOLD = ("indicator", "measure", "table", "place", "level", "per", "as_of")
"""What the log says of a file, besides what it was and of which quarter."""


def _note(house: House, visitor: Visitor, what: str, parameters: Mapping[str, str]) -> None:
    about = (
        parameters.get("receipt")
        or f"{parameters.get('indicator', parameters.get('table', ''))} {parameters['quarter']}".strip()
    )
    detail = {"file": what} | {name: parameters[name] for name in TOLD if parameters.get(name)}
    entry = audit.Entry(dt.datetime.now(dt.UTC), visitor.email, "download", about, detail)
    with writing(house.engine) as connection:
        audit.append(connection, [entry])


def route(opened: Callable[[], House]) -> Route:
    """The route of all downloads."""

    def made(what: str, request: Request) -> Response:
        house = opened()
        wanted = links.read(house, what, request.query_params.get("token", ""))
        parameters = {**wanted.parameters, "base": str(request.base_url).rstrip("/")}
        visitor = _entitled(house, wanted.visitor, request)
        answer = MAKERS[what](house, visitor, parameters)
        if what in EXACT and not house.facts.demo and not reads_released_only(visitor):
            _note(house, visitor, what, parameters)
        return answer

    async def download(request: Request) -> Response:
        what = request.path_params["what"]
        if what not in MAKERS:
            return PlainTextResponse(text("errors.not_allowed"), 404)
        limiter = MADE_AT_ONCE if what in HEAVY else None
        try:
            return await anyio.to_thread.run_sync(made, what, request, limiter=limiter)
        except UserError as error:
            return PlainTextResponse(text(error.key, **error.values), 403 if isinstance(error, NotAllowed) else 400)

    return Route("/download/{what}", download)
