"""Passwords of local accounts: what a good one is, and how it is kept: as an argon2id hash, and in no other form."""

from __future__ import annotations

import functools
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.errors import CommonPassword, WeakPassword
from data.settings import content_file

SHORTEST, LONGEST = 12, 128
FEWEST_SIGNS = 5
"""Different signs that a password has at least."""
LIST = "passwords/common.txt"

HASHER = PasswordHasher()
"""Argon2id with 64 MiB, three passes and four lanes: the second recommendation of RFC 9106, section 4."""
AT_ONCE = threading.BoundedSemaphore(2)
"""Hashes reckoned at the same time: each takes its 64 MiB, whoever asks for it."""


def refuse_weak(password: str, *about: str) -> None:
    """Refuse a password that would be guessed. No mixture of kinds of signs is asked for: length is what helps.

    Args:
        password: the password.
        about: what everybody knows of the person, as the e-mail; the password is not made of it.

    Raises:
        WeakPassword: if it is too short or too long.
        CommonPassword: if it is one of those that are tried first, or made of one, or of the person's own name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(shortest=SHORTEST, longest=LONGEST)
    lower = password.casefold()
    core = lower.strip("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    known = {word for text in about for word in (text.casefold(), text.casefold().partition("@")[0])}
    repeated = any(lower == lower[:size] * (len(lower) // size) for size in range(1, len(lower) // 2 + 1))
    if {lower, core} & (common() | known) or not core or repeated or len(set(lower)) < FEWEST_SIGNS:
        raise CommonPassword


def hashed(password: str) -> str:
    """The hash under which a password is kept."""
    with AT_ONCE:
        return HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was hashed. Without a hash it takes as long, and does not fit."""
    with AT_ONCE:
        try:
            return HASHER.verify(kept or _nobodys(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_old(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(kept)


@functools.cache
def common() -> frozenset[str]:
    """The passwords that are tried first."""
    lines = content_file(LIST, None).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


@functools.cache
def _nobodys() -> str:
    return HASHER.hash("")
