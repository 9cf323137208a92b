"""The actions that policies name, by operation, and the permissions of ACLs that include them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from . import acl

# Operations whose action has another name than they.
_RENAMED: Final[Mapping[str, str]] = {
    "CompleteMultipartUpload": "PutObject",
    "CopyObject": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "UploadPartCopy": "PutObject",
    "HeadObject": "GetObject",
    "SelectObjectContent": "GetObject",
    "DeleteObjects": "DeleteObject",
    "ListParts": "ListMultipartUploadParts",
    "HeadBucket": "ListBucket",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "ListObjectVersions": "ListBucketVersions",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListBuckets": "ListAllMyBuckets",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "GetBucketAnalyticsConfiguration": "GetAnalyticsConfiguration",
    "ListBucketAnalyticsConfigurations": "GetAnalyticsConfiguration",
    "PutBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "DeleteBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "GetBucketIntelligentTieringConfiguration": "GetIntelligentTieringConfiguration",
    "ListBucketIntelligentTieringConfigurations": "GetIntelligentTieringConfiguration",
    "PutBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "DeleteBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "GetBucketInventoryConfiguration": "GetInventoryConfiguration",
    "ListBucketInventoryConfigurations": "GetInventoryConfiguration",
    "PutBucketInventoryConfiguration": "PutInventoryConfiguration",
    "DeleteBucketInventoryConfiguration": "PutInventoryConfiguration",
    "GetBucketMetricsConfiguration": "GetMetricsConfiguration",
    "ListBucketMetricsConfigurations": "GetMetricsConfiguration",
    "PutBucketMetricsConfiguration": "PutMetricsConfiguration",
    "DeleteBucketMetricsConfiguration": "PutMetricsConfiguration",
    "GetBucketAbac": "GetBucketABAC",
    "PutBucketAbac": "PutBucketABAC",
    "GetBucketCors": "GetBucketCORS",
    "PutBucketCors": "PutBucketCORS",
    "DeleteBucketCors": "PutBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "PutBucketLifecycle": "PutLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "GetBucketReplication": "GetReplicationConfiguration",
    "PutBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketTagging": "PutBucketTagging",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
}
# Actions on objects that have another name when the request says which version.
VERSIONED: Final = frozenset(
    {
        "GetObject",
        "GetObjectAcl",
        "GetObjectAttributes",
        "GetObjectTagging",
        "PutObjectAcl",
        "PutObjectTagging",
        "DeleteObject",
        "DeleteObjectTagging",
    }
)
OF_OBJECTS: Final = frozenset(
    {
        *VERSIONED,
        *(name.replace("Object", "ObjectVersion", 1) for name in VERSIONED),
        "PutObject",
        "AbortMultipartUpload",
        "ListMultipartUploadParts",
        "RestoreObject",
        "GetObjectRetention",
        "PutObjectRetention",
        "GetObjectLegalHold",
        "PutObjectLegalHold",
        "BypassGovernanceRetention",
        "GetObjectVersionForReplication",
        "InitiateReplication",
        "ObjectOwnerOverrideToBucketOwner",
        "ReplicateDelete",
        "ReplicateObject",
        "ReplicateTags",
    }
)
_OF_BUCKETS_BY_ACL: Final = {
    "ListBucket": acl.READ,
    "ListBucketVersions": acl.READ,
    "ListBucketMultipartUploads": acl.READ,
    "GetBucketAcl": acl.READ_ACP,
    "PutBucketAcl": acl.WRITE_ACP,
    # The permission to write is the bucket's: an object may not be there yet.
    "PutObject": acl.WRITE,
    "DeleteObject": acl.WRITE,
}
_OF_OBJECTS_BY_ACL: Final = {
    "GetObject": acl.READ,
    "GetObjectVersion": acl.READ,
    "GetObjectAcl": acl.READ_ACP,
    "GetObjectVersionAcl": acl.READ_ACP,
    "PutObjectAcl": acl.WRITE_ACP,
    "PutObjectVersionAcl": acl.WRITE_ACP,
}


def action_of(operation: str, *, names_version: bool = False) -> str:
    """Give the action of an operation, without the `s3:` in front.

    :param names_version: whether the request says which version of an object it is about.
    """
    action = _RENAMED.get(operation, operation)
    return action.replace("Object", "ObjectVersion", 1) if names_version and action in VERSIONED else action


def permission_on_bucket(action: str) -> str | None:
    """Give the permission in a bucket's ACL that includes an action."""
    return _OF_BUCKETS_BY_ACL.get(action)


def permission_on_object(action: str) -> str | None:
    """Give the permission in an object's ACL that includes an action."""
    return _OF_OBJECTS_BY_ACL.get(action)
