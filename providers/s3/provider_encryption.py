"""Operations on the encryption of what is stored already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, encryption, errors, kms_key
from .encryption import KMS, Wanted
from .operations import S3Operations
from .provider_tagging import require_latest


class EncryptionOperations(S3Operations):
    """The encryption of existing objects."""

    def update_object_encryption(
        self, context: RequestContext, request: api.UpdateObjectEncryptionRequest
    ) -> api.UpdateObjectEncryptionResponse:
        """Have another key of KMS encrypt a version; its content, entity tag and dates stay as they are.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/update-sse-encryption.html
        """
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        key, version_id = request["Key"], request.get("VersionId")
        found = require_latest(bucket, key, version_id, "PUT", key)
        content.verify_document(context, request)
        wanted: Mapping[str, Any] = (request.get("ObjectEncryption") or {}).get("SSEKMS") or {}
        arn = wanted.get("KMSKeyArn")
        if not arn:
            raise errors.MalformedXML
        encryption.require_updatable(found.encryption, found.lock, context.clock.now())
        new = kms_key.encryption_of(context, bucket, Wanted(KMS, arn, bool(wanted.get("BucketKeyEnabled"))))
        with context.lock(bucket.arn):
            version = require_latest(bucket, key, version_id, "PUT", key)
            bucket.versions.replace(version, version._replace(encryption=new))
        return {}
