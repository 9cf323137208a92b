"""What a normalised recording of real AWS proves about a value that was not normalised.

A placeholder stands for any text, so a recorded text is a pattern. A numbered one, `<uuid:1>`, stands for the same
text wherever it occurs, and `<uuid:2>` for another. A recording that replaced a whole value by a word, like
`datetime`, proves no more than that there is one. Of `ResponseMetadata` the status and the recorded headers count:
what else is in it depends on the release of botocore.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pytest_localstack.snapshot.diff import Difference, Kind, Steps
from pytest_localstack.snapshot.transform import hyphenated
from pytest_localstack.snapshot.tree import METADATA

WORDS = frozenset({"date", "datetime", "timestamp", "owner-id"})
ACCOUNT = "1" * 12
_PLACEHOLDER = re.compile(rf"(<[a-z][A-Za-z0-9_-]*(?::[^<>]*)?>|{ACCOUNT})")
_NUMBERED = re.compile(r"<(.+):\d+>")
_FORMS = {
    "<region>": r"[a-z]{2}(?:-[a-z]+)+-\d",
    "<partition>": r"aws(?:-[a-z]+)*",
    ACCOUNT: r"\d{12}",
}
# What stands for one account, region or partition of a recording stands for one of ours.
_RECURRING = frozenset(_FORMS)


class Proof:
    """Compares values of one test with recordings of one test, whose placeholders mean the same throughout."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._tokens: dict[tuple[str, str], str] = {}

    def differences(self, recorded: Any, observed: Any) -> tuple[Difference, ...]:
        """List where a value is not as it is recorded; paths begin below the value.

        :param recorded: JSON values, normalised.
        :param observed: JSON values as they are, JSON texts opened.
        """
        return tuple(self._compared(recorded, observed, ()))

    def _compared(self, recorded: Any, observed: Any, path: Steps) -> Iterator[Difference]:
        if isinstance(recorded, dict) and isinstance(observed, dict):
            yield from self._dicts(recorded, observed, path)
        elif isinstance(recorded, list) and isinstance(observed, list):
            yield from self._lists(recorded, observed, path)
        elif not self._agree(recorded, observed) and not _is_key(recorded, observed, path):
            yield Difference(Kind.CHANGED, path, recorded, observed)

    def _dicts(self, recorded: dict[str, Any], observed: dict[str, Any], path: Steps) -> Iterator[Difference]:
        if path[-1:] == (METADATA,):
            recorded, observed = _of_metadata(recorded, observed)
        left = dict(observed)
        for key in sorted(recorded, key=_is_pattern):
            found = self._key(key, left)
            if found is None:
                yield Difference(Kind.REMOVED, (*path, key), expected=recorded[key])
            else:
                yield from self._compared(recorded[key], left.pop(found), (*path, found))
        for key, value in left.items():
            yield Difference(Kind.ADDED, (*path, key), actual=value)

    def _key(self, recorded: str, observed: dict[str, Any]) -> str | None:
        if recorded in observed:
            return recorded
        return next((key for key in observed if _is_pattern(recorded) and self._agree(recorded, key)), None)

    def _lists(self, recorded: list[Any], observed: list[Any], path: Steps) -> Iterator[Difference]:
        for index, (expected, actual) in enumerate(zip(recorded, observed, strict=False)):
            yield from self._compared(expected, actual, (*path, index))
        for index in range(len(observed), len(recorded)):
            yield Difference(Kind.REMOVED, (*path, index), expected=recorded[index])
        for index in range(len(recorded), len(observed)):
            yield Difference(Kind.ADDED, (*path, index), actual=observed[index])

    def _agree(self, recorded: Any, observed: Any) -> bool:
        if isinstance(recorded, str) and (recorded in WORDS or _is_whole(recorded)):
            return _is_anything(observed)
        if not isinstance(recorded, str) or not isinstance(observed, str):
            return type(recorded) is type(observed) and bool(recorded == observed)
        pattern, tokens = _pattern(recorded)
        found = pattern.fullmatch(observed)
        if found is None:
            return False
        pairs = [(token, found[index + 1]) for index, token in enumerate(tokens)]
        if not all(self._fits(token, value) for token, value in pairs):
            return False
        for token, value in pairs:
            self._values[token] = value
            self._tokens[_label(token), value] = token
        return True

    def _fits(self, token: str, value: str) -> bool:
        other = self._tokens.get((_label(token), value), token)
        return self._values.get(token, value) == value and other == token


def _of_metadata(recorded: dict[str, Any], observed: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    headers = recorded.get("HTTPHeaders", {})
    seen = observed.get("HTTPHeaders", {})
    kept = {key: observed[key] for key in recorded if key in observed}
    if "HTTPHeaders" in recorded:
        kept["HTTPHeaders"] = {key: seen[key] for key in headers if key in seen}
    return recorded, kept


def _is_anything(observed: Any) -> bool:
    return not isinstance(observed, (dict, list)) and observed not in (None, "")


def _is_key(recorded: Any, observed: Any, path: Steps) -> bool:
    """Tell whether a value was replaced by its key, in hyphens, as LocalStack's transformers do."""
    key = path[-1] if path else None
    return isinstance(key, str) and recorded == hyphenated(key) and _is_anything(observed)


def _is_pattern(text: str) -> bool:
    return bool(_PLACEHOLDER.search(text))


def _is_whole(text: str) -> bool:
    """Tell whether a text is one placeholder that need not be the same anywhere else."""
    found = _PLACEHOLDER.fullmatch(text)
    return found is not None and text not in _RECURRING and not _NUMBERED.fullmatch(text)


def _label(token: str) -> str:
    found = _NUMBERED.fullmatch(token)
    return found[1] if found else token


@lru_cache(maxsize=1024)
def _pattern(recorded: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Give a pattern for a recorded text, and the token of each of its groups."""
    pattern, tokens = "", []
    for part in _PLACEHOLDER.split(recorded):
        if not _PLACEHOLDER.fullmatch(part):
            pattern += re.escape(part)
        elif part in _RECURRING or _NUMBERED.fullmatch(part):
            pattern += f"({_FORMS.get(part, '.+?')})"
            tokens.append(part)
        else:
            pattern += ".+?"
    return re.compile(pattern, re.DOTALL), tuple(tokens)
