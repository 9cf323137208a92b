"""What the operations share."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from localstack.aws.context import RequestContext
from localstack.services.provider import Provider

from . import errors
from .store import S3ControlStore

SETTINGS: Final = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


class S3ControlOperations(Provider[S3ControlStore]):
    """What all the operations share."""

    service: ClassVar[str] = "s3control"
    store_class = S3ControlStore
    validates_model: ClassVar[bool] = False

    def _store(self, context: RequestContext, request: Any) -> S3ControlStore:
        """Give the store of the account that a request names.

        :raises AccessDenied: when it is not the caller's.
        """
        if request["AccountId"] != context.account_id:
            raise errors.AccessDenied
        return self.store(context)
