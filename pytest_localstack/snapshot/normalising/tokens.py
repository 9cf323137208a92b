"""Numbered tokens: `<label:n>` stands for one value everywhere in a test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from pytest_localstack.snapshot.tree import canonical

from .replacing import Replacer
from .written import written

TOKEN = re.compile(r"<([^<>:\s]+):(\d+)>")


class Token(str):
    """A token as a leaf of the tree: it stands where a value was that is no string."""

    __slots__ = ()


class Tokens:
    """The tokens of one test: one per value, numbered per label in the order in which they are asked for."""

    def __init__(self) -> None:
        self.issued: set[str] = set()
        self.replace = Replacer()
        self._by_value: dict[tuple[str, str], Token] = {}
        self._numbers: Counter[str] = Counter()

    def token(self, value: Any, label: str) -> Token:
        """Give the token of a value, the first one it got; 1, 1.0, "1" and true have each their own."""
        kind = "str" if isinstance(value, str) else type(value).__name__
        key = (kind, str(value) if isinstance(value, str) else canonical(written(value, str)))
        if key not in self._by_value:
            self._numbers[label] += 1
            token = self._by_value[key] = Token(f"<{label}:{self._numbers[label]}>")
            self.issued.add(token)
            if isinstance(value, str):
                self.replace.add(value, token)
        return self._by_value[key]

    def known(self, text: str) -> bool:
        """Tell whether a string has a token."""
        return ("str", text) in self._by_value


def skeleton(text: str) -> str:
    """Give a text without the numbers of its tokens."""
    return TOKEN.sub(r"<\1:>", text) if "<" in text else text


def renumbered(tree: Any, rename: Callable[[re.Match[str]], str]) -> Any:
    """Copy a tree with its tokens, those in keys included, renamed."""
    if isinstance(tree, str):
        return TOKEN.sub(rename, tree) if "<" in tree else tree
    if isinstance(tree, dict):
        return {renumbered(key, rename): renumbered(value, rename) for key, value in tree.items()}
    if isinstance(tree, list):
        return [renumbered(item, rename) for item in tree]
    return tree
