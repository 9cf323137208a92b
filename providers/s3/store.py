"""What S3 holds: buckets under names that are global."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.state import BaseStore, CrossAccountAttribute, CrossRegionAttribute, Map, SortedMap

from . import errors
from .access_points import ALIAS_SUFFIX
from .bucket import Bucket
from .validation import is_bucket_name, require_bucket_owner


class S3Store(BaseStore):
    """The buckets as one account sees them.

    :cvar buckets: those of all accounts, by name.
    :cvar owned: the names of the account's own, with their regions.
    """

    buckets = CrossAccountAttribute[Map[str, Bucket]](Map)
    owned = CrossRegionAttribute[SortedMap[str, str]](SortedMap)

    def require_bucket(self, name: str, expected_owner: str | None = None) -> Bucket:
        """Find a bucket.

        :param expected_owner: the account it has to belong to, if the request says so.
        :raises NoSuchBucket: when it does not exist.
        :raises AccessDenied: when it belongs to another account than expected.
        """
        bucket = self.buckets.get(name)
        if bucket is None:
            if not is_bucket_name(name) and not name.endswith(ALIAS_SUFFIX):
                raise errors.InvalidBucketName(BucketName=name)
            raise api.NoSuchBucket("The specified bucket does not exist", BucketName=name)
        if expected_owner is not None:
            require_bucket_owner(expected_owner, bucket.owner)
        return bucket

    def add(self, bucket: Bucket) -> None:
        """Add a bucket of this account."""
        self.buckets[bucket.name] = bucket
        self.owned[bucket.name] = bucket.region

    def remove(self, bucket: Bucket) -> None:
        """Remove a bucket of this account."""
        del self.buckets[bucket.name]
        del self.owned[bucket.name]

    def drop_shared(self) -> None:
        """Drop the account's buckets."""
        for name in self.owned:
            self.buckets.pop(name, None)
