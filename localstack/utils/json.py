"""JSON of values that JSON does not have."""

from __future__ import annotations

import datetime
import decimal
import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any


class CustomEncoder(json.JSONEncoder):
    """Writes moments as ISO 8601, decimals as numbers, bytes as text, sets as lists, paths as text."""

    def default(self, o: Any) -> Any:
        """Give something that JSON has."""
        if isinstance(o, datetime.datetime):
            text = o.isoformat()
            return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
        if isinstance(o, (datetime.date, datetime.time)):
            return o.isoformat()
        if isinstance(o, decimal.Decimal):
            return int(o) if o == o.to_integral_value() else float(o)
        if isinstance(o, (bytes, bytearray)):
            return bytes(o).decode("utf-8", "replace")
        if isinstance(o, (set, frozenset)):
            return sorted(o, key=str)
        if isinstance(o, PurePath):
            return str(o)
        if isinstance(o, Mapping):
            return dict(o)
        return super().default(o)


def json_safe(item: Any) -> Any:
    """Give a value as JSON gives it back: keys are text, tuples lists, others what :class:`CustomEncoder` writes."""
    if isinstance(item, Mapping):
        return {str(key): json_safe(value) for key, value in item.items()}
    if isinstance(item, (list, tuple)):
        return [json_safe(value) for value in item]
    return json.loads(json.dumps(item, cls=CustomEncoder))


def canonical_json(obj: Any) -> str:
    """Write equal values as equal text: keys in order, no spaces."""
    return json.dumps(json_safe(obj), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def clone(item: Any) -> Any:
    """Copy a value that JSON has."""
    return json.loads(json.dumps(item))


def try_json(data: str) -> Any:
    """Parse a text that is JSON; give every other as it is."""
    try:
        return json.loads(data)
    except ValueError:
        return data


def parse_json_or_yaml(markup: str) -> Any:
    """Parse JSON, or else YAML; None for an empty text.

    :raises ValueError: when it is neither.
    """
    import yaml

    try:
        return json.loads(markup) if markup.strip() else None
    except ValueError:
        try:
            return yaml.safe_load(markup)
        except yaml.YAMLError as error:
            raise ValueError(f"neither JSON nor YAML: {error}") from error


def assign_to_path(target: dict[str, Any], path: str, value: Any, delimiter: str = ".") -> dict[str, Any]:
    """Put a value at a path into nested dicts, which are made where they lack."""
    *parents, last = path.strip(delimiter).split(delimiter)
    node = target
    for name in parents:
        node = node.setdefault(name, {})
    node[last] = value
    return target
