"""What must not be shown: values that the model marks sensitive, that are named like a secret, or that sign.

The names are those of parameters whose models fail to mark them, and of headers and query parameters in texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.recorder import Call

MASK = "***"
SHORTEST = 4  # shorter values would tear holes into words that have nothing to do with them

_NAMED_LIKE_A_SECRET = re.compile(
    r"pass(word|phrase)|secret(string|binary|access_?key|key)|plaintext|(session|security|access|refresh|id|auth|oauth)"
    r"_?token$|private_?key|key_?material|token_?code|authorization$|signature$|^credentials?$|^token$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(authorization['\"]?\s*[:=]\s*['\"]?)[^\r\n'\"]+"
    r"|((?:x-amz-(?:signature|security-token|credential)|aws_?secret_?access_?key|aws_?session_?token"
    r"|signature|password)['\"]?\s*[:=]\s*['\"]?)[^\s&,;'\"<>]+",
    re.IGNORECASE,
)


def masked(call: Call) -> dict[str, Any]:
    """Give a call's parameters with a mask in place of every secret."""
    parameters = _masked(call.parameters, _input_shape(call), "", [])
    return dict(parameters)


def secrets_of(calls: Iterable[Call]) -> list[str]:
    """Give the secrets that calls were sent, the longest first."""
    found: list[str] = []
    for call in calls:
        _masked(call.parameters, _input_shape(call), "", found)
    return sorted({text for text in found if len(text) >= SHORTEST}, key=len, reverse=True)


def masked_text(text: str, secrets: Iterable[str] = ()) -> str:
    """Mask known secrets, signatures and tokens in a text."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    return _SIGNED.sub(lambda match: f"{match[1] or match[2]}{MASK}", text)


def _input_shape(call: Call) -> Shape | None:
    from localstack.aws import spec

    shape: Shape | None = spec.load(call.service).operation(call.operation).model.input_shape
    return shape


def _masked(value: Any, shape: Shape | None, name: str, found: list[str]) -> Any:
    is_sensitive = shape is not None and shape.metadata.get("sensitive")
    if is_sensitive or (name and not isinstance(value, bool) and _NAMED_LIKE_A_SECRET.search(name)):
        found += _texts(value)
        return MASK
    kind = shape.type_name if shape is not None else ""
    if isinstance(value, Mapping):
        members = shape.members if shape is not None and kind == "structure" else {}
        inner = shape.value if shape is not None and kind == "map" else None
        return {key: _masked(item, members.get(key, inner), str(key), found) for key, item in value.items()}
    if isinstance(value, list):
        member = shape.member if shape is not None and kind == "list" else None
        return [_masked(item, member, "", found) for item in value]
    return value


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, bytes):
        return [value.decode("utf-8", "replace")]
    return [value] if isinstance(value, str) else []
