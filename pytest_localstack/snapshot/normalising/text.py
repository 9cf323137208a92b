"""The JSON text of a match, when functions have replaced parts of it."""

from __future__ import annotations

import json
from typing import Any

from pytest_localstack.snapshot.errors import TransformError


def parsed(key: str, text: str) -> Any:
    """Parse the text of a match.

    :raises TransformError: when it is no JSON any more.
    """
    try:
        return json.loads(text)
    except ValueError as error:
        raise TransformError(
            f'the match "{key}" is no JSON after its replacements ({error}): '
            f"{_around(text, error)}\nA transformer replaces more than a value: give it a narrower text."
        ) from error


def _around(text: str, error: ValueError) -> str:
    position = getattr(error, "pos", 0)
    return "…" + text[max(0, position - 40) : position + 40] + "…"
