"""Signing in: what lets somebody in, what does not, what ends it, and what of it is kept."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.engine import Engine

from data.countries import load_country
from data.errors import CommonPassword, LinkIsOver, NotSignedIn, PersonDisabled, TooManyAttempts, WeakPassword
from data.model import Role
from data.store import attempts, engine, one_time, passwords, people, sign_ins
from data.store.schema import metadata

NOW = dt.datetime(2026, 11, 2, 8, 0, tzinfo=dt.UTC)
EMAIL, PASSWORD, ADDRESS = "officer@example.org", "seven green lamps", "192.0.2.1"
REAL = passwords.HASHER
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested here is not how long a hash takes."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobodys.cache_clear()


@pytest.fixture
def opened(store_url: str) -> Iterator[Engine]:
    """A database with one officer, who has a password."""
    made = engine.connect(store_url)
    engine.create(made, country="IDN", world="real")
    with engine.writing(made) as connection:
        people.add(
            connection,
            email=EMAIL,
            name="Officer",
            role=Role.TASKFORCE,
            places=["32.02"],
            language="en",
            country=load_country("IDN", None),
            by="operator",
            at=NOW,
        )
        link = one_time.make(connection, EMAIL, by="operator", at=NOW)
    one_time.use(made, link, PASSWORD, at=NOW)
    yield made
    made.dispose()


def sign_in(opened: Engine, password: str = PASSWORD, *, email: str = EMAIL, address: str = ADDRESS, after=MINUTE):  # type: ignore[no-untyped-def]
    return sign_ins.sign_in(opened, email=email, password=password, address=address, at=NOW + after)


def who(opened: Engine, token: str, after: dt.timedelta = MINUTE) -> str | None:
    with engine.reading(opened) as connection:
        found = sign_ins.signed_in(connection, token, at=NOW + after)
    return found.person.email if found else None


def everything(opened: Engine) -> str:
    """All that the database holds, as text."""
    with engine.reading(opened) as connection:
        return str([connection.execute(sa.select(table)).all() for table in metadata.sorted_tables])


def test_the_right_password_lets_in_and_each_sign_in_has_a_token_of_its_own(opened: Engine) -> None:
    first, second = sign_in(opened), sign_in(opened, email=" OFFICER@example.org")
    assert first != second
    assert [who(opened, token) for token in (first, second, "", "x" * 43)] == [EMAIL, EMAIL, None, None]


def test_neither_password_nor_link_nor_token_is_kept(opened: Engine) -> None:
    with engine.writing(opened) as connection:
        link = one_time.make(connection, EMAIL, by="operator", at=NOW)
    token = sign_in(opened)
    with pytest.raises(NotSignedIn):
        sign_in(opened, "my secret typed in error", email="typed-in-error")
    kept = everything(opened)
    assert not any(secret in kept for secret in (PASSWORD, link, token, "typed-in-error", "typed in error"))
    assert sign_ins.digest(token) in kept


def test_every_wrong_way_in_gets_the_same_answer(opened: Engine) -> None:
    with engine.writing(opened) as connection:
        for email in ("new@example.org", "gone@example.org"):
            people.add(
                connection,
                email=email,
                name="Other",
                role=Role.REVIEWER,
                places=[],
                language="en",
                country=load_country("IDN", None),
                by="operator",
                at=NOW,
            )
        link = one_time.make(connection, "gone@example.org", by="operator", at=NOW)
    one_time.use(opened, link, PASSWORD, at=NOW)
    with engine.writing(opened) as connection:
        people.disable(connection, "gone@example.org", by="operator", at=NOW)
    answers = []
    for email in (EMAIL, "new@example.org", "gone@example.org", "nobody@example.org"):
        with pytest.raises(NotSignedIn) as refused:
            sign_in(opened, "not the password" if email == EMAIL else PASSWORD, email=email)
        answers.append((refused.value.key, refused.value.values))
    assert answers == [answers[0]] * 4


def test_an_unknown_account_takes_as_long_as_a_known_one(opened: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes the time is one hash, whoever asks; counting them is surer than a clock."""
    asked: list[str] = []

    class Counted:
        def verify(self, kept: str, password: str) -> bool:
            asked.append(kept)
            return bool(PasswordHasher().verify(kept, password))

    kept = passwords.HASHER.hash("")
    monkeypatch.setattr(passwords, "HASHER", Counted())
    monkeypatch.setattr(passwords, "_nobodys", lambda: kept)
    for email in (EMAIL, "nobody@example.org"):
        before = len(asked)
        with pytest.raises(NotSignedIn):
            sign_in(opened, "", email=email)
        assert len(asked) == before + 1
    with engine.reading(opened) as connection:
        refused = connection.execute(
            sa.text("SELECT actor FROM audit WHERE action = 'sign_in_refused' ORDER BY id")
        ).all()
    assert [row.actor for row in refused] == [EMAIL, sign_ins.UNKNOWN]


def test_a_sign_in_ends_after_half_an_hour_without_a_look(opened: Engine) -> None:
    token = sign_in(opened)
    assert who(opened, token, 31 * MINUTE) == EMAIL
    assert who(opened, token, 32 * MINUTE) is None
    with engine.writing(opened) as connection:
        sign_ins.note_seen(connection, token, at=NOW + 31 * MINUTE)
    assert who(opened, token, 61 * MINUTE) == EMAIL


def test_a_sign_in_ends_after_twelve_hours_however_busy(opened: Engine) -> None:
    token = sign_in(opened)
    for minutes in range(20, 12 * 60, 20):
        with engine.writing(opened) as connection:
            sign_ins.note_seen(connection, token, at=NOW + minutes * MINUTE)
    assert who(opened, token, 12 * HOUR) == EMAIL
    with engine.writing(opened) as connection:
        sign_ins.note_seen(connection, token, at=NOW + 12 * HOUR)
    assert who(opened, token, 12 * HOUR + 2 * MINUTE) is None


def test_signing_out_ends_one_session_or_all(opened: Engine) -> None:
    one, two, three = (sign_in(opened) for _ in range(3))
    sign_ins.sign_out(opened, one, at=NOW + MINUTE)
    assert [who(opened, token) for token in (one, two, three)] == [None, EMAIL, EMAIL]
    sign_ins.sign_out(opened, two, everywhere=True, at=NOW + MINUTE)
    assert [who(opened, token) for token in (one, two, three)] == [None, None, None]
    sign_ins.sign_out(opened, "nobody's", at=NOW + MINUTE)


def test_a_disabled_account_is_out_at_the_next_look_and_stays_out(opened: Engine) -> None:
    token = sign_in(opened)
    with engine.writing(opened) as connection:
        people.disable(connection, EMAIL, by="operator", at=NOW + MINUTE)
    assert who(opened, token) is None
    with pytest.raises(NotSignedIn):
        sign_in(opened)
    with engine.writing(opened) as connection:
        people.enable(connection, EMAIL, by="operator", at=NOW + MINUTE)
    assert who(opened, token) is None
    assert sign_in(opened)


def test_a_note_of_being_there_does_not_bring_back_what_ended(opened: Engine) -> None:
    token = sign_in(opened)
    sign_ins.sign_out(opened, token, at=NOW + MINUTE)
    with engine.writing(opened) as connection:
        sign_ins.note_seen(connection, token, at=NOW + MINUTE)
    assert who(opened, token) is None


def test_five_wrong_passwords_and_then_a_quarter_of_an_hour(opened: Engine) -> None:
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            sign_in(opened, "not the password")
    with pytest.raises(TooManyAttempts) as wait:
        sign_in(opened)
    assert wait.value.values == {"minutes": 15}
    assert sign_in(opened, address="192.0.2.99")  # nobody shuts an officer out from elsewhere
    with pytest.raises(TooManyAttempts):
        sign_in(opened, after=15 * MINUTE)
    assert sign_in(opened, after=16 * MINUTE)


def test_a_success_forgives_the_attempts_before_it(opened: Engine) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(NotSignedIn):
                sign_in(opened, "not the password")
        assert sign_in(opened)


def test_one_address_cannot_try_every_account(opened: Engine) -> None:
    for number in range(attempts.OF_ADDRESS):
        with pytest.raises(NotSignedIn):
            sign_in(opened, "summer2026summer", email=f"{number}@example.org")
    with pytest.raises(TooManyAttempts):
        sign_in(opened)


def test_many_addresses_cannot_try_one_account_for_ever_and_a_new_link_opens_it_again(opened: Engine) -> None:
    for number in range(attempts.OF_ACCOUNT):
        with pytest.raises(NotSignedIn):
            sign_in(opened, "not the password", address=f"198.51.100.{number}", after=number * MINUTE)
    with pytest.raises(TooManyAttempts):
        sign_in(opened, after=3 * HOUR)
    with engine.writing(opened) as connection:
        link = one_time.make(connection, EMAIL, by="operator", at=NOW + 3 * HOUR)
    one_time.use(opened, link, PASSWORD, at=NOW + 3 * HOUR)
    assert sign_in(opened, after=3 * HOUR)


def test_a_network_of_ipv6_counts_as_one_address() -> None:
    assert attempts.network("2001:db8::1") == attempts.network("2001:db8::ffff:1") != attempts.network("2001:db8:1::1")
    assert attempts.network("192.0.2.1") != attempts.network("192.0.2.2")


def test_attempts_at_the_same_moment_are_all_counted(opened: Engine) -> None:
    answers: list[type[Exception]] = []

    def guess() -> None:
        try:
            sign_in(opened, "not the password")
        except Exception as error:
            answers.append(type(error))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(NotSignedIn) == 5
    assert answers.count(TooManyAttempts) == 7


def test_a_link_sets_a_password_once_and_ends_what_was_before(opened: Engine) -> None:
    token = sign_in(opened)
    with engine.writing(opened) as connection:
        older = one_time.make(connection, EMAIL, by="operator", at=NOW)
        link = one_time.make(connection, EMAIL, by="operator", at=NOW)
    with pytest.raises(LinkIsOver):
        one_time.use(opened, older, "five blue boats at sea", at=NOW)
    with pytest.raises(WeakPassword):
        one_time.use(opened, link, "short", at=NOW)
    one_time.use(opened, link, "five blue boats at sea", at=NOW)
    with pytest.raises(LinkIsOver):
        one_time.use(opened, link, "six blue boats at sea", at=NOW)
    assert who(opened, token) is None
    with pytest.raises(NotSignedIn):
        sign_in(opened)
    assert sign_in(opened, "five blue boats at sea")


def test_a_link_holds_for_a_day_and_not_for_who_is_disabled(opened: Engine) -> None:
    with engine.writing(opened) as connection:
        link = one_time.make(connection, EMAIL, by="operator", at=NOW)
    with engine.reading(opened) as connection:
        assert one_time.whose(connection, link, at=NOW + 23 * HOUR).email == EMAIL
        with pytest.raises(LinkIsOver):
            one_time.whose(connection, link, at=NOW + 24 * HOUR)
    with engine.writing(opened) as connection:
        people.disable(connection, EMAIL, by="operator", at=NOW)
        with pytest.raises(LinkIsOver):
            one_time.whose(connection, link, at=NOW)
        with pytest.raises(PersonDisabled):
            one_time.make(connection, EMAIL, by="operator", at=NOW)


@pytest.mark.parametrize("password", ["eleven sign", "x" * 129, ""])
def test_a_password_has_a_length(password: str) -> None:
    with pytest.raises(WeakPassword) as weak:
        passwords.refuse_weak(password)
    assert not isinstance(weak.value, CommonPassword)


@pytest.mark.parametrize(
    "password",
    [
        "qwertyuiop123456",
        "Password2026!",
        "1q2w3e4r5t6y",
        "iloveyou 123456",
        "officer@example.org",
        "Officer20262026",
        "111111111111",
        "abcabcabcabc",
        "201120122013",
        "lima lima 12",
        "aaaaaaaaaaaabb",
    ],
)
def test_a_password_is_none_of_those_that_are_tried_first_nor_made_of_one(password: str) -> None:
    with pytest.raises(CommonPassword):
        passwords.refuse_weak(password, EMAIL, "Officer", "lima", "lima lima")


@pytest.mark.parametrize(
    "password", [PASSWORD, "correct horse battery staple", "Sembilan perahu di danau", "tR7#pQ2!vL9z"]
)
def test_a_long_password_needs_no_mixture(password: str) -> None:
    passwords.refuse_weak(password, EMAIL)


def test_a_hash_of_older_parameters_is_made_anew_at_the_next_sign_in(
    opened: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(opened)
    assert "m=64,t=1" in before
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    assert sign_in(opened)
    assert "m=64,t=2" in everything(opened)
    assert sign_in(opened)


def test_the_hash_is_argon2id_with_what_rfc_9106_recommends() -> None:
    kept = REAL.hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
