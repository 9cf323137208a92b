"""Operations on the configurations of a bucket that have defaults: encryption, ownership, public access."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, errors
from .bucket import DISABLED, ENABLED, PUBLIC_ACCESS_BLOCKED
from .encryption import UNSET, read_default
from .operations import S3Operations
from .validation import OWNERSHIPS


class BucketConfigurationOperations(S3Operations):
    """Bucket encryption, ownership controls and public access block."""

    def get_bucket_encryption(
        self, context: RequestContext, request: api.GetBucketEncryptionRequest
    ) -> api.GetBucketEncryptionOutput:
        """Give the default encryption."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"ServerSideEncryptionConfiguration": bucket.encryption.shown()}  # type: ignore[typeddict-item]

    def put_bucket_encryption(self, context: RequestContext, request: api.PutBucketEncryptionRequest) -> None:
        """Set the default encryption."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.encryption = read_default(request.get("ServerSideEncryptionConfiguration") or {})

    def delete_bucket_encryption(
        self, context: RequestContext, request: api.DeleteBucketEncryptionRequest
    ) -> None:
        """Go back to the default encryption every bucket has."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.encryption = UNSET

    def get_bucket_abac(
        self, context: RequestContext, request: api.GetBucketAbacRequest
    ) -> api.GetBucketAbacOutput:
        """Tell whether tags of the bucket decide on access."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"AbacStatus": {"Status": bucket.abac}}

    def put_bucket_abac(self, context: RequestContext, request: api.PutBucketAbacRequest) -> None:
        """Set whether tags of the bucket decide on access; no policy of an identity is asked, so none does."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        status = (request.get("AbacStatus") or {}).get("Status")
        if status not in (ENABLED, DISABLED):
            raise errors.MalformedXML
        bucket.abac = status

    def get_bucket_ownership_controls(
        self, context: RequestContext, request: api.GetBucketOwnershipControlsRequest
    ) -> api.GetBucketOwnershipControlsOutput:
        """Give the object ownership."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if not bucket.ownership:
            raise errors.OwnershipControlsNotFoundError(BucketName=bucket.name)
        return {"OwnershipControls": {"Rules": [{"ObjectOwnership": bucket.ownership}]}}

    def put_bucket_ownership_controls(
        self, context: RequestContext, request: api.PutBucketOwnershipControlsRequest
    ) -> None:
        """Set the object ownership."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        rules = (request.get("OwnershipControls") or {}).get("Rules") or []
        ownership = rules[0].get("ObjectOwnership") if len(rules) == 1 else None
        if ownership not in OWNERSHIPS:
            raise errors.MalformedXML
        bucket.ownership = ownership

    def delete_bucket_ownership_controls(
        self, context: RequestContext, request: api.DeleteBucketOwnershipControlsRequest
    ) -> None:
        """Remove the ownership controls."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.ownership = ""

    def get_public_access_block(
        self, context: RequestContext, request: api.GetPublicAccessBlockRequest
    ) -> api.GetPublicAccessBlockOutput:
        """Give the public access block."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if bucket.public_access_block is None:
            raise errors.NoSuchPublicAccessBlockConfiguration(BucketName=bucket.name)
        return {"PublicAccessBlockConfiguration": bucket.public_access_block}  # type: ignore[typeddict-item]

    def put_public_access_block(
        self, context: RequestContext, request: api.PutPublicAccessBlockRequest
    ) -> None:
        """Set the public access block; what is left out is off."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        configuration = request.get("PublicAccessBlockConfiguration") or {}
        bucket.public_access_block = {name: bool(configuration.get(name)) for name in PUBLIC_ACCESS_BLOCKED}

    def delete_public_access_block(
        self, context: RequestContext, request: api.DeletePublicAccessBlockRequest
    ) -> None:
        """Remove the public access block."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.public_access_block = None
