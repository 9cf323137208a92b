"""Conditional requests: what If-Match and its relatives mean for reads, copy sources, writes and deletions.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from localstack.aws.api import s3 as api
from localstack.state.blobs import Blob

from . import errors
from .object import ObjectVersion


@dataclass(frozen=True)
class ReadConditions:
    """The four conditions under which an object is read, or copied from; `None` where one is not made.

    :ivar header_prefix: what comes before the conditions' names in the request's headers.
    """

    if_match: str | None = None
    if_none_match: str | None = None
    if_modified_since: datetime | None = None
    if_unmodified_since: datetime | None = None
    header_prefix: str = ""

    def is_modified(self, version: ObjectVersion, now: datetime) -> bool:
        """Decide on a read.

        :param now: a date in the future makes no condition.
        :returns: `False` when the answer is 304.
        :raises PreconditionFailed: when the version is not as it has to be.
        """
        self._require_match(version)
        if self.if_none_match is not None:
            return not matches(self.if_none_match, version.etag)
        return not self._is_unmodified_since(version, now)

    def require(self, version: ObjectVersion, now: datetime) -> None:
        """Decide on a copy, for which every condition that does not hold is an error.

        :raises PreconditionFailed: when the version is not as it has to be.
        """
        self._require_match(version)
        if self.if_none_match is not None and matches(self.if_none_match, version.etag):
            raise errors.PreconditionFailed(Condition=f"{self.header_prefix}If-None-Match")
        if self._is_unmodified_since(version, now):
            raise errors.PreconditionFailed(Condition=f"{self.header_prefix}If-Modified-Since")

    def _require_match(self, version: ObjectVersion) -> None:
        if self.if_match is not None:
            if not matches(self.if_match, version.etag):
                raise errors.PreconditionFailed(Condition=f"{self.header_prefix}If-Match")
        elif self.if_unmodified_since is not None and version.last_modified > self.if_unmodified_since:
            raise errors.PreconditionFailed(Condition=f"{self.header_prefix}If-Unmodified-Since")

    def _is_unmodified_since(self, version: ObjectVersion, now: datetime) -> bool:
        if self.if_modified_since is None:
            return False
        return version.last_modified <= self.if_modified_since <= now


def matches(condition: str, etag: str) -> bool:
    """Tell whether an entity tag is among those of a condition; quotes may be left out."""
    return condition.strip() == "*" or any(tag.strip().strip('"') == etag for tag in condition.split(","))


def require_known_write_conditions(if_match: str | None, if_none_match: str | None) -> None:
    """Check that S3 knows how to make a write depend on these conditions.

    :raises NotImplemented: when it does not.
    """
    if if_match is not None and if_none_match is not None:
        raise errors.NotImplemented(
            Header="If-Match,If-None-Match",
            additionalMessage="Multiple conditional request headers present in the request",
        )
    for header, is_known in (
        ("If-Match", if_match is None or if_match.strip() != "*"),
        ("If-None-Match", if_none_match is None or if_none_match.strip() == "*"),
    ):
        if not is_known:
            raise errors.NotImplemented(
                Header=header,
                additionalMessage=f"We don't accept the provided value of {header} header for this API",
            )


def require_write(
    if_match: str | None, if_none_match: str | None, key: str, live: ObjectVersion | None
) -> None:
    """Decide on a write.

    :param live: what the key holds now.
    :raises NoSuchKey: when there is nothing to match.
    :raises PreconditionFailed: when the key does not hold what it has to.
    """
    if if_none_match is not None and live is not None:
        raise errors.PreconditionFailed(Condition="If-None-Match")
    if if_match is not None:
        if live is None:
            raise api.NoSuchKey("The specified key does not exist.", Key=key)
        if not matches(if_match, live.etag):
            raise errors.PreconditionFailed(Condition="If-Match")


def require_unchanged(
    if_match: str | None,
    if_none_match: str | None,
    key: str,
    replaces: Blob | None,
    live: ObjectVersion | None,
) -> None:
    """Check that a key was not written to while a conditional upload to it was under way.

    :param replaces: what the key held as the upload began.
    :raises ConditionalRequestConflict: when it was.
    """
    if if_match is not None and live is not None and live.content is not replaces:
        raise errors.ConditionalRequestConflict(Condition="If-Match", Key=key)
    if if_none_match is not None and live is None and replaces is not None:
        raise errors.ConditionalRequestConflict(Condition="If-None-Match", Key=key)


def require_deletable(if_match: str | None, live: ObjectVersion | None) -> None:
    """Decide on a deletion; one of nothing always succeeds.

    :raises PreconditionFailed: when the key does not hold what it has to.
    """
    if if_match is not None and live is not None and not matches(if_match, live.etag):
        raise errors.PreconditionFailed(Condition="If-Match")


def refuse_express_conditions(conditions: Iterable[tuple[str, object]]) -> None:
    """Refuse conditions that only directory buckets know.

    :param conditions: headers and their values, `None` where one is not sent.
    :raises NotImplemented: when one is sent.
    """
    for header, value in conditions:
        if value is not None:
            raise errors.NotImplemented(Header=header)
