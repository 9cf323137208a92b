"""The comparison of numbered tokens up to a consistent renaming.

Recorded and observed values are read side by side. Where both have a token with the same label, the observed
one takes the recorded one's number, for the whole test and unless one of the two is taken: a bijection. What
then still differs is a difference.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pytest_localstack.snapshot.tree import canonical

from .tokens import TOKEN, renumbered, skeleton


class Renaming:
    """Map the tokens of a run to the recorded ones.

    :param issued: the tokens of the run; other text that looks like one is never renamed.
    :param recorded: everything that is recorded for the test: no number in it is given to a new token.
    """

    def __init__(self, issued: set[str], recorded: Mapping[str, Any]) -> None:
        self._issued = issued
        self._recorded_by_observed: dict[str, str] = {}
        self._taken: set[str] = set()
        self._fresh = Counter[str]()
        for text in _texts(recorded):
            for label, number in TOKEN.findall(text):
                self._fresh[label] = max(self._fresh[label], int(number))

    def learn(self, recorded: Mapping[str, Any], observed: Mapping[str, Any]) -> None:
        """Pair the tokens of matches; earlier pairs stand.

        Keys with tokens have no order to go by: they are paired last, by what the pairs so far leave possible.
        """
        later: deque[tuple[dict[str, Any], dict[str, Any]]] = deque()
        for key, value in observed.items():
            if key in recorded:
                self._walk(recorded[key], value, later)
        while later:
            for pair in self._aligned_keys(*later.popleft()):
                self._walk(*pair, later)

    def applied(self, observed: Any) -> Any:
        """Copy an observed value with its tokens renamed; one that has no pair gets a number of its own."""
        return renumbered(observed, self._renamed)

    def _renamed(self, token: re.Match[str]) -> str:
        text = token[0]
        if text not in self._issued:
            return text
        if text not in self._recorded_by_observed:
            self._fresh[token[1]] += 1
            self._pair(f"<{token[1]}:{self._fresh[token[1]]}>", text)
        return self._recorded_by_observed[text]

    def _pair(self, recorded: str, observed: str) -> None:
        is_free = observed in self._issued and observed not in self._recorded_by_observed
        if is_free and recorded not in self._taken:
            self._recorded_by_observed[observed] = recorded
            self._taken.add(recorded)

    def _walk(
        self, recorded: Any, observed: Any, later: deque[tuple[dict[str, Any], dict[str, Any]]]
    ) -> None:
        if isinstance(recorded, str) and isinstance(observed, str):
            self._learn_text(recorded, observed)
        elif isinstance(recorded, dict) and isinstance(observed, dict):
            for key, value in observed.items():
                if key in recorded and not TOKEN.search(key):
                    self._walk(recorded[key], value, later)
            if any(TOKEN.search(key) for key in observed):
                later.append((recorded, observed))
        elif isinstance(recorded, list) and isinstance(observed, list):
            for pair in _aligned_items(recorded, observed):
                self._walk(*pair, later)

    def _learn_text(self, recorded: str, observed: str) -> None:
        if "<" in observed and skeleton(recorded) == skeleton(observed):
            for one, other in zip(TOKEN.finditer(recorded), TOKEN.finditer(observed), strict=True):
                self._pair(one[0], other[0])

    def _aligned_keys(self, recorded: dict[str, Any], observed: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        ours, theirs = _with_tokens(observed), _with_tokens(recorded)
        # What is known already, then keys whose values are alike as far as is known, then any of the label.
        for form in (_key, _key_and_value, _label):
            waiting: defaultdict[str, deque[str]] = defaultdict(deque)
            for key in theirs:
                waiting[form(key, recorded[key], self._recorded_form)].append(key)
            for key in list(ours):
                if candidates := waiting[form(key, observed[key], self._observed_form)]:
                    found = candidates.popleft()
                    ours.remove(key)
                    theirs.remove(found)
                    self._learn_text(found, key)
                    yield recorded[found], observed[key]

    def _recorded_form(self, token: re.Match[str]) -> str:
        return token[0] if token[0] in self._taken else f"<{token[1]}:>"

    def _observed_form(self, token: re.Match[str]) -> str:
        return self._recorded_by_observed.get(token[0], f"<{token[1]}:>")


Form = Callable[[re.Match[str]], str]


def _with_tokens(tree: dict[str, Any]) -> list[str]:
    return [key for key in tree if TOKEN.search(key)]


def _key(key: str, _: Any, form: Form) -> str:
    # A token that has no pair yet is equal to no other one.
    text = TOKEN.sub(form, key)
    return text if skeleton(text) != text else f"{text} {form.__name__}"


def _key_and_value(key: str, value: Any, form: Form) -> str:
    return canonical([TOKEN.sub(form, key), renumbered(value, form)])


def _label(key: str, _: Any, __: Form) -> str:
    return skeleton(key)


def _aligned_items(recorded: list[Any], observed: list[Any]) -> Iterator[tuple[Any, Any]]:
    if len(recorded) == len(observed):
        yield from zip(recorded, observed, strict=True)
        return
    waiting: defaultdict[str, deque[Any]] = defaultdict(deque)
    for item in recorded:
        waiting[_shape(item)].append(item)
    for item in observed:
        if candidates := waiting[_shape(item)]:
            yield candidates.popleft(), item


def _shape(tree: Any) -> str:
    return canonical(renumbered(tree, lambda token: f"<{token[1]}:>"))


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for key, value in tree.items():
            yield key
            yield from _texts(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _texts(item)
