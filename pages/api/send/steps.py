"""What each page of `/send` shows and does, once it is known who asks and what came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from markupsafe import escape
from starlette.responses import RedirectResponse, Response

from data import words
from data.errors import (
    ChangedMeanwhile,
    Locked,
    NotAllowed,
    NothingChecked,
    PersonalSentence,
    UnknownReceipt,
    UserError,
)
from data.intake import receive
from data.intake.nil import filed_nil, nil_return
from data.intake.receive import MEGABYTES
from data.rights import may_see
from data.store import receipts
from data.store.engine import reading
from metrics.deadlines import ReturnState
from pages.api.send import own_forms, sent
from pages.api.send.body import Body
from pages.api.send.look import page
from pages.api.send.sent import Sent
from pages.api.send.told import told
from pages.api.send.visit import Visit
from pages.parts import links, past_returns, released_reporting

SEE_OTHER = 303
FEW = 60
"""Up to so many districts are offered in one list; of more, the level above is asked for first."""
LONGEST_ANSWER, LONGEST_SHOWN = 500, 800
"""Letters of an answer, and of one that is too long and shown again to be shortened."""


def start(visit: Visit, problem: str = "") -> Response:
    """Where everybody begins: choose district and quarter; then the workbook to take, and the form to bring it back."""
    languages = [(code, words.text("language", code)) for code in words.languages()]
    if visit.place is None:
        return page(visit, "choose", languages=languages, regions=_regions(visit), places=_places(visit))
    template = links.signed(
        visit.house,
        "template.xlsx",
        visitor=visit.visitor,
        place=visit.place.code,
        quarter=str(visit.quarter),
        language=visit.form_language,
    )
    return page(
        visit,
        "bring",
        status=422 if problem else 200,
        languages=languages,
        template=template,
        due=_due(visit),
        standing=f"{_standing(visit)} {_in_the_way(visit)}".strip(),
        megabytes=MEGABYTES,
        token=own_forms.token(visit),
        problem=problem,
        nil_filed=filed_nil(visit.house, place=visit.place, quarter=visit.quarter) is not None,
    )


def _due(visit: Visit) -> str:
    """By when the return is asked for, or was."""
    due, today = visit.house.country.due(visit.quarter), dt.datetime.now(dt.UTC).date()
    return visit.voice.say("submit.was_due" if due < today else "submit.due", day=visit.voice.date(due))


def check(visit: Visit, body: Body) -> Response:
    """Examine what was sent, let it wait, and lead to the page that tells what was found."""
    if not body.content and not body.name:
        return start(visit, problem=visit.voice.say("send.no_file"))
    examination = receive.examine(
        body.content,
        house=visit.house,
        visitor=visit.visitor,
        place=visit.place,
        quarter=visit.quarter,
        file_name=body.name,
    )
    key = sent.keep(visit, examination)
    return RedirectResponse(visit.address(f"/send/findings/{key}"), SEE_OTHER)


def nil(visit: Visit) -> Response:
    """Make the return that says there is nothing to report, and lead to the page on which it is filed, or not."""
    if visit.place is None:
        raise NotAllowed
    examination = nil_return(
        visit.house, visitor=visit.visitor, place=visit.place, quarter=visit.quarter, language=visit.form_language
    )
    key = sent.keep(visit, examination)
    return RedirectResponse(visit.address(f"/send/findings/{key}"), SEE_OTHER)


def findings(visit: Visit, key: str) -> Response:
    """What was found; or the receipt, if it was filed meanwhile."""
    waiting = sent.found(visit, key)
    if waiting.receipt:
        return _to_receipt(visit, waiting.receipt)
    return _findings(visit, waiting, key)


def file(visit: Visit, body: Body, key: str) -> Response:
    """File what waits, with the answers; sent again, the same form leads to the same receipt."""
    waiting = sent.found(visit, key)
    if waiting.receipt:
        return _to_receipt(visit, waiting.receipt)
    answers = {code: _answer(body.fields.get(f"answer.{code}", "")) for code in waiting.questions}
    if waiting.verdict == "stop" or any(_problem_with(answer) for answer in answers.values()):
        return _findings(visit, waiting, key, answers=answers, status=422)
    examination = receive.examine(
        waiting.content, house=visit.house, visitor=visit.visitor, place=visit.place, quarter=visit.quarter
    )
    seen = replace(examination, replaces=waiting.replaces)
    try:
        receipt = receive.file(
            seen, house=visit.house, by=visit.visitor, answers=answers, shown=waiting.findings
        ).receipt
    except (ChangedMeanwhile, Locked, NothingChecked, PersonalSentence) as changed:
        sent.keep(visit, examination, key)
        more = isinstance(changed, NothingChecked)
        said = visit.voice.say("send.look_again" if more else changed.key, **changed.values)
        return _findings(visit, sent.found(visit, key), key, answers=answers, status=409, said=said)
    sent.remember_receipt(waiting, key, receipt)
    return _to_receipt(visit, receipt)


def receipt(visit: Visit, code: str) -> Response:
    """The receipt of a return, for those who may file for its district."""
    with reading(visit.house.engine) as connection:
        filed = receipts.by_receipt(connection, code)
    if filed is None or not may_see(visit.visitor, visit.house.country, filed.receipt.place):
        raise UnknownReceipt
    place = visit.house.country.places[filed.receipt.place]
    return page(visit, "receipt", filed=filed, receipt=filed.receipt, place=place)


def problem(visit: Visit, error: UserError, status: int) -> Response:
    """One sentence about what stands in the way, and the way back."""
    key = "findings.not_allowed" if type(error) is NotAllowed else error.key
    return page(visit, "problem", status, said=visit.voice.say(key, **error.values))


def _findings(
    visit: Visit,
    waiting: Sent,
    key: str,
    *,
    answers: Mapping[str, str] | None = None,
    status: int = 200,
    said: str = "",
) -> Response:
    problems = {code: _problem_with(answer) for code, answer in (answers or {}).items() if _problem_with(answer)}
    taken = sum(len(escape(answer).encode()) for answer in (answers or {}).values())
    return page(
        visit,
        "findings",
        status,
        sent=waiting,
        key=key,
        told=told(waiting.findings, visit.voice, taken=taken),
        marked=sent.marked_address(visit, waiting, key),
        answers=answers or {},
        problems=problems,
        longest=LONGEST_ANSWER,
        said=said,
        token=own_forms.token(visit),
    )


def _to_receipt(visit: Visit, code: str) -> Response:
    return RedirectResponse(visit.address(f"/send/receipt/{code}"), SEE_OTHER)


def _answer(text: str) -> str:
    """An answer as it is kept: line ends as everywhere, and no signs that cannot be seen."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines).strip()[:LONGEST_SHOWN]


def _problem_with(answer: str) -> str:
    """The key of what is wrong with an answer; empty if nothing is."""
    if not answer:
        return "send.answer_missing"
    return "send.answer_long" if len(answer) > LONGEST_ANSWER else ""


def _standing(visit: Visit) -> str:
    """One sentence on what has been filed for the district and quarter."""
    filed = released_reporting.returns(visit.house, visit.quarter)
    mine = filed[filed["place"] == visit.place.code] if visit.place else filed.iloc[:0]
    what = {
        "place": visit.place.name if visit.place else "",
        "quarter": words.quarter(visit.quarter, visit.voice.language),
    }
    if mine.empty:
        return visit.voice.say("submit.not_yet_filed", **what)
    row = mine.iloc[0]
    return visit.voice.say(
        "submit.already_there",
        **what,
        revision=int(row["revision"]),
        day=visit.voice.date(row["filed_at"].date()),
        receipt=row["receipt"],
    )


def _in_the_way(visit: Visit) -> str:
    """What stands in the way of a return, or that one was sent back; nothing where all is well."""
    if visit.place is None:
        return ""
    today = dt.datetime.now(dt.UTC).date()
    [owed] = past_returns.owed(visit.house, visit.visitor, visit.place, quarters=[visit.quarter], today=today)
    if owed.locked is not None:
        return visit.voice.say(owed.locked.key, **owed.locked.values)
    sent_back = owed.state is ReturnState.SENT_BACK
    return visit.voice.say("corrections.look") if sent_back else ""


def _regions(visit: Visit) -> list[tuple[str, str]]:
    """What lies above the districts, code and name, where there are too many districts for one list."""
    if len(visit.offered) <= FEW or visit.chosen.get("province"):
        return []
    above = {place.parent: visit.house.country.places[place.parent] for place in visit.offered if place.parent}
    return sorted(((code, place.name) for code, place in above.items()), key=lambda each: each[1])


def _places(visit: Visit) -> list[tuple[str, str]]:
    """The districts to choose from, code and name: all, or those of the chosen level above."""
    province = visit.chosen.get("province")
    if len(visit.offered) > FEW and not province:
        return []
    near = [place for place in visit.offered if not province or place.parent == province]
    return [(place.code, f"{place.name} ({place.code})") for place in near]
