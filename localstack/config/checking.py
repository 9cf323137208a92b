"""What to say about an environment: variables and values that are misspelt, and variables without effect."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from localstack.config.catalogue import (
    COMMON,
    KNOWN_ELSEWHERE,
    honoured,
    without_effect,
)
from localstack.config.flags import value_of
from localstack.config.settings import PROVIDER_OVERRIDE
from localstack.config.variables import Misspelt

PREFIX = "LOCALSTACK_"
# Shorter names, and those less alike, are rather somebody else's. Between 0 and 1, as difflib measures.
SHORTEST = 6
ALIKE, ALIKE_IF_OURS = 0.88, 0.7


def notes(environment: Mapping[str, str]) -> list[str]:
    """Say what in an environment will not do what it seems to, a sentence each."""
    return [
        *misspelt_names(environment),
        *misspelt_values(environment),
        *ineffective(environment),
    ]


def misspelt_names(environment: Iterable[str], ours: bool = False) -> Iterator[str]:
    """Say which variables are probably misspelt.

    :param ours: whether the variables are all meant for us, as those of a profile are.
    """
    known = [name for name in (*honoured(), *without_effect()) if name not in COMMON]
    for name in environment:
        if _is_known(name):
            continue
        bare = name.removeprefix(PREFIX)
        meant = _nearest(name, known, ALIKE_IF_OURS if ours else ALIKE)
        if bare != name and not meant and (meant := _nearest(bare, known, ALIKE_IF_OURS)):
            meant = PREFIX + meant
        if meant:
            yield f"{name} is no variable of ours: did you mean {meant}?"
        elif bare != name:
            yield f"{name} is no variable of ours; docs/configuration.md lists them"


def misspelt_values(environment: Mapping[str, str]) -> Iterator[str]:
    """Say which values are probably misspelt; they count as not given."""
    for name, variable in honoured().items():
        text = value_of(environment, name)
        if text:
            try:
                variable.kind.parse(text)
            except Misspelt as error:
                yield f"{name}={error}; until then it is as if it were not set"
            except ValueError:
                continue  # reading it raises


def ineffective(environment: Mapping[str, str]) -> Iterator[str]:
    """Say in one sentence which variables are set and have no effect."""
    found: dict[str, list[str]] = {}
    for name, reason in without_effect().items():
        if value_of(environment, name) and name not in COMMON:
            found.setdefault(reason, []).append(name)
    if found:
        parts = (f"{', '.join(names)} ({reason})" for reason, names in found.items())
        yield f"set, but without effect here: {'; '.join(parts)}"


def _is_known(name: str) -> bool:
    bare = name.removeprefix(PREFIX)
    if name in KNOWN_ELSEWHERE or bare.startswith(PROVIDER_OVERRIDE):
        return True
    return any(one in honoured() or one in without_effect() for one in (name, bare))


def _nearest(name: str, known: Iterable[str], cutoff: float) -> str:
    if not name.isupper() or (len(name) < SHORTEST and cutoff == ALIKE):
        return ""
    # Most variables of a machine are nothing like ours, and difflib is slow to see it. A letter that only one of two
    # names has matches nothing, so there are few of them in names that are alike.
    letters = set(name)
    candidates = [
        one
        for one in known
        if abs(len(one) - len(name)) <= 3 and len(letters ^ set(one)) <= (1 - cutoff) * (len(name) + len(one))
    ]
    found = difflib.get_close_matches(name, candidates, 1, cutoff)
    return found[0] if found else ""
