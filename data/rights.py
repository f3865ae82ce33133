"""Who may do what: pure functions of a visitor and a country, and the only place where a role decides anything.

They are asked where figures are read and where something is written, whatever a menu shows. Donors and the public never
read an exact figure: they read released ones, once somebody has let them in to these.
"""

from __future__ import annotations

from collections.abc import Collection

from data.funding.vocabulary import Agreement
from data.model import Country, Level, Role, Visitor

HELD_FOR = {Role.TASKFORCE: Level.DISTRICT, Role.PROVINCE: Level.PROVINCE}
"""Of which level the places are that a role is held for. All other roles are held for the whole country."""

RELEASED_ONLY = (Role.DONOR, Role.PUBLIC)
"""The roles that read released figures and nothing else, where they are let in to them."""


def own_districts(visitor: Visitor, country: Country) -> frozenset[str]:
    """The codes of the districts that are the visitor's: their own, or those that lie in their provinces."""
    return frozenset().union(*(country.within(code) for code in own_places(visitor, country)))


def own_places(visitor: Visitor, country: Country) -> frozenset[str]:
    """The codes of the visitor's places themselves, as far as the country has them at the level of the role."""
    level = HELD_FOR.get(visitor.role)
    return frozenset(code for code in visitor.places if code in country.places and country.places[code].level is level)


def exact_places(visitor: Visitor, country: Country) -> frozenset[str]:
    """The codes of the places, of every level, whose exact figures the visitor may read."""
    if visitor.role in (Role.REVIEWER, Role.LEADERSHIP):
        return frozenset(country.places)
    return own_districts(visitor, country) | own_places(visitor, country)


def reads_released_only(visitor: Visitor) -> bool:
    """Whether every figure that the visitor may read at all is a released one."""
    return visitor.role in RELEASED_ONLY


def may_read_released(visitor: Visitor, let_in: Collection[Role]) -> bool:
    """Whether the visitor may read released figures.

    Args:
        visitor: who asks.
        let_in: which roles of `RELEASED_ONLY` are let in to releases.
    """
    if reads_released_only(visitor):
        return visitor.previews or visitor.role in let_in
    return may_see_any(visitor)


def may_enter(role: Role, let_in: Collection[Role]) -> bool:
    """Whether somebody of a role can sign in; as the public nobody does."""
    return role not in RELEASED_ONLY or (role is Role.DONOR and role in let_in)


def may_view_as_donor(visitor: Visitor) -> bool:
    """Whether the visitor may see every page as a donor does: those who let donors see them."""
    return visitor.role in (Role.REVIEWER, Role.LEADERSHIP)


def filing_places(visitor: Visitor, country: Country) -> frozenset[str]:
    """The codes of the districts for which the visitor may hand in a return, or take one back.

    A reviewer may do so for a district that can only send paper; whoever filed a return does not accept it.
    """
    return _all_districts(country) if visitor.role is Role.REVIEWER else own_districts(visitor, country)


def review_places(visitor: Visitor, country: Country) -> frozenset[str]:
    """The codes of the districts whose returns the visitor may accept or send back, at the step of their office."""
    if visitor.role is Role.REVIEWER:
        return _all_districts(country)
    asked = visitor.role is Role.PROVINCE and Level.PROVINCE in country.review
    return own_districts(visitor, country) if asked else frozenset()


def review_level(visitor: Visitor) -> Level | None:
    """At which step the visitor's office reviews: the province passes a return on, the ministry accepts it."""
    return {Role.PROVINCE: Level.PROVINCE, Role.REVIEWER: Level.COUNTRY}.get(visitor.role)


def may_see(visitor: Visitor, country: Country, place: str) -> bool:
    """Whether the visitor may read the exact figures of a place, and the receipts of its returns."""
    return place in exact_places(visitor, country)


def may_file(visitor: Visitor, country: Country, place: str) -> bool:
    """Whether the visitor may hand in the return of a district, or take it back."""
    return place in filing_places(visitor, country)


def may_review(visitor: Visitor, country: Country, place: str, *, filed_by: str) -> bool:
    """Whether the visitor may accept or send back a return of a district, or reopen it. Nobody reviews their own.

    Args:
        visitor: who asks.
        country: whose district it is.
        place: the district's code.
        filed_by: the e-mail of the one who filed the return.
    """
    return place in review_places(visitor, country) and not is_own(visitor, filed_by)


def is_own(visitor: Visitor, filed_by: str) -> bool:
    """Whether a return was filed by the visitor themselves."""
    return visitor.email.casefold() == filed_by.casefold()


def may_read_originals(visitor: Visitor, country: Country, place: str) -> bool:
    """Whether the visitor may have the workbooks of a district as they were received, with all that stands in them."""
    return may_file(visitor, country, place) or place in review_places(visitor, country)


def is_known(visitor: Visitor) -> bool:
    """Whether the visitor is anybody at all: somebody who has signed in."""
    return visitor.role is not Role.PUBLIC


def may_see_any(visitor: Visitor) -> bool:
    """Whether there are exact figures at all for the visitor's role."""
    return visitor.role in (Role.TASKFORCE, Role.PROVINCE, Role.REVIEWER, Role.LEADERSHIP)


def may_read_any(visitor: Visitor) -> bool:
    """Whether there are figures at all for the visitor's role, exact or released."""
    return may_see_any(visitor) or reads_released_only(visitor)


def may_file_any(visitor: Visitor) -> bool:
    """Whether the visitor's role is one that hands in returns."""
    return visitor.role in (Role.TASKFORCE, Role.PROVINCE, Role.REVIEWER)


def may_review_any(visitor: Visitor) -> bool:
    """Whether the visitor's role is one that reviews returns."""
    return visitor.role in (Role.PROVINCE, Role.REVIEWER)


def may_follow_any(visitor: Visitor) -> bool:
    """Whether the visitor may follow who has reported, who owes, and how completely: for the districts they may see."""
    return visitor.role in (Role.PROVINCE, Role.REVIEWER, Role.LEADERSHIP)


def may_close(visitor: Visitor) -> bool:
    """Whether the visitor may close a quarter, open it again, and excuse a district from reporting."""
    return visitor.role is Role.REVIEWER


def may_release(visitor: Visitor) -> bool:
    """Whether the visitor may make the release of a quarter, and publish it."""
    return visitor.role is Role.REVIEWER


def may_see_releases(visitor: Visitor) -> bool:
    """Whether the visitor may see which releases there are, and what the audit says of them."""
    return visitor.role in (Role.REVIEWER, Role.LEADERSHIP, Role.ADMINISTRATOR)


def may_see_history(visitor: Visitor) -> bool:
    """Whether the visitor may follow a figure over revisions and releases: exact beside released."""
    return visitor.role in (Role.REVIEWER, Role.LEADERSHIP)


def may_open_releases(visitor: Visitor) -> bool:
    """Whether the visitor may let donors, or the public, in to what was released; or shut them out again."""
    return visitor.role in (Role.REVIEWER, Role.ADMINISTRATOR)


def takes_exact_briefing(visitor: Visitor, country: Country) -> bool:
    """Whether the two pages to take along show the visitor exact figures: those of the whole country stand on them."""
    return may_see(visitor, country, country.root.code)


def may_take_briefing(visitor: Visitor, country: Country, let_in: Collection[Role]) -> bool:
    """Whether the visitor may take the two pages along, exact or released.

    Args:
        visitor: who asks.
        country: whose pages they are.
        let_in: which roles of `RELEASED_ONLY` are let in to releases.
    """
    return takes_exact_briefing(visitor, country) or may_read_released(visitor, let_in)


def may_edit_plan(visitor: Visitor) -> bool:
    """Whether the visitor may change the targets of a plan and give the proof of a milestone."""
    return visitor.role is Role.REVIEWER


def may_keep_ledger(visitor: Visitor) -> bool:
    """Whether the visitor may enter agreements, rates and costs in the funding ledger, and change them."""
    return visitor.role is Role.REVIEWER


def may_read_ledger(visitor: Visitor) -> bool:
    """Whether the visitor may read the whole funding ledger, agreements that are not public among it."""
    return visitor.role in (Role.REVIEWER, Role.LEADERSHIP)


def may_read_agreement(visitor: Visitor, agreement: Agreement) -> bool:
    """Whether the visitor may read an agreement: the ministry any, its donor their own, officers what is public.

    What of public agreements is told to donors and the public stands in releases, and nowhere else.
    """
    if visitor.role is Role.DONOR:
        return bool(agreement.donor) and agreement.donor.casefold() == visitor.email.casefold()
    return may_read_ledger(visitor) or (agreement.public and may_see_any(visitor))


def may_read_own_agreements(visitor: Visitor) -> bool:
    """Whether there can be agreements whose donor the visitor is."""
    return visitor.role is Role.DONOR and bool(visitor.email)


def may_intend(visitor: Visitor) -> bool:
    """Whether the visitor may record what they intend to give: a donor in person, and nobody who looks as one."""
    return may_read_own_agreements(visitor) and not visitor.previews


def may_see_log(visitor: Visitor) -> bool:
    """Whether the visitor may read the log of who did what."""
    return visitor.role in (Role.REVIEWER, Role.LEADERSHIP, Role.ADMINISTRATOR)


def may_administer(visitor: Visitor) -> bool:
    """Whether the visitor may add people, change their role and places, and let them sign in no longer."""
    return visitor.role is Role.ADMINISTRATOR


def _all_districts(country: Country) -> frozenset[str]:
    return country.within(country.root.code)
