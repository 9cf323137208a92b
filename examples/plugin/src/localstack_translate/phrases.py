"""Phrases by pair of languages: `{"en-de": {"good morning": "guten Morgen"}}`."""

from __future__ import annotations

import json
import os
from pathlib import Path

Phrases = dict[str, dict[str, str]]


def read_phrases() -> Phrases:
    """Read the file that `PHRASES` names; none without it.

    :raises ValueError: when it holds something else.
    """
    path = os.environ.get("PHRASES")
    if not path:
        return {}
    phrases: Phrases = json.loads(Path(path).read_text())
    if not isinstance(phrases, dict) or not all(isinstance(known, dict) for known in phrases.values()):
        raise ValueError(f'{path} holds no phrases: write {{"en-de": {{"good morning": "guten Morgen"}}}}')
    return phrases
