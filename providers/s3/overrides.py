"""Response headers that a read asks to be other than the object's.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestParameters
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from . import errors

OVERRIDES: Final = (
    ("ResponseCacheControl", "CacheControl", "response-cache-control"),
    ("ResponseContentDisposition", "ContentDisposition", "response-content-disposition"),
    ("ResponseContentEncoding", "ContentEncoding", "response-content-encoding"),
    ("ResponseContentLanguage", "ContentLanguage", "response-content-language"),
    ("ResponseContentType", "ContentType", "response-content-type"),
    ("ResponseExpires", "Expires", "response-expires"),
)
"""Members of requests, the members of answers that they replace, and the parameters that carry them."""
MEMBERS: Final = frozenset(member for member, _, _ in OVERRIDES)


def replaced(request: Mapping[str, Any]) -> dict[str, Any]:
    """Give the members of the answer that a request replaces.

    :raises InvalidArgument: when a header cannot hold one.
    """
    found = {}
    for member, name, parameter in OVERRIDES:
        if member in request:
            _require_header(parameter, request[member])
            found[name] = request[member]
    return found


def _require_header(parameter: str, value: object) -> None:
    try:
        str(value).encode("latin-1")
    except UnicodeEncodeError:
        raise errors.InvalidArgument(
            "Header value cannot be represented using ISO-8859-1.",
            ArgumentName=parameter,
            ArgumentValue=value,
        ) from None
