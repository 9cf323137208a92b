"""Which members of a request a provider can read, found in its source, and which it does read when it is called.

From the method of an operation everything is followed that it may use in its package, by name. A member that none
of these definitions names is read by nobody; a name may be put together in an f-string, or be that of the member's
header. What is found may be too much: a name in an answer counts as well.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from botocore.model import Shape

# An f-string with fewer letters of its own would fit anything.
MIN_LETTERS = 5


class Source:
    """The source of a provider's package."""

    def __init__(self, folder: Path) -> None:
        self._definitions: dict[str, list[ast.AST]] = {}
        for path in sorted(folder.glob("*.py")):
            if path.name != "ignored.py":
                self._add(ast.parse(path.read_text()).body)

    def unread(self, method: str, shape: Shape | None) -> frozenset[str]:
        """Name the members of a request that a method, and what it uses, cannot read."""
        nodes = list(self._used_by(method))
        texts = {text for node in nodes for text in _texts(node)}
        patterns = {pattern for node in nodes for pattern in _patterns(node)}
        members: Mapping[str, Shape] = shape.members if shape is not None else {}
        return frozenset(
            name
            for name, member in members.items()
            if name not in texts
            and str(member.serialization.get("name", name)).lower() not in texts
            and not any(pattern.fullmatch(name) for pattern in patterns)
        )

    def _used_by(self, method: str) -> Iterator[ast.AST]:
        """Give the definitions that a method may use, by their names, and its own."""
        seen: set[str] = set()
        ahead = [method]
        while ahead:
            name = ahead.pop()
            if name in seen:
                continue
            seen.add(name)
            for node in self._definitions.get(name, ()):
                yield node
                ahead += _names(node) & self._definitions.keys()

    def _add(self, body: list[ast.stmt]) -> None:
        for node in body:
            for name in _defined(node):
                self._definitions.setdefault(name, []).append(node)
            if isinstance(node, ast.ClassDef):
                self._add(node.body)


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


# Nearly every operation uses the same definitions.
@functools.cache
def _names(node: ast.AST) -> set[str]:
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return names | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


@functools.cache
def _texts(node: ast.AST) -> frozenset[str]:
    return frozenset(
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


@functools.cache
def _patterns(node: ast.AST) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _pattern_texts(node)))


def _pattern_texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr):
            texts = [str(piece.value) if isinstance(piece, ast.Constant) else "" for piece in part.values]
            if sum(map(len, texts)) >= MIN_LETTERS:
                yield "".join(re.escape(text) or "[A-Za-z0-9]*" for text in texts)


class Watched(dict[str, Any]):
    """A request that notes which of its members are asked for."""

    def __init__(self, members: Mapping[str, Any], read: set[str]) -> None:
        super().__init__(members)
        self._read = read

    def __getitem__(self, name: str) -> Any:
        self._read.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Give a member, or what is to stand in for it."""
        self._read.add(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._read.add(str(name))
        return super().__contains__(name)
