"""The written form of the leaves that JSON does not know: an object with one key that begins with `$`.

::

    Decimal("1.10")            {"$decimal": "1.10"}
    datetime, date, time       {"$datetime": "2025-01-02T03:04:05+00:00"}, {"$date": …}, {"$time": …}
    bytes, bytearray           {"$bytes": "text"} when they are UTF-8, else {"$base64": "/wA="}
    set, frozenset             {"$set": [members in the order of their JSON text]}
    float nan, inf             {"$float": "nan"}
    anything else with a text  {"$uuid": "…"}: the name of its class in small letters
    snapshot.any(str, None)    {"$any": "str|None"}; a dict with the one key "$any" has "$$any" instead

So a value that becomes a string, or the other way round, is a difference.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, SupportsBytes

from pytest_localstack.snapshot.anything import ANY, AnyOf
from pytest_localstack.snapshot.tree import canonical, json_key, leaf_text

LOOKS_LIKE_ANY = re.compile(r"\$+any")


def written(tree: Any, text: Callable[[str], str]) -> Any:
    """Copy a tree as plain JSON values.

    :param text: what becomes of each string, keys included.
    :raises TransformError: when a leaf has no text of its own.
    """
    if isinstance(tree, dict):
        return _dict(tree, text)
    if isinstance(tree, (list, tuple)):
        return [written(item, text) for item in tree]
    if isinstance(tree, str):
        return text(tree)
    if tree is None or isinstance(tree, (bool, int)):
        return tree
    if isinstance(tree, float):
        return tree if math.isfinite(tree) else {"$float": str(tree)}
    return _leaf(tree, text)


def _dict(tree: dict[str, Any], text: Callable[[str], str]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    if len(tree) == 1 and LOOKS_LIKE_ANY.fullmatch(str(next(iter(tree)))):
        tree = {f"${key}": value for key, value in tree.items()}
    for key, value in tree.items():
        name = unique = text(json_key(key))
        count = 1
        # Two keys may become one text: both values are kept, the later ones under a counted key.
        while unique in result:
            count += 1
            unique = f"{name} #{count}"
        result[unique] = written(value, text)
    return result


def _leaf(leaf: Any, text: Callable[[str], str]) -> Any:
    if isinstance(leaf, (bytes, bytearray)):
        return _binary(bytes(leaf), text)
    if isinstance(leaf, (set, frozenset)):
        return {"$set": sorted((written(member, text) for member in leaf), key=canonical)}
    if isinstance(leaf, (datetime, date, time)):
        return {f"${type(leaf).__name__.lower()}": leaf.isoformat()}
    if isinstance(leaf, AnyOf):
        return {ANY: leaf.types}
    if isinstance(leaf, SupportsBytes):
        return _binary(bytes(leaf), text)
    return {f"${type(leaf).__name__.lower()}": text(leaf_text(leaf))}


def _binary(content: bytes, text: Callable[[str], str]) -> dict[str, str]:
    try:
        return {"$bytes": text(content.decode("utf-8"))}
    except UnicodeDecodeError:
        return {"$base64": base64.b64encode(content).decode()}
