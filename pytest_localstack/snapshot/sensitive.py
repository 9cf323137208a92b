"""What must not be recorded, as a name says it and as a text shows it.

::

    kind_of(name)     what a member, header or parameter of that name holds
    Patterns          what is recognised inside a text by its own form, or by a name beside it

A text is JSON, XML, a URL, a form, headers or prose, several of them inside each other, at any depth of quoting.
Each pattern is bounded or anchored: a text of any length takes time in proportion to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """A kind of value that is not recorded; the value is what stands in its place."""

    ACCOUNT = "<redacted:account-id>"
    ACCESS_KEY = "<redacted:access-key-id>"
    E_MAIL = "<redacted:e-mail>"
    PRIVATE_KEY = "<redacted:private-key>"
    SECRET = "<redacted:secret>"
    SIGNATURE = "<redacted:signature>"
    TOKEN = "<redacted:token>"


# Accounts of emulators, the default one first, and what the account of a run is replaced by.
PLACEHOLDER_ACCOUNT = re.compile(r"0{9}\d{3}|1{12}")

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")
_ENDINGS = {
    "secret access key": Kind.SECRET,
    "secretaccesskey": Kind.SECRET,
    "secret key": Kind.SECRET,
    "client secret": Kind.SECRET,
    "shared secret": Kind.SECRET,
    "secret string": Kind.SECRET,
    "secret binary": Kind.SECRET,
    "password": Kind.SECRET,
    "passwd": Kind.SECRET,
    "passphrase": Kind.SECRET,
    "api key value": Kind.SECRET,
    "x api key": Kind.SECRET,
    "private key": Kind.PRIVATE_KEY,
    "private key plaintext": Kind.PRIVATE_KEY,
    "private key pem": Kind.PRIVATE_KEY,
    "session token": Kind.TOKEN,
    "sessiontoken": Kind.TOKEN,
    "security token": Kind.TOKEN,
    "access token": Kind.TOKEN,
    "refresh token": Kind.TOKEN,
    "id token": Kind.TOKEN,
    "bearer token": Kind.TOKEN,
    "auth token": Kind.TOKEN,
    "authorization token": Kind.TOKEN,
    "web identity token": Kind.TOKEN,
    "saml assertion": Kind.TOKEN,
    "authorization": Kind.TOKEN,
    "cookie": Kind.TOKEN,
    "signature": Kind.SIGNATURE,
    "signature provided": Kind.SIGNATURE,
    "access key id": Kind.ACCESS_KEY,
    "accesskeyid": Kind.ACCESS_KEY,
}
_WHOLE = {"secret": Kind.SECRET, "key material": Kind.PRIVATE_KEY}


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind | None:
    """Tell what a member, header or parameter of that name holds, as far as its name says it."""
    words = _WORDS.sub(" ", name).strip().lower()
    if words in _WHOLE:
        return _WHOLE[words]
    padded = f" {words}"
    found = next((kind for ending, kind in _ENDINGS.items() if padded.endswith(f" {ending}")), None)
    if found is None and {"account", "accounts", "owner"} & set(words.split()):
        return Kind.ACCOUNT
    return found


_PLACEHOLDER = re.compile(r"<.*>|\*+|arn:.*", re.DOTALL)
_SCHEME = re.compile(r"(AWS4-HMAC-SHA256|AWS|Bearer|Basic|Digest|Negotiate)\s+\S", re.IGNORECASE)
_SIGNATURE = re.compile(r"[0-9a-fA-F]{32,}|[A-Za-z0-9+/_~%-]{27,}={0,2}")
_KEY_ID = re.compile(r"[A-Z0-9]{16,128}")


def is_held(kind: Kind, name: str, value: str) -> bool:
    """Tell whether what stands under a telling name is such a value, not a placeholder or another word."""
    if not value or _PLACEHOLDER.fullmatch(value):
        return False
    if kind is Kind.SIGNATURE:
        return bool(_SIGNATURE.fullmatch(value) and re.search(r"\d", value))
    if kind is Kind.ACCESS_KEY:
        return bool(_KEY_ID.fullmatch(value))
    if kind is Kind.ACCOUNT:
        return bool(re.fullmatch(r"\d{12}", value)) and not PLACEHOLDER_ACCOUNT.fullmatch(value)
    if kind is Kind.TOKEN and name.lower().endswith(("authorization", "cookie")):
        return bool(_SCHEME.match(value) or (len(value) >= 16 and re.search(r"\d", value)))
    return True


_PARAMETER = (
    r"(?:[a-z0-9]{1,40}[_.-]){0,4}(?:secret_?access_?key|secret_?key|client_?secret|shared_?secret|secret_?string"
    r"|password|passwd|passphrase|api_?key|(?:session|security|access|refresh|id|auth|bearer)[_-]?token)"
)
_HEADER = r"x-amz-security-token|secret_?access_?key|session_?token|password"
_BEFORE_ID = r"(?:(?<![A-Za-z0-9])|(?<=%2F)|(?<=%2f)|(?<=%3D)|(?<=%3d)|(?<=\\n)|(?<=\\t)|(?<=\\r))"

SUSPICIOUS = re.compile(
    r"@|%40|\d{12}|(?:A[KS]|AB)IA|ACCA|PRIVATE KEY|eyJ|IQoJ|F[wQ]oG|AQoD|AgoJ|://[^/\s]*:|"
    r"(?i:signature|passw|passph|secret|token|authorization|api.?key|cookie|private.?key|samlassertion|material)"
)
_PAIR = re.compile(
    r"""(?P<q>\\*["'])(?P<name>[^"'\\\s:]{2,80})(?P=q)(?P<between>\s{0,8}[:,]\s{0,8}b?)"""
    r"""(?P<v>\\*["'])(?P<value>[^\0]{0,16384}?)(?<!\\)(?P=v)"""
)
_ELEMENT = re.compile(r"(?P<open><(?P<name>[A-Za-z][\w:.-]{2,60})>)(?P<value>[^<]{1,16384})(?=</)")

# Each pattern with the group that holds the value; what stands around it is kept.
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.PRIVATE_KEY,
        re.compile(
            r"(?P<value>-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----"
            r"(?:[^-]{0,16384}-----END (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----|[^-]{0,16384}))"
        ),
    ),
    (Kind.TOKEN, re.compile(r"(?P<value>(?<![\w-])eyJ[\w-]{6,16384}\.eyJ[\w-]{6,16384}\.[\w-]*)")),
    (
        Kind.TOKEN,
        re.compile(
            r"(?P<value>(?<![A-Za-z0-9+/])(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz|AgoJb3JpZ2lu)"
            r"[\w+/=%-]{16,})"
        ),
    ),
    (
        Kind.TOKEN,
        re.compile(
            r"(?i)authorization(?:\\*[\"'])?\s{0,4}[:=]\s{0,4}(?:AWS|Bearer|Basic|Digest)\s{1,4}"
            r"(?P<value>[^\s,\"'<\\]{6,})"
        ),
    ),
    (
        Kind.SIGNATURE,
        re.compile(
            r"(?i)(?<![a-z0-9])signature(?:\s{0,2}[=:]\s{0,2}|%3D)"
            r"(?P<value>[0-9a-f]{32,}|[A-Za-z0-9+/_~%-]{27,}={0,2})"
        ),
    ),
    (
        Kind.SECRET,
        re.compile(
            rf"(?i)(?<![a-z0-9])(?:{_PARAMETER})(?:\s{{0,4}}=\s{{0,4}}|%3D)(?P<value>[^&\s\"'<>;,\\]+)"
        ),
    ),
    (
        Kind.SECRET,
        re.compile(rf"(?i)(?<![a-z0-9])(?:{_HEADER}):\s{{0,4}}(?P<value>[^&\s\"'<>;,\\]{{4,}})"),
    ),
    (Kind.SECRET, re.compile(r"://[^/\s:@\"'<>]{1,64}:(?P<value>[^/\s@\"'<>]{1,256})@")),
    (
        Kind.ACCESS_KEY,
        re.compile(_BEFORE_ID + r"(?P<value>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,124})(?![A-Za-z0-9])"),
    ),
    (
        Kind.E_MAIL,
        re.compile(
            r"(?:(?<![\w.+'%-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\n)|(?<=\\t)|(?<=\\r)|(?<=b'))"
            r"(?P<value>[\w.+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})"
        ),
    ),
)
# Not within words, decimals, UUIDs and telephone numbers.
_TWELVE = re.compile(
    r"(?:(?<![\w.+])(?<![0-9A-Fa-f]{4}-)|(?<=[_/:])|(?<=%2F)|(?<=%3A)|(?<=%2f)|(?<=%3a)|(?<=\\n))"
    r"(?P<value>\d{12})(?![0-9A-Za-z])(?!\.\d)"
)
_IN_ARN = re.compile(r"(?<=:)(?P<value>\d{12})(?=:)")
_MINUTE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d")


def redacted(text: str, kept: frozenset[str] = frozenset()) -> str:
    """Replace what a text must not say.

    :param kept: values that stay all the same.
    """
    return _seen_before(text, kept) if len(text) <= SHORT else _redacted(text, kept)


# Names and most values of responses recur.
SHORT = 200


@lru_cache(maxsize=8192)
def _seen_before(text: str, kept: frozenset[str]) -> str:
    return _redacted(text, kept)


def _redacted(text: str, kept: frozenset[str]) -> str:
    if not SUSPICIOUS.search(text):
        return text
    if '"' in text or "'" in text:
        text = _PAIR.sub(lambda found: _pair(found, kept), text)
    if "</" in text:
        text = _ELEMENT.sub(lambda found: found["open"] + _named(found["name"], found["value"], kept), text)
    for kind, pattern in _FORMS:
        text = pattern.sub(_replacing(kind, kept), text)
    text = _IN_ARN.sub(_replacing(Kind.ACCOUNT, kept), text)
    account = _replacing(Kind.ACCOUNT, kept)
    return _TWELVE.sub(lambda found: found[0] if _MINUTE.match(found[0]) else account(found), text)


def given_away(text: str) -> tuple[tuple[Kind, str], ...]:
    """Find the values that a parameter, a header or an address names inside a text."""
    return _given_away_before(text) if len(text) <= SHORT else _given_away(text)


@lru_cache(maxsize=8192)
def _given_away_before(text: str) -> tuple[tuple[Kind, str], ...]:
    return _given_away(text)


def _given_away(text: str) -> tuple[tuple[Kind, str], ...]:
    if not SUSPICIOUS.search(text):
        return ()
    telling = [form for form in _FORMS if form[0] in (Kind.SECRET, Kind.SIGNATURE)]
    return tuple((kind, found["value"]) for kind, pattern in telling for found in pattern.finditer(text))


def _pair(found: re.Match[str], kept: frozenset[str]) -> str:
    name, value = found["name"], found["value"]
    quoted = f"{found['q']}{redacted(name, kept)}{found['q']}{found['between']}"
    return f"{quoted}{found['v']}{_named(name, value, kept)}{found['v']}"


def _named(name: str, value: str, kept: frozenset[str]) -> str:
    kind = kind_of(name)
    if kind is not None and value not in kept and is_held(kind, name, value):
        return kind.value
    return redacted(value, kept)


def _replacing(kind: Kind, kept: frozenset[str]) -> Callable[[re.Match[str]], str]:
    def replace(found: re.Match[str]) -> str:
        value = found["value"]
        if value in kept or PLACEHOLDER_ACCOUNT.fullmatch(value) or _PLACEHOLDER.fullmatch(value):
            return found[0]
        start = found.start("value") - found.start()
        return found[0][:start] + kind.value + found[0][start + len(value) :]

    return replace
