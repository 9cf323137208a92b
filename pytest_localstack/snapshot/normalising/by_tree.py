"""The algorithm of number 1: replacements in the tree, numbers that follow the recording.

::

    transformers        change the tree, ask for tokens, register patterns and functions of text
    tokens, patterns    in every string: whole words, the longest first
    written form        plain JSON values; functions of JSON text, if a transformer brings one
    renaming            the numbers of the tokens become those of the recording

A value that is no string keeps its place: its token stands where the transformer found it, and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pytest_localstack.snapshot.errors import placed
from pytest_localstack.snapshot.paths import left_out
from pytest_localstack.snapshot.tree import opened

from .fitting import fitted
from .protocol import OneByOne
from .renaming import Renaming
from .text import parsed
from .tokens import Token, Tokens
from .written import written

if TYPE_CHECKING:
    from pytest_localstack.snapshot.transformers import Transformer


class TreeContext:
    """Collect tokens and replacements while the transformers run."""

    number: int | None = 1
    walks_nested_lists = True

    def __init__(self, tokens: Tokens | None = None, scopes: Counter[str] | None = None) -> None:
        self.tokens = Tokens() if tokens is None else tokens
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._functions: list[Callable[[str], str]] = []
        self._scopes = Counter[str]() if scopes is None else scopes

    def new_scope(self, label: str) -> int:
        """Take the next number of a label."""
        self._scopes[label] += 1
        return self._scopes[label]

    def register_serialized_replacement(self, replacement: Callable[[str], str]) -> None:
        """Apply a function to the JSON text of each match, after tokens and patterns."""
        self._functions.append(replacement)

    def register_pattern(self, pattern: re.Pattern[str], replacement: str) -> None:
        """Replace what a regular expression finds in each string, keys included, after tokens."""
        self._patterns.append((pattern, replacement))

    def register_reference(self, value: object, label: str) -> str | None:
        """Give a value the token `<label:n>`; None and the empty string have none.

        :returns: the token to put in the place of a value that is no string.
        """
        if value is None or isinstance(value, Token):
            return None
        token = self.tokens.token(value, label)
        return None if isinstance(value, str) else token

    def text(self, text: str) -> str:
        """Replace tokens and patterns in a string."""
        if isinstance(text, Token):
            return str(text)
        text = self.tokens.replace(text)
        for pattern, replacement in self._patterns:
            text = pattern.sub(replacement, text)
        return text

    def finished(self, key: str, tree: Any) -> Any:
        """Write the tree of a match with everything replaced."""
        with placed(key):
            result = written(tree, self.text)
        if not self._functions:
            return result
        text = json.dumps(result)
        for function in self._functions:
            text = function(text)
        return parsed(key, text)


class TreeNormaliser:
    """Normalise as entries with the number 1 are."""

    number: int | None = 1

    def normalise(
        self,
        observed_state: Mapping[str, Any],
        transformers: Sequence[Transformer],
        skip_paths: Sequence[str] = (),
        recorded: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Run the transformers over all matches of the test; the recording's numbers are used for its tokens."""
        recorded = recorded or {}
        return _Run(recorded).normalised(observed_state, transformers, skip_paths, recorded)

    def one_by_one(self, recorded: Mapping[str, Any]) -> OneByOne:
        """Begin to normalise matches as they are made: a value has the token it got in an earlier one."""
        return _Run(recorded).normalised


class _Run:
    """What matches that are normalised one after the other have in common: their tokens.

    :param recorded: everything that is recorded for the test.
    """

    def __init__(self, recorded: Mapping[str, Any]) -> None:
        self._tokens = Tokens()
        self._scopes = Counter[str]()
        self._renaming = Renaming(self._tokens.issued, recorded)

    def normalised(
        self,
        state: Mapping[str, Any],
        transformers: Sequence[Transformer],
        skip_paths: Sequence[str],
        recorded: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Normalise some matches together."""
        context = TreeContext(self._tokens, self._scopes)
        tree = opened(state)
        for transformer in transformers:
            with placed(type(transformer).__name__):
                tree = transformer.transform(tree, ctx=context)
        content = {key: context.finished(key, value) for key, value in left_out(tree, skip_paths).items()}
        self._renaming.learn(recorded, content)
        renamed = {key: self._renaming.applied(value) for key, value in content.items()}
        return {
            key: fitted(recorded[key], value) if key in recorded else value for key, value in renamed.items()
        }
