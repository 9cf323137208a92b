"""The operation that queries an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from .encryption import require_readable
from .object import ARCHIVED
from .operations import S3Operations

if TYPE_CHECKING:
    from .select.selection import Event

_UNREADABLE: Final = ARCHIVED | {"REDUCED_REDUNDANCY"}


class SelectOperations(S3Operations):
    """Queries of objects."""

    def select_object_content(
        self, context: RequestContext, request: api.SelectObjectContentRequest
    ) -> api.SelectObjectContentOutput:
        """Query an object; what is wrong before the first event is the request's error, later the stream's."""
        # Most runs have no queries.
        from .select import errors, selection, serialization

        if context.request is not None:
            if not context.access_key_id:
                raise api.AccessDenied("Access Denied")
            if "range" in context.request.headers:
                raise errors.UnsupportedRangeHeader
        serialization.require_sql(request.get("ExpressionType"))
        expression = serialization.required(request.get("Expression"), "Expression")
        formats = (
            serialization.parse_input(request.get("InputSerialization")),
            serialization.parse_output(request.get("OutputSerialization")),
        )
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        version = bucket.require_object(request["Key"])
        if version.storage_class in _UNREADABLE:
            raise errors.UnsupportedStorageClass
        require_readable(version.encryption, request)
        if version.encryption.key_id:
            self._require_kms_key(context, bucket, version)
        wants_progress = bool((request.get("RequestProgress") or {}).get("Enabled"))
        prepared = selection.prepare(
            expression, formats, request.get("ScanRange"), version.size, wants_progress=wants_progress
        )
        events = prepared.events(version.content, context.clock.now())
        return {"Payload": _begun(next(events), events)}  # type: ignore[typeddict-item]


def _begun(first: Event, others: Iterator[Event]) -> Iterator[Event]:
    yield first
    yield from others
