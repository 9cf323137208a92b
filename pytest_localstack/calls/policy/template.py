"""A resource's ARN from the parameters of a call.

::

    arn:{partition}:s3:::{Bucket}/{Delete.Objects[].Key}

A placeholder is a JMESPath expression over the parameters; one that finds a list gives an ARN for each element, one
that finds nothing gives none. `partition`, `region` and `account` are the call's. A value that is an ARN itself
replaces everything before it: names and ARNs are interchangeable in most parameters.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from typing import Any

import jmespath

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_WILD = re.compile(r"[*?$]")


@functools.cache
def _compiled(expression: str) -> Any:
    return jmespath.compile(expression)


def find(expression: str, parameters: Mapping[str, Any]) -> list[Any]:
    """Give what an expression finds, as a list."""
    found = _compiled(expression).search(parameters)
    if found is None or found == "":
        return []
    return found if isinstance(found, list) else [found]


def expand(template: str, parameters: Mapping[str, Any], place: Mapping[str, str]) -> list[str]:
    """Fill a template.

    :param place: `partition`, `region` and `account`.
    :returns: the ARNs, without duplicates; none when a placeholder finds nothing.
    """
    pieces = _PLACEHOLDER.split(template)
    choices = [
        [piece] if number % 2 == 0 else _values(piece, parameters, place)
        for number, piece in enumerate(pieces)
    ]
    return list(dict.fromkeys(_joined(parts) for parts in itertools.product(*choices)))


def _values(expression: str, parameters: Mapping[str, Any], place: Mapping[str, str]) -> list[str]:
    if expression in place:
        return [place[expression]]
    return [
        value if value.startswith("arn:") else escaped(value)
        for value in map(str, find(expression, parameters))
    ]


def _joined(parts: tuple[str, ...]) -> str:
    for number in range(1, len(parts), 2):
        if parts[number].startswith("arn:"):
            return "".join(parts[number:])
    return "".join(parts)


def escaped(value: str) -> str:
    """Write a name so that IAM takes none of its characters for a wildcard or a variable.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
    """
    return _WILD.sub(lambda match: f"${{{match[0]}}}", value)
