"""`user add`, `link`, `disable`, `token` and `list`: who may sign in. No account begins with a password."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from commands import given
from commands.opening import existing, opened
from data.errors import SetupError
from data.model import Role
from data.words import setup_error, text

if TYPE_CHECKING:
    from data.store.house import House

app = typer.Typer(no_args_is_help=True, help="Who may sign in.")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="By which the person is known.")]


@app.command("add")
def user_add(
    email: Email,
    role: Annotated[str, typer.Option(help="taskforce, province, reviewer, leadership or administrator.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    place: Annotated[
        list[str] | None, typer.Option(help="A district's code, or a province's; may be repeated.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The person's; else the country's usual one.")] = None,
    country: given.OfCountry = None,
) -> None:
    """Add a person, and print the link by which they set a password, once, within a day."""
    from pages.parts import accounts

    with _opened(country) as house:
        person, link = accounts.add(
            house,
            accounts.OPERATOR_VISITOR,
            email=email,
            name=name,
            role=_role(role),
            places=place or [],
            language=given.language(language or house.country.languages[0]),
        )
    typer.echo(text("people.commands.added", email=person.email), err=True)
    _print_link(link)


@app.command("link")
def user_link(email: Email, country: given.OfCountry = None) -> None:
    """Print a new link, as when the password was forgotten. Links printed before hold no more."""
    from pages.parts import accounts

    with _opened(country) as house:
        link = accounts.link(house, accounts.OPERATOR_VISITOR, email)
    _print_link(link)


@app.command("disable")
def user_disable(email: Email, country: given.OfCountry = None) -> None:
    """Let a person sign in no longer. Whoever is signed in as them is out within a minute."""
    from pages.parts import accounts

    with _opened(country) as house:
        accounts.disable(house, accounts.OPERATOR_VISITOR, email)
    typer.echo(text("people.commands.disabled", email=email))


@app.command("list")
def user_list(as_json: given.AsJson = False, country: given.OfCountry = None) -> None:
    """Print everybody: e-mail, name, role, places, whether there is a password, whether they may sign in."""
    from pages.parts import accounts

    with existing(country) as house:
        for account in accounts.everybody(house, accounts.OPERATOR_VISITOR):
            person = account.person
            line = {
                "email": person.email,
                "name": person.name,
                "role": person.role.value,
                "places": sorted(person.places),
                "password": account.has_password,
                "disabled": person.disabled,
            }
            told = (str(value) if not isinstance(value, list) else " ".join(value) for value in line.values())
            typer.echo(json.dumps(line, ensure_ascii=False) if as_json else "\t".join(told))


@app.command("token")
def user_token(
    email: Email,
    label: Annotated[str, typer.Option(help="What the token is for, to tell it from others.")] = "",
    end: Annotated[str, typer.Option(metavar="NUMBER", help="End the token of this number instead.")] = "",
    show: Annotated[bool, typer.Option("--list", help="Print the tokens that hold instead.")] = False,
    country: given.OfCountry = None,
) -> None:
    """Print a token by which a program reads what the person may read; or list, or end, those that there are."""
    from pages.parts import accounts

    with _opened(country) as house:
        if show:
            for token in accounts.tokens(house, accounts.OPERATOR_VISITOR, email):
                typer.echo(f"{token.number}\t{token.created_at:%Y-%m-%d}\t{token.label}")
        elif end:
            accounts.end_token(house, accounts.OPERATOR_VISITOR, email, end)
            typer.echo(text("people.commands.token_ended"))
        else:
            made = accounts.make_token(house, accounts.OPERATOR_VISITOR, email, label=label)
            typer.echo(text("people.commands.token"), err=True)
            typer.echo(made)


@contextmanager
def _opened(country: str | None) -> Iterator[House]:
    """The real database, made now where there is none yet; a demo has no accounts."""
    if given.settings(country).embedded:
        raise setup_error(SetupError, "people.demo")
    with opened(country) as house:
        yield house


def _role(said: str) -> Role:
    if said not in set(Role):
        raise typer.BadParameter(text("people.commands.role_shape", found=said))
    return Role(said)


def _print_link(link: str) -> None:
    typer.echo(text("people.commands.link"), err=True)
    typer.echo(link)
