"""JSONPath: reading it, leaving out what it finds, and writing the path of a difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Any

from .errors import SnapshotError

PLAIN_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
PLACEHOLDER = re.compile(r"<[^<>]+>|1{12}")
RESERVED = {"parent", "where", "wherenot", "len", "this"}


class _LeftOut:
    """Stands where a value was until its parent is rebuilt: no list item moves while paths are applied."""


_LEFT_OUT = _LeftOut()


@cache
def parsed(path: str) -> Any:
    """Parse a JSONPath, with the extensions of jsonpath-ng (filters, slices).

    :raises SnapshotError: when it cannot be parsed.
    """
    from jsonpath_ng.exceptions import JSONPathError
    from jsonpath_ng.ext.parser import parse

    try:
        return parse(path)
    except (JSONPathError, ValueError) as error:
        raise SnapshotError(f"{path!r} is no JSONPath: {error}") from error


def left_out(tree: Any, paths: Sequence[str]) -> Any:
    """Copy a tree without the values the paths find; without paths, give the tree itself.

    A path that finds no place in the tree, such as the tree itself or a computed length, leaves nothing out.
    """
    if not paths:
        return tree
    tree = _without_marks(tree)
    for path in paths:
        tree = _marked(tree, parsed(path))
    return _without_marks(tree)


def kept(tree: Any, paths: Sequence[str]) -> Any:
    """Copy of a tree only what the paths find, and the way there; items of lists keep their order.

    A path that finds nothing keeps nothing.

    :raises SnapshotError: when a path cannot be parsed, or computes what is no part of the tree.
    """
    found: dict[Any, Any] = {}
    for path in paths:
        for match in parsed(path).find(tree):
            steps = _steps(match)
            if not steps and match.value is not tree:
                raise SnapshotError(f"{path!r} computes a value: name what is in the match")
            node = found
            for step in steps:
                node = node.setdefault(step, {})
            node[_WHOLE] = True
    return _only(tree, found)


_WHOLE = object()


def _steps(match: Any) -> list[str | int]:
    """Give the way to what a path found: keys, and positions as any version of jsonpath-ng has them."""
    steps: list[str | int] = []
    while match.context is not None:
        path = match.path
        steps += getattr(path, "fields", None) or getattr(path, "indices", None) or [path.index]
        match = match.context
    return steps[::-1]


def _only(tree: Any, found: dict[Any, Any]) -> Any:
    if _WHOLE in found:
        return tree
    if isinstance(tree, dict):
        return {key: _only(value, found[key]) for key, value in tree.items() if key in found}
    if isinstance(tree, (list, tuple)):
        return [_only(item, found[index]) for index, item in enumerate(tree) if index in found]
    return {}


def _marked(tree: Any, path: Any) -> Any:
    try:
        marked = path.update(tree, _LEFT_OUT)
    except NotImplementedError:
        return tree
    return tree if marked is _LEFT_OUT else marked


def _without_marks(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _without_marks(value) for key, value in tree.items() if value is not _LEFT_OUT}
    if isinstance(tree, (list, tuple)):
        return type(tree)(_without_marks(item) for item in tree if item is not _LEFT_OUT)
    return tree


def skip_path(steps: Sequence[str | int]) -> str:
    """Write the JSONPath that leaves out what lies at `steps` of a recording.

    Positions in lists stand for the whole list. A key that holds a placeholder does not exist yet when values
    are left out: the path ends above it.
    """
    kept = list(steps[:1])
    kept += takewhile(lambda step: isinstance(step, int) or not PLACEHOLDER.search(step), steps[1:])
    while kept and isinstance(kept[-1], int):
        kept.pop()
    return "$" + "".join("[*]" if isinstance(step, int) else "." + _field(step) for step in kept)


def exact_path(steps: Sequence[str | int]) -> str:
    """Write the JSONPath of what lies at `steps`, positions in lists included."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else "." + _field(step) for step in steps)


def _field(name: str) -> str:
    if PLAIN_FIELD.fullmatch(name) and name not in RESERVED:
        return name
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
