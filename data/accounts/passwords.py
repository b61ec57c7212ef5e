"""Passwords: how they are kept, what is too easy, and one to begin with."""

import re
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.errors import BadSelection
from data.language import _, ngettext

SHORTEST, LONGEST = 12, 256
FEWEST_DIFFERENT = 6
# Where a password is made of nothing but one of these and digits or signs, it is among the first that are tried.
EASY = frozenset(
    {
        "password",
        "passwort",
        "parol",
        "пароль",
        "qwerty",
        "qwertyuiop",
        "йцукен",
        "йцукенгшщзхъ",
        "qwertyqwerty",
        "йцукенйцукен",
        "admin",
        "administrator",
        "админ",
        "администратор",
        "letmein",
        "welcome",
        "добропожаловать",
        "mmuko",
        "ministry",
        "minobr",
        "министерство",
        "минобр",
        "education",
        "образование",
        "образования",
        "school",
        "школа",
        "region",
        "регион",
        "область",
        "russia",
        "россия",
        "operator",
        "оператор",
        "analyst",
    }
)
RUNS = ("abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "01234567890", "qwertyuiop", "йцукенгшщзхъ")
# Letters and digits that are not taken for one another when they are read out or typed from paper.
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 5

_HASHER = PasswordHasher()


class WeakPassword(BadSelection):
    """The password cannot be taken; the text says what is wrong with it."""


def hash_password(password: str) -> str:
    """The argon2id hash with its parameters and salt."""
    return _HASHER.hash(_normal(password))


@cache
def _nobody() -> str:
    """What the password of an unknown name is compared with, so that it takes as long as that of a known one."""
    return hash_password(secrets.token_hex(16))


def matches(password: str, kept: str | None) -> bool:
    """Whether the password is the kept one. Without one to compare with it takes as long, and is not."""
    # Longer ones were never taken; hashing a megabyte would only keep the server busy.
    tried = _normal(password[:LONGEST])
    try:
        return _HASHER.verify(kept or _nobody(), tried) and kept is not None and len(password) <= LONGEST
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than new ones are."""
    return _HASHER.check_needs_rehash(kept)


def require_strong(password: str, name: str) -> None:
    """Raises WeakPassword: too short or too long, too few different characters, the name, a run or a common word."""
    normal = _normal(password).casefold()
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(
            ngettext(
                "A password has at least {number} character.", "A password has at least {number} characters.", SHORTEST
            ).format(number=SHORTEST)
        )
    if len(set(normal)) < FEWEST_DIFFERENT:
        raise WeakPassword(_("The password repeats too few characters. Use several words, for example."))
    core = re.sub(r"[\W\d_]+", "", normal)
    if name.casefold() in normal or core in EASY or _is_a_run(normal):
        raise WeakPassword(
            _("This password is among the first that are tried: it holds the name, a run or a common word.")
        )


def _is_a_run(normal: str) -> bool:
    """Whether eight neighbouring keys, letters or digits follow each other."""
    length = 8
    pieces = {normal[start : start + length] for start in range(len(normal) - length + 1)}
    return any(piece in run or piece[::-1] in run for piece in pieces for run in RUNS)


def temporary_password() -> str:
    """About 99 bits, in groups that can be read out: for the first sign-in only."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _place in range(GROUP)) for _group in range(GROUPS))


def _normal(password: str) -> str:
    # The same characters come composed from one keyboard and in parts from another.
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())
