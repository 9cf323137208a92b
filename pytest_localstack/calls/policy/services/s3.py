"""Amazon S3: actions are named after what they protect, not after operations.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""

from __future__ import annotations

from urllib.parse import unquote

from pytest_localstack.calls.policy.rules import EVERYTHING, Grant, Parameters, Rules, grant, named

_SOURCE = "arn:{partition}:s3:::{source.Bucket}/{source.Key}"
_KEY = "arn:{partition}:kms:{region}:{account}:key/{SSEKMSKeyId}"
_ACL = "ACL || GrantFullControl || GrantRead || GrantReadACP || GrantWrite || GrantWriteACP"

# Without s3:ListBucket a missing key is answered with 403, which the code under test did not meet.
_MISSING = grant("s3:ListBucket", "bucket", on_error="NoSuchKey 404 NotFound")


def _versioned(action: str, versioned: str) -> tuple[Grant, ...]:
    return (
        grant(f"s3:{action}", "object", "!VersionId"),
        grant(f"s3:{versioned}", "object", "VersionId"),
        _MISSING,
    )


_WRITE = (
    grant("s3:PutObject", "object"),
    grant("s3:PutObjectAcl", "object", _ACL),
    grant("s3:PutObjectTagging", "object", "Tagging"),
    grant("s3:PutObjectRetention", "object", "ObjectLockMode || ObjectLockRetainUntilDate"),
    grant("s3:PutObjectLegalHold", "object", "ObjectLockLegalHoldStatus"),
    grant("kms:GenerateDataKey", _KEY, "SSEKMSKeyId"),
)
_READ_SOURCE = (
    grant("s3:GetObject", _SOURCE, "!source.VersionId"),
    grant("s3:GetObjectVersion", _SOURCE, "source.VersionId"),
)
_BYPASS = grant("s3:BypassGovernanceRetention", "object", "BypassGovernanceRetention")


def _derive(parameters: Parameters) -> Parameters:
    """Add the source of a copy: `bucket/key?versionId=…`, perhaps with a slash in front."""
    if source := parameters.get("CopySource"):
        path, _, version = str(source).partition("?versionId=")
        bucket, _, key = unquote(path).lstrip("/").partition("/")
        parameters["source"] = {"Bucket": bucket, "Key": key, "VersionId": version}
    return parameters


_BUCKETS = """
    CreateBucketMetadataConfiguration=CreateBucketMetadataTableConfiguration
    CreateBucketMetadataTableConfiguration DeleteBucket DeleteBucketPolicy
    DeleteBucketWebsite GetBucketAcl GetBucketLocation GetBucketLogging GetBucketPolicy GetBucketPolicyStatus
    GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite PutBucketAcl PutBucketLogging
    PutBucketPolicy PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite
    HeadBucket=ListBucket ListObjects=ListBucket ListObjectsV2=ListBucket ListObjectVersions=ListBucketVersions
    ListMultipartUploads=ListBucketMultipartUploads DeleteBucketTagging=PutBucketTagging
    GetBucketCors=GetBucketCORS PutBucketCors=PutBucketCORS DeleteBucketCors=PutBucketCORS
    GetBucketEncryption=GetEncryptionConfiguration PutBucketEncryption=PutEncryptionConfiguration
    DeleteBucketEncryption=PutEncryptionConfiguration
    GetBucketLifecycle=GetLifecycleConfiguration GetBucketLifecycleConfiguration=GetLifecycleConfiguration
    PutBucketLifecycle=PutLifecycleConfiguration PutBucketLifecycleConfiguration=PutLifecycleConfiguration
    DeleteBucketLifecycle=PutLifecycleConfiguration
    GetBucketNotification GetBucketNotificationConfiguration=GetBucketNotification
    PutBucketNotification PutBucketNotificationConfiguration=PutBucketNotification
    GetBucketReplication=GetReplicationConfiguration DeleteBucketReplication=PutReplicationConfiguration
    GetBucketAccelerateConfiguration=GetAccelerateConfiguration
    PutBucketAccelerateConfiguration=PutAccelerateConfiguration
    GetBucketAnalyticsConfiguration=GetAnalyticsConfiguration
    ListBucketAnalyticsConfigurations=GetAnalyticsConfiguration
    PutBucketAnalyticsConfiguration=PutAnalyticsConfiguration
    DeleteBucketAnalyticsConfiguration=PutAnalyticsConfiguration
    GetBucketInventoryConfiguration=GetInventoryConfiguration
    ListBucketInventoryConfigurations=GetInventoryConfiguration
    PutBucketInventoryConfiguration=PutInventoryConfiguration
    DeleteBucketInventoryConfiguration=PutInventoryConfiguration
    GetBucketMetricsConfiguration=GetMetricsConfiguration ListBucketMetricsConfigurations=GetMetricsConfiguration
    PutBucketMetricsConfiguration=PutMetricsConfiguration DeleteBucketMetricsConfiguration=PutMetricsConfiguration
    GetBucketIntelligentTieringConfiguration=GetIntelligentTieringConfiguration
    ListBucketIntelligentTieringConfigurations=GetIntelligentTieringConfiguration
    PutBucketIntelligentTieringConfiguration=PutIntelligentTieringConfiguration
    DeleteBucketIntelligentTieringConfiguration=PutIntelligentTieringConfiguration
    GetBucketOwnershipControls PutBucketOwnershipControls
    DeleteBucketOwnershipControls=PutBucketOwnershipControls
    GetPublicAccessBlock=GetBucketPublicAccessBlock PutPublicAccessBlock=PutBucketPublicAccessBlock
    DeletePublicAccessBlock=PutBucketPublicAccessBlock
    GetObjectLockConfiguration=GetBucketObjectLockConfiguration
    PutObjectLockConfiguration=PutBucketObjectLockConfiguration
"""

_OBJECTS = """
    AbortMultipartUpload CompleteMultipartUpload=PutObject GetObjectLegalHold GetObjectRetention GetObjectTorrent
    ListParts=ListMultipartUploadParts PutObjectLegalHold RestoreObject SelectObjectContent=GetObject
    UploadPart=PutObject
"""

RULES = {
    "s3": Rules(
        prefix="s3",
        resources={
            "object": "arn:{partition}:s3:::{Bucket}/{Key}",
            "bucket": "arn:{partition}:s3:::{Bucket}",
        },
        grants={
            **named("s3", "bucket", _BUCKETS),
            **named("s3", "object", _OBJECTS),
            **named(
                "s3",
                EVERYTHING,
                "ListBuckets=ListAllMyBuckets",
            ),
            "CreateBucket": (
                grant("s3:CreateBucket", "bucket"),
                grant("s3:PutBucketAcl", "bucket", _ACL),
                grant(
                    "s3:PutBucketObjectLockConfiguration s3:PutBucketVersioning",
                    "bucket",
                    "ObjectLockEnabledForBucket",
                ),
                grant("s3:PutBucketOwnershipControls", "bucket", "ObjectOwnership"),
            ),
            "PutBucketReplication": (
                grant("s3:PutReplicationConfiguration", "bucket"),
                grant("iam:PassRole", "{ReplicationConfiguration.Role}", "ReplicationConfiguration.Role"),
            ),
            "GetObject": _versioned("GetObject", "GetObjectVersion"),
            "HeadObject": _versioned("GetObject", "GetObjectVersion"),
            "GetObjectAcl": _versioned("GetObjectAcl", "GetObjectVersionAcl"),
            "PutObjectAcl": _versioned("PutObjectAcl", "PutObjectVersionAcl"),
            "GetObjectTagging": _versioned("GetObjectTagging", "GetObjectVersionTagging"),
            "PutObjectTagging": _versioned("PutObjectTagging", "PutObjectVersionTagging"),
            "DeleteObjectTagging": _versioned("DeleteObjectTagging", "DeleteObjectVersionTagging"),
            "GetObjectAttributes": (
                grant("s3:GetObject s3:GetObjectAttributes", "object", "!VersionId"),
                grant("s3:GetObjectVersion s3:GetObjectVersionAttributes", "object", "VersionId"),
                _MISSING,
            ),
            "PutObject": _WRITE,
            "CreateMultipartUpload": (*_WRITE, grant("kms:Decrypt", _KEY, "SSEKMSKeyId")),
            "CopyObject": (*_READ_SOURCE, *_WRITE),
            "UploadPartCopy": (*_READ_SOURCE, grant("s3:PutObject", "object")),
            "PutObjectRetention": (grant("s3:PutObjectRetention", "object"), _BYPASS),
            "DeleteObject": (
                grant("s3:DeleteObject", "object", "!VersionId"),
                grant("s3:DeleteObjectVersion", "object", "VersionId"),
                _BYPASS,
            ),
            "DeleteObjects": tuple(
                grant(
                    f"s3:{action}",
                    f"arn:{{partition}}:s3:::{{Bucket}}/{{Delete.Objects[?{condition}].Key}}",
                    f"{when}Delete.Objects[?{condition}]",
                )
                for action, condition, when in (
                    ("DeleteObject", "!VersionId", ""),
                    ("DeleteObjectVersion", "VersionId", ""),
                    ("BypassGovernanceRetention", "Key", "BypassGovernanceRetention && "),
                )
            ),
        },
        derive=_derive,
    )
}
