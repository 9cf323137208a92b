"""The algorithm behind recordings without a number: replacements in the JSON text, in their order.

Each match becomes JSON text. Every registered replacement runs over the whole text, in the order of
registration, and the result is parsed. References are numbered as they are met, and compared by number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pytest_localstack.snapshot.errors import TransformError, placed
from pytest_localstack.snapshot.paths import left_out
from pytest_localstack.snapshot.tree import to_json

from .original_tree import original_tree
from .protocol import OneByOne
from .text import parsed

if TYPE_CHECKING:
    from pytest_localstack.snapshot.transformers import Transformer


class TextContext:
    """Collect replacements while the transformers run; every match's text goes through them afterwards."""

    number: int | None = None
    # Recordings have the values of lists directly inside lists as they came.
    walks_nested_lists = False

    def __init__(self) -> None:
        self.serialized_replacements: list[Callable[[str], str]] = []
        self._tokens: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()

    def register_serialized_replacement(self, replacement: Callable[[str], str]) -> None:
        """Apply `replacement` to the JSON text of each match, after all that are registered already."""
        self.serialized_replacements.append(replacement)

    def new_scope(self, label: str) -> int:
        """Take the next number of a label."""
        self._numbers[label] += 1
        return self._numbers[label]

    def register_pattern(self, pattern: re.Pattern[str], replacement: str) -> None:
        """Replace what a regular expression finds in the JSON text of each match."""
        self.register_serialized_replacement(lambda text: pattern.sub(replacement, text))

    def register_reference(self, value: object, label: str) -> str | None:
        """Give `value` the token `<label:n>` everywhere in the test; a value that has a token keeps it.

        :raises TransformError: when the value is not a string.
        """
        if not isinstance(value, str):
            raise TransformError(
                f"<{label}:n> stands for strings only, found {type(value).__name__} {value!r}. "
                "Use reference_replacement=False to put a placeholder there."
            )
        if value in self._tokens:
            return None
        token = self._tokens[value] = f"<{label}:{self.new_scope(label)}>"
        in_json = value.replace('"', '\\"')
        self.register_serialized_replacement(lambda text: text.replace(in_json, token))
        return None

    def apply(self, text: str) -> str:
        """Run the registered replacements over a match's JSON text, in the order of their registration."""
        for replacement in self.serialized_replacements:
            text = replacement(text)
        return text


class OriginalNormaliser:
    """Normalise as the recordings without a number were."""

    number: int | None = None

    def normalise(
        self,
        observed_state: Mapping[str, Any],
        transformers: Sequence[Transformer],
        skip_paths: Sequence[str] = (),
        recorded: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Run the transformers over all matches of the test: numbers never depend on which are asked for."""
        context = TextContext()
        tree = original_tree(observed_state)
        for transformer in transformers:
            with placed(type(transformer).__name__):
                tree = transformer.transform(tree, ctx=context)
        tree = left_out(tree, skip_paths)
        return {key: _replaced(key, value, context) for key, value in tree.items()}

    def one_by_one(self, recorded: Mapping[str, Any]) -> OneByOne:
        """Begin to normalise matches as they are made, each together with all before it."""
        state: dict[str, Any] = {}

        def normalised(
            further: Mapping[str, Any],
            transformers: Sequence[Transformer],
            skip_paths: Sequence[str],
            _: Mapping[str, Any],
        ) -> dict[str, Any]:
            state.update(further)
            content = self.normalise(state, transformers, skip_paths)
            return {key: value for key, value in content.items() if key in further}

        return normalised


def _replaced(key: str, value: Any, context: TextContext) -> Any:
    with placed(key):
        text = to_json(value)
    return parsed(key, context.apply(text))
