"""Queue URLs: how they are built, and what is read from them whoever built them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from .errors import InvalidAddress, MissingParameter, QueueDoesNotExist
from .queue import Queue
from .store import store_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localstack.aws.context import RequestContext

AWS_HOST = re.compile(r"\.amazonaws\.com(\.cn)?(:\d+)?$")
REGION = r"[a-z]{2,4}(?:-[a-z]+)+-\d+"
REGION_OF_HOST = re.compile(rf"^(?:sqs\.({REGION})|({REGION})\.queue)\.")


class QueueAddress(NamedTuple):
    """Where a queue is.

    :ivar region: `""` when the URL does not tell.
    """

    account_id: str
    name: str
    region: str = ""


def queue_url(context: RequestContext, name: str, account_id: str = "") -> str:
    """Build the URL of a queue for whoever asks.

    :param account_id: the queue's owner, when it is not the caller.
    """
    account_id = account_id or context.account_id
    host = context.request.host if context.request is not None else ""
    if AWS_HOST.search(host):
        suffix = "amazonaws.com.cn" if context.partition == "aws-cn" else "amazonaws.com"
        return f"https://sqs.{context.region}.{suffix}/{account_id}/{name}"
    settings = context.emulator.settings
    base = {
        "standard": f"sqs.{context.region}.{settings.localstack_host}",
        "domain": f"{context.region}.queue.{settings.localstack_host}",
        "path": f"{settings.localstack_host}/queue/{context.region}",
        "dynamic": host or settings.localstack_host,
        "off": settings.localstack_host,
    }[settings.sqs_endpoint_strategy]
    return f"http://{base}/{account_id}/{name}"


@functools.lru_cache(maxsize=4096)
def parse_queue_url(url: str) -> QueueAddress:
    """Read the address of a queue from its URL, whichever host the URL has.

    :raises InvalidAddress: when the URL does not end in an account and a name.
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) < 2 or not (len(segments[-2]) == 12 and segments[-2].isdigit()):
        raise InvalidAddress(url)
    found = REGION_OF_HOST.match(parts.netloc)
    region = (found[1] or found[2]) if found else ""
    if len(segments) == 4 and segments[0] == "queue":
        region = segments[1]
    return QueueAddress(segments[-2], segments[-1], region)


def find_queue(context: RequestContext, request: Mapping[str, object]) -> Queue:
    """Find the queue a request is for: by its parameter, or by the queue URL it was sent to.

    A name alone is taken for the caller's queue of that name, as LocalStack does; unverified for AWS.

    :raises ServiceException: when there is no such queue, or no address of one.
    """
    url = str(request.get("QueueUrl") or _own_url(context))
    address = parse_queue_url(url) if "/" in url else QueueAddress(context.account_id, url)
    queues = store_of(context, address.account_id, address.region or context.region).queues
    queue = queues.get(address.name)
    if queue is None:
        raise QueueDoesNotExist(context.protocol)
    return queue


def _own_url(context: RequestContext) -> str:
    if context.request is None or context.request.path.count("/") < 2:
        raise MissingParameter("QueueUrl")
    return f"http://{context.request.host}{context.request.path}"
