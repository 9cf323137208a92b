"""Where an object is, as answers say it."""

from __future__ import annotations

from urllib.parse import quote

from localstack.aws.context import RequestContext

from .bucket import Bucket


def url_of(context: RequestContext, bucket: Bucket, key: str) -> str:
    """Give the URL of an object, on the host that the request was sent to."""
    path = quote(key, safe="/~")
    if context.request is None:
        return f"https://{bucket.name}.s3.{bucket.region}.amazonaws.com/{path}"
    host = context.request.host
    return (
        f"http://{host}/{path}"
        if host.startswith(f"{bucket.name}.")
        else f"http://{host}/{bucket.name}/{path}"
    )


def virtual_url_of(context: RequestContext, bucket: Bucket, key: str) -> str:
    """Give the URL of an object with its bucket in the host, whatever host the request was sent to."""
    return f"http://{bucket.name}.s3.{context.emulator.settings.localstack_host}/{quote(key, safe='/~')}"
