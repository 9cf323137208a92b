"""Scenarios made from a seed: responses, transformers of every kind in any order and priority, skip paths."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .libraries import Toolbox
from .values import CONTAINER_KEYS, OTHER_KEYS, STRING_KEYS, UUIDS, WORDS, Values

Step = Callable[[Any, Toolbox], None]
MATCHES = ("get-item", "list items", "Id", "S", "put")
TEXTS = tuple(
    word for word in WORDS if word.strip() and '"' not in word and "\\" not in word and word.isprintable()
)


class Thing:
    """An object for `match_object`."""

    kind = "thing"

    def __init__(self, values: Values) -> None:
        self.response = values.response(streams=False)
        self.items = iter([1, "foo"])
        self._hidden = "h"

    @property
    def name(self) -> str:
        """Give a name."""
        return "foo"

    def method(self) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class Generated:
    """A scenario of a seed."""

    seed: int
    skip_paths: tuple[str, ...] = ()

    @property
    def has_tuples(self) -> bool:
        """Tell whether some lists are tuples."""
        return self.seed % 5 == 0

    def prepare(self, session: Any, tools: Toolbox) -> None:
        """Add up to six transformers."""
        chosen = random.Random(f"transformers {self.seed}")
        for _ in range(chosen.randrange(7)):
            chosen.choice(STEPS)(chosen)(session, tools)

    def match(self, session: Any) -> None:
        """Match one to four values."""
        chosen = random.Random(f"matches {self.seed}")
        values = Values(f"values {self.seed}", self.has_tuples)
        for key in chosen.sample(MATCHES, chosen.randrange(1, 5)):
            if chosen.random() < 0.1:
                session.match_object(key, Thing(values))
            else:
                session.match(key, values.response())


def _added(chosen: random.Random, make: Callable[[Toolbox], Any]) -> Step:
    priority = chosen.choice((-1, 0, 0, 1, 2))
    return lambda session, tools: session.add_transformer(make(tools), priority=priority)


def _key(chosen: random.Random) -> str:
    return chosen.choice(STRING_KEYS)


def _any_key(chosen: random.Random) -> str:
    return chosen.choice((*STRING_KEYS, *OTHER_KEYS, *CONTAINER_KEYS, "Body"))


def _key_value(chosen: random.Random) -> Step:
    key, label = _key(chosen), chosen.choice((None, "label", "<label>"))
    return _added(chosen, lambda tools: tools.make.key_value(key, label))


def _key_placeholder(chosen: random.Random) -> Step:
    key, label = _any_key(chosen), chosen.choice((None, "<placeholder>"))
    return _added(chosen, lambda tools: tools.make.key_value(key, label, reference_replacement=False))


def _key_function(chosen: random.Random) -> Step:
    key, reference = _key(chosen), chosen.random() < 0.5
    return _added(
        chosen,
        lambda tools: tools.make.key_value_replacement_function(
            key, lambda name, value: f"{name}-{len(str(value))}", reference
        ),
    )


def _part_of_value(chosen: random.Random) -> Step:
    reference, part = chosen.random() < 0.5, chosen.choice(("foo", "arn:aws", "0a1b"))
    return _added(
        chosen,
        lambda tools: tools.classes.KeyValueBasedTransformer(
            lambda key, value: part if isinstance(value, str) and part in value else None, "part", reference
        ),
    )


def _jsonpath(chosen: random.Random) -> Step:
    path, reference = f"$..{quoted(_key(chosen))}", chosen.random() < 0.6
    if chosen.random() < 0.3:
        path, reference = skip_path(chosen), False
    return _added(chosen, lambda tools: tools.make.jsonpath(path, "found", reference))


def _regex(chosen: random.Random) -> Step:
    pattern, replacement = chosen.choice(
        (
            (r"foo(\w)", r"\1oof"),
            ("arn:(aws):", r"arn:<\1>:"),
            (r"[0-9a-f]{8}-[0-9a-f-]{27}", "<uuid>"),
            (r"(?<=http://)host", "<host>"),
            (re.compile("FOO", re.IGNORECASE), "<foo>"),
            (r"\d{12}", "111111111111"),
            (r"\\u00fc", "ue"),
        )
    )
    if chosen.random() < 0.3:
        return lambda session, tools: session.register_replacement(re.compile(pattern), replacement)
    return _added(chosen, lambda tools: tools.make.regex(pattern, replacement))


def _text(chosen: random.Random) -> Step:
    text = chosen.choice((*TEXTS, *UUIDS))
    return _added(chosen, lambda tools: tools.make.text(text, "<text>"))


def _sorting(chosen: random.Random) -> Step:
    key, function = chosen.choice((("S", None), ("Tags", None), ("S", repr), ("Items", str), ("Tags", str)))
    return _added(chosen, lambda tools: tools.make.sorting(key, function))


def _json_string(chosen: random.Random) -> Step:
    key = chosen.choice(("Body", "Body", "Detail"))
    return _added(chosen, lambda tools: tools.make.json_string(key))


def _fixed(name: str) -> Callable[[random.Random], Step]:
    return lambda chosen: _added(chosen, lambda tools: getattr(tools.classes, name)())


def _generic(chosen: random.Random) -> Step:
    def function(tree: dict[str, Any], context: Any) -> dict[str, Any]:
        context.register_serialized_replacement(lambda text: text.replace("bar", "b-r"))
        number = context.new_scope("count")
        return {
            key: {**value, "n": number} if isinstance(value, dict) else value for key, value in tree.items()
        }

    return _added(
        chosen, lambda tools: tools.classes.GenericTransformer(lambda tree, ctx: function(tree, ctx))
    )


def _skip_key(chosen: random.Random) -> Step:
    pattern = re.compile(chosen.choice(("Created.*", "Role", "I", "x-y$")))
    return lambda session, tools: session.skip_key(pattern, "<skipped>")


STEPS = (
    *(_key_value, _key_value, _key_value, _key_placeholder, _key_function, _part_of_value, _jsonpath, _regex),
    *(_text, _sorting, _json_string, _generic, _skip_key),
    *(_fixed("ResponseMetaDataTransformer"), _fixed("TimestampTransformer")),
)


def skip_path(chosen: random.Random) -> str:
    """Choose a JSONPath, with positions, wildcards, filters or a regular expression in it."""
    key = quoted(_any_key(chosen))
    match = quoted(chosen.choice(MATCHES))
    return chosen.choice(
        (
            f"$..{key}",
            f"$.{match}.{key}",
            f"$.{match}.{key}..*",
            f"$..Items[{chosen.randrange(3)}]",
            f"$..Items[{chosen.randrange(2)}].{key}",
            f"$..Items[*].{key}",
            "$..Rows[0][1]",
            "$..Items[1:]",
            f'$..Items[?(@.Name =~ "foo.*")].{key}',
            "$..Items[?(@.Size > 0)]",
            "$..Tags[0]",
            "$..[0]",
            f"{match}.{key}",
            "$..nowhere",
        )
    )


def quoted(name: str) -> str:
    """Write a key as a step of a JSONPath."""
    if name.isidentifier() and name.isascii():
        return name
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
