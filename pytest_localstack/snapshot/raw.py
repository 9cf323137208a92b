"""What the file of raw values says of leaves that JSON does not know."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .tree import leaf_text


def to_raw_json(tree: Any) -> str:
    """Write a tree as JSON text, before any transformation.

    Times are in milliseconds, without their offset; decimals are numbers, bytes their text.

    :raises TransformError: when a leaf has no text of its own, only its place in memory.
    """
    return json.dumps(tree, default=_leaf)


def _leaf(leaf: Any) -> Any:
    if isinstance(leaf, date):
        return _instant(leaf)
    if isinstance(leaf, Decimal) and leaf.is_finite():
        return int(leaf) if leaf == leaf.to_integral_value() else float(leaf)
    if isinstance(leaf, bytes):
        try:
            return leaf.decode("utf-8")
        except UnicodeDecodeError:
            return leaf_text(leaf)
    return leaf_text(leaf)


def _instant(when: date) -> str:
    moment = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
