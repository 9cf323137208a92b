"""Pages of queue URLs."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from .errors import InvalidParameterValue
from .queue_url import parse_queue_url, queue_url
from .validation import check_range

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext

MAX_RESULTS = 1000


def start_after(request: Mapping[str, Any]) -> str:
    """Check the parameters of a page, and give the name of the queue it starts behind.

    :raises InvalidParameterValue: when the page's size or token is not valid; unverified texts.
    """
    reason = f"MaxResults must be an integer between 1 and {MAX_RESULTS}."
    check_range(request.get("MaxResults"), "MaxResults", 1, MAX_RESULTS, reason)
    token = request.get("NextToken")
    if not token:
        return ""
    try:
        return parse_queue_url(base64.b64decode(token, validate=True).decode()).name
    except (ValueError, binascii.Error) as error:
        raise InvalidParameterValue("Invalid or expired next token.") from error


def page(
    context: RequestContext, request: Mapping[str, Any], names: Iterator[str]
) -> tuple[list[str], str | None]:
    """Give a page of queue URLs and the token of the next one.

    AWS gives a token only to those who say how many results they want.
    """
    limit = request.get("MaxResults")
    urls = [queue_url(context, name) for name in islice(names, limit or MAX_RESULTS)]
    if limit is None or next(names, None) is None:
        return urls, None
    return urls, base64.b64encode(urls[-1].encode()).decode()
