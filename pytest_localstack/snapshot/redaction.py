"""The gate before the disk: what a test matched, without what must not be recorded.

Account ids, access key ids, tokens, signatures, secrets, private keys and e-mail addresses are replaced by
`<redacted:…>`, wherever they stand: in values and keys, in JSON, URLs, headers and bytes inside strings, in base64. A
secret that a name gives away is replaced wherever else the test shows it. The comparison passes the gate too, so that
what is replaced in a recording is replaced alike in what is compared with it; a value that is recorded already, as in
files from before the gate, is compared as it is.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from .sensitive import Kind, given_away, is_held, kind_of, redacted

SHORTEST_LEARNED = 8
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": Kind.ACCESS_KEY,
    "AWS_SECRET_ACCESS_KEY": Kind.SECRET,
    "AWS_SESSION_TOKEN": Kind.TOKEN,
}
SHORTEST_CREDENTIAL = 16
# What lies below these is secret, whatever its name: the JSON in a SecretString.
DEEP = ("SecretString", "SecretBinary")

_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_NAMES = ("Name", "name", "Key", "key")
_VALUES = ("Value", "value")


class _Nothing:
    """Stands for a value that is not recorded."""


_NOTHING = _Nothing()


class Gate:
    """Redact the matches of one test.

    :param observed: everything the test matched: a secret named in one place is known in all.
    :param kept: values the test fixes itself; they stay.
    """

    def __init__(self, observed: Any = None, kept: Iterable[str] = ()) -> None:
        self._kept = frozenset(kept)
        self._unread: list[Any] = [observed]
        self._secrets: dict[str, Kind] = {}
        self._known: re.Pattern[str] | None = None

    def learn(self, observed: Any) -> None:
        """Look for secrets in a further match as well."""
        self._unread.append(observed)

    def keep(self, values: Iterable[str]) -> None:
        """Let further values pass."""
        self._kept = self._kept.union(values)
        self._unread.append(None)

    def text(self, text: str) -> str:
        """Redact a text."""
        if text in self._kept:
            return text
        if (known := self._pattern()) is not None:
            text = known.sub(lambda found: self._secrets[found[0]].value, text)
        text = redacted(text, self._kept)
        return self._encoded(text) if len(text) % 4 == 0 and _BASE64.fullmatch(text) else text

    def beside(self, recorded: Any, observed: Any) -> Any:
        """Redact a JSON value, but for what is recorded as it is.

        :param recorded: the recording of the value, None without one.
        """
        return self._beside(_NOTHING if recorded is None else recorded, observed, "")

    def matches(self, recorded: Mapping[str, Any], observed: Mapping[str, Any]) -> dict[str, Any]:
        """Redact `{match key: value}` beside its recording; the match keys stay."""
        return {key: self._beside(recorded.get(key, _NOTHING), value, "") for key, value in observed.items()}

    def _beside(self, recorded: Any, observed: Any, name: str) -> Any:
        # What is on the disk already is compared as it is; most comparisons end here.
        if recorded == observed:
            return observed
        if isinstance(observed, dict):
            return self._object(recorded if isinstance(recorded, dict) else {}, observed, name)
        if isinstance(observed, list):
            return self._list(recorded if isinstance(recorded, list) else [], observed, name)
        return self._leaf(observed, name)

    def _object(self, recorded: dict[str, Any], observed: dict[str, Any], name: str) -> dict[str, Any]:
        named = _pair_name(observed)
        result: dict[str, Any] = {}
        for key, value in observed.items():
            shown = key if key in recorded else _free(self.text(key), result)
            inner = name if name in DEEP else named if key in _VALUES and named else key
            result[shown] = self._beside(recorded.get(shown, _NOTHING), value, inner)
        return result

    def _list(self, recorded: list[Any], observed: list[Any], name: str) -> list[Any]:
        if len(observed) == 2 and isinstance(observed[0], str) and kind_of(observed[0]):
            name = name or observed[0]
        beside = [*recorded, *[_NOTHING] * len(observed)]
        return [self._beside(beside[index], item, name) for index, item in enumerate(observed)]

    def _leaf(self, value: Any, name: str) -> Any:
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return value
        text = str(value)
        kind = kind_of(name)
        if kind is not None and text not in self._kept and is_held(kind, name, text):
            return kind.value
        return self.text(value) if isinstance(value, str) else value

    def _encoded(self, text: str) -> str:
        try:
            inside = base64.b64decode(text, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return text
        shown = self.text(inside)
        return text if shown == inside else base64.b64encode(shown.encode()).decode()

    def _pattern(self) -> re.Pattern[str] | None:
        """Give what finds the secrets that the matches have shown so far; each of them is read once."""
        if self._unread:
            unread, self._unread = self._unread, []
            named = [secret for observed in unread for secret in _named_secrets(observed, "")]
            for kind, value in [*_credentials(), *named]:
                if len(value) >= SHORTEST_LEARNED and not value.startswith("<"):
                    self._secrets |= {value: kind, quote(value, safe=""): kind}
            self._known = _any_of(self._secrets.keys() - self._kept)
        return self._known


def _any_of(values: Collection[str]) -> re.Pattern[str] | None:
    longest_first = sorted(values, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])") if values else None


CLOSED = Gate()


def _pair_name(observed: dict[str, Any]) -> str:
    """Give the name in `{"Name": "Authorization", "Value": …}`."""
    if not any(key in observed for key in _VALUES):
        return ""
    return next((observed[key] for key in _NAMES if isinstance(observed.get(key), str)), "")


def _free(key: str, taken: Mapping[str, Any]) -> str:
    number = 2
    free = key
    while free in taken:
        free, number = f"{key}#{number}", number + 1
    return free


def _credentials() -> Iterator[tuple[Kind, str]]:
    for variable, kind in CREDENTIALS.items():
        value = os.environ.get(variable, "")
        if len(value) >= SHORTEST_CREDENTIAL:
            yield kind, value


def _named_secrets(value: Any, name: str) -> Iterator[tuple[Kind, str]]:
    """Find the secrets that names give away."""
    if isinstance(value, dict):
        named = _pair_name(value)
        for key, item in value.items():
            inner = named if key in _VALUES and named else str(key)
            yield from _named_secrets(item, inner)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _named_secrets(item, name)
    elif isinstance(value, (str, bytes)):
        text = value if isinstance(value, str) else value.decode("utf-8", "replace")
        kind = kind_of(name)
        if kind not in (None, Kind.ACCOUNT) and is_held(kind, name, text):
            yield kind, text
        yield from _named_secrets(_parsed(text), name) if text[:1] in ("{", "[") else given_away(text)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
