"""Operations on how requests reach a bucket: accelerated or not, and at whose cost."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, errors, request_payment, validation
from .bucket import ENABLED, SUSPENDED
from .operations import S3Operations


class TransferOperations(S3Operations):
    """Transfer acceleration and request payment."""

    def get_bucket_accelerate_configuration(
        self, context: RequestContext, request: api.GetBucketAccelerateConfigurationRequest
    ) -> api.GetBucketAccelerateConfigurationOutput:
        """Give the status of acceleration, if it ever was set."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"Status": bucket.acceleration} if bucket.acceleration else {}

    def put_bucket_accelerate_configuration(
        self, context: RequestContext, request: api.PutBucketAccelerateConfigurationRequest
    ) -> None:
        """Enable or suspend acceleration; nothing becomes faster by it."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        status = (request.get("AccelerateConfiguration") or {}).get("Status")
        if status not in (ENABLED, SUSPENDED):
            raise errors.MalformedXML
        validation.require_accelerable(bucket.name)
        bucket.acceleration = status

    def get_bucket_request_payment(
        self, context: RequestContext, request: api.GetBucketRequestPaymentRequest
    ) -> api.GetBucketRequestPaymentOutput:
        """Tell who pays for requests."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"Payer": bucket.payer}

    def put_bucket_request_payment(
        self, context: RequestContext, request: api.PutBucketRequestPaymentRequest
    ) -> None:
        """Set who pays for requests."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        payer = (request.get("RequestPaymentConfiguration") or {}).get("Payer")
        if payer not in request_payment.PAYERS:
            raise errors.MalformedXML
        bucket.payer = payer
