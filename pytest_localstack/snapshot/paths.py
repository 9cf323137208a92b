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
