"""One value of a recording changed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any


def corrupted(content: dict[str, Any], chosen: random.Random) -> dict[str, Any] | None:
    """Copy recorded content with one value changed, removed or added; None when there is nothing to change.

    What Python calls equal, such as 1 and true, is no change: localstack-snapshot passes it in lists.
    """
    changed = copy.deepcopy(content)
    places = [place for key in changed for place in _places(changed[key], partial(changed.__setitem__, key))]
    if not places:
        return None
    while changed == content:
        chosen.choice(places)(chosen)
    return changed


def _places(value: Any, put: Callable[[Any], None]) -> Iterator[Callable[[random.Random], None]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _places(item, partial(value.__setitem__, key))
        yield lambda chosen: _change_members(value, chosen)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _places(item, partial(value.__setitem__, position))
        yield lambda chosen: _change_items(value, chosen)
    else:
        yield lambda chosen: put(_other(value, chosen))


def _change_members(value: dict[str, Any], chosen: random.Random) -> None:
    if value and chosen.random() < 0.5:
        del value[chosen.choice(list(value))]
    else:
        value["Added"] = chosen.choice((None, 1, "text", {}))


def _change_items(value: list[Any], chosen: random.Random) -> None:
    if not value or chosen.random() < 0.3:
        value.insert(chosen.randrange(len(value) + 1), "added")
    elif chosen.random() < 0.5:
        del value[chosen.randrange(len(value))]
    else:
        chosen.shuffle(value)


def _other(value: Any, chosen: random.Random) -> Any:
    if isinstance(value, str):
        texts = (
            value + "~",
            value[1:],
            value.replace(":1>", ":2>"),
            value.swapcase(),
            None,
            {value: 1},
            [value],
        )
        return chosen.choice(texts)
    if isinstance(value, bool) or value is None:
        return chosen.choice((True, False, None, 0, json.dumps(value)))
    return chosen.choice((value + 1, -value - 1, str(value), None, bool(value)))
