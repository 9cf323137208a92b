"""Patterns: `*` stands for any text, `?` for any character, `${key}` for what the request has under a key."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_PARTS = re.compile(r"\$\{[*?$]\}|\*|\?|[^*?$]+|\$")
_MEANING = {"*": ".*", "?": "."}


class NoSuchKey(LookupError):
    """A variable stands for what the request does not have; its pattern matches nothing."""


def fill(pattern: str, context: Mapping[str, tuple[str, ...]]) -> str:
    """Put the request's values in place of variables; `${*}`, `${?}` and `${$}` stay, as characters.

    :param context: the values by key, in lower case; a default may follow the key: `${aws:username, 'nobody'}`.
    :raises NoSuchKey: when it does not have one.
    """

    def value_of(found: re.Match[str]) -> str:
        name, _, default = found[1].partition(",")
        if name in ("*", "?", "$"):
            return found[0]
        values = context.get(name.strip().lower(), ())
        if len(values) == 1:
            return _literal(values[0])
        if default:
            return _literal(default.strip().strip("'"))
        raise NoSuchKey(name)

    return _VARIABLE.sub(value_of, pattern) if "${" in pattern else pattern


def matches(pattern: str, text: str, *, ignore_case: bool = False) -> bool:
    """Tell whether a pattern stands for a text."""
    return _compiled(pattern, ignore_case).fullmatch(text) is not None


def plain(pattern: str) -> str:
    """Give the text that a pattern is, taken as a text."""
    return pattern.replace("${*}", "*").replace("${?}", "?").replace("${$}", "$")


def _literal(text: str) -> str:
    return re.sub(r"[*?$]", lambda found: f"${{{found[0]}}}", text)


@functools.lru_cache(maxsize=1024)
def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    parts = (
        _MEANING.get(part) or re.escape(part[2] if part.startswith("${") else part)
        for part in _PARTS.findall(pattern)
    )
    return re.compile("".join(parts), re.DOTALL | (re.IGNORECASE if ignore_case else 0))
