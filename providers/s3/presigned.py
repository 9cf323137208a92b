"""The life of pre-signed URLs, signature versions 2 and 4.

Expiry is judged by the virtual clock. Signatures are not checked yet, and a URL whose date or life cannot
be read is let through.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from localstack.aws.api import s3 as api
from localstack.aws.wire import Request


def check_expiry(request: Request, now: datetime) -> None:
    """Refuse a pre-signed request whose time is over.

    :raises api.AccessDenied: with the elements that the baselines record.
    """
    expiry = _expiry(request)
    if expiry is None or now <= expiry:
        return
    expires_in = request.argument("X-Amz-Expires")
    elements = {"X-Amz-Expires": expires_in} if expires_in else {}
    raise api.AccessDenied("Request has expired", **elements, Expires=_text(expiry), ServerTime=_text(now))


def _expiry(request: Request) -> datetime | None:
    try:
        if "X-Amz-Expires=" in request.query_string:
            signed_at = datetime.strptime(request.argument("X-Amz-Date"), "%Y%m%dT%H%M%S%z")
            return signed_at + timedelta(seconds=int(request.argument("X-Amz-Expires")))
        if "AWSAccessKeyId=" in request.query_string:
            return datetime.fromtimestamp(int(request.argument("Expires")), UTC)
    except (ValueError, OverflowError):
        return None
    return None


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
