"""Encryption at rest: with S3's own keys, with keys of KMS, or with keys that the caller sends and keeps.

Content is not encrypted; what callers see of encryption is: which key they have to name or send, which headers
answers have, and that the entity tag is no MD5 when S3's own keys are not used.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from localstack.aws.api import s3 as api

from . import errors
from .object_lock import PROTECTED, Lock

AES256, KMS, KMS_DSSE = "AES256", "aws:kms", "aws:kms:dsse"
KMS_ALGORITHMS: Final = frozenset({KMS, KMS_DSSE})
ALGORITHMS: Final = frozenset({AES256, *KMS_ALGORITHMS})
HEADER: Final = "x-amz-server-side-encryption"
KEY_SIZE: Final = 32
WRITE_MEMBERS: Final = frozenset(
    {
        "ServerSideEncryption",
        "SSEKMSKeyId",
        "SSECustomerAlgorithm",
        "SSECustomerKey",
        "SSECustomerKeyMD5",
        "BucketKeyEnabled",
    }
)
_NEEDS_KEY = (
    "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to "
    "retrieve the object."
)
_MUST_PROVIDE = "Requests specifying Server Side Encryption with Customer provided keys must provide"
_WRONG_KEY = f"{_MUST_PROVIDE} the correct secret key."
_KEY_MEMBERS = ("Algorithm", "Key", "KeyMD5")


class Encryption(NamedTuple):
    """How an object is encrypted.

    :ivar key_id: the ARN of a key of KMS, or `""`.
    :ivar customer_key_md5: of the caller's key, in base64, or `""`.
    """

    algorithm: str = AES256
    key_id: str = ""
    bucket_key_enabled: bool = False
    customer_key_md5: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is S3's own."""
        return not self.key_id and not self.customer_key_md5

    def members(self) -> dict[str, Any]:
        """Give what answers say about it."""
        if self.customer_key_md5:
            return {"SSECustomerAlgorithm": AES256, "SSECustomerKeyMD5": self.customer_key_md5}
        members: dict[str, Any] = {"ServerSideEncryption": self.algorithm}
        if self.key_id:
            members["SSEKMSKeyId"] = self.key_id
        if self.bucket_key_enabled:
            members["BucketKeyEnabled"] = True
        return members


OWN: Final = Encryption()
"""With S3's own keys: what an object gets when nothing else is said."""


class DefaultEncryption(NamedTuple):
    """What a bucket's objects get when a request does not say it.

    :ivar key_id: as it was configured; `""` for the key of KMS that AWS manages.
    """

    algorithm: str = AES256
    key_id: str = ""
    bucket_key_enabled: bool = False

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        default = {"SSEAlgorithm": self.algorithm}
        if self.key_id:
            default["KMSMasterKeyID"] = self.key_id
        return {
            "Rules": [
                {
                    "ApplyServerSideEncryptionByDefault": default,
                    "BucketKeyEnabled": self.bucket_key_enabled,
                }
            ]
        }


UNSET: Final = DefaultEncryption()
"""What every bucket begins with."""


class Wanted(NamedTuple):
    """The encryption that a write asks for, before KMS is asked for the key.

    :ivar key_id: as the request or the bucket names it.
    """

    algorithm: str
    key_id: str = ""
    bucket_key_enabled: bool = False
    customer_key_md5: str = ""


def read_default(configuration: Mapping[str, Any]) -> DefaultEncryption:
    """Read a bucket's encryption configuration.

    :raises MalformedXML: when it has not exactly one rule, or that no known algorithm.
    :raises InvalidArgument: when it names a key that its algorithm does not use.
    """
    rules = configuration.get("Rules") or []
    default = (rules[0].get("ApplyServerSideEncryptionByDefault") or {}) if len(rules) == 1 else {}
    algorithm, key_id = default.get("SSEAlgorithm"), default.get("KMSMasterKeyID", "")
    if algorithm not in ALGORITHMS:
        raise errors.MalformedXML
    if key_id and algorithm not in KMS_ALGORITHMS:
        raise errors.InvalidArgument(
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
            ArgumentName="ApplyServerSideEncryptionByDefault",
        )
    return DefaultEncryption(algorithm, key_id, bool(rules[0].get("BucketKeyEnabled")))


def wanted(request: Mapping[str, Any], default: DefaultEncryption) -> Wanted:
    """Read the encryption that a write asks for, or else its bucket's.

    :raises InvalidArgument: when it asks for an unknown one, for two, or for one without all that it needs.
    :raises InvalidEncryptionAlgorithmError: when a key of the caller's is for another algorithm.
    """
    algorithm = request.get("ServerSideEncryption")
    if algorithm is not None and algorithm not in ALGORITHMS:
        raise errors.InvalidArgument(
            "The encryption method specified is not supported", ArgumentName=HEADER, ArgumentValue=algorithm
        )
    if has_customer_key(request):
        if algorithm is not None:
            raise errors.InvalidArgument(
                "Server Side Encryption with Customer provided key is incompatible with the encryption method "
                "specified",
                ArgumentName=HEADER,
                ArgumentValue=algorithm,
            )
        return Wanted(AES256, customer_key_md5=_customer_key(request))
    key_id = request.get("SSEKMSKeyId", "")
    if key_id and algorithm not in KMS_ALGORITHMS:
        raise errors.InvalidArgument(
            "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : "
            "aws:kms",
            ArgumentName=HEADER,
            **({"ArgumentValue": algorithm} if algorithm else {}),
        )
    if algorithm is None:
        algorithm, key_id = default.algorithm, default.key_id
    elif algorithm == default.algorithm and not key_id:
        key_id = default.key_id
    if algorithm not in KMS_ALGORITHMS:
        return Wanted(algorithm)
    return Wanted(algorithm, key_id, bool(request.get("BucketKeyEnabled", default.bucket_key_enabled)))


def has_customer_key(request: Mapping[str, Any], prefix: str = "") -> bool:
    """Tell whether a request sends a key of the caller's, or says anything of one.

    :param prefix: `CopySource` for that of the source of a copy.
    """
    return any(f"{prefix}SSECustomer{name}" in request for name in _KEY_MEMBERS)


def require_readable(encryption: Encryption, request: Mapping[str, Any], prefix: str = "") -> None:
    """Check that a read brings the key that an object was written with.

    :raises InvalidRequest: when it brings none, or one that is not needed.
    :raises AccessDenied: when it is another.
    """
    if not has_customer_key(request, prefix):
        if encryption.customer_key_md5:
            raise api.InvalidRequest(_NEEDS_KEY)
        return
    algorithm, key, md5 = _key_members(request, prefix)
    _require_algorithm(algorithm)
    if not encryption.customer_key_md5:
        raise api.InvalidRequest("The encryption parameters are not applicable to this object.")
    if md5 != encryption.customer_key_md5 or _md5(_decoded(key)) != md5:
        raise api.AccessDenied(_WRONG_KEY)


def require_part(encryption: Encryption, request: Mapping[str, Any]) -> None:
    """Check that a part comes with the key that its upload began with.

    :raises InvalidRequest: when it does not.
    """
    if has_customer_key(request) != bool(encryption.customer_key_md5):
        raise api.InvalidRequest(
            "The multipart upload initiate requested encryption. Subsequent part requests must include the "
            "appropriate encryption parameters."
        )
    if encryption.customer_key_md5:
        require_same_key(encryption, request)


def require_same_key(encryption: Encryption, request: Mapping[str, Any]) -> None:
    """Check that a key of the caller's, if a request brings one, is the one that its upload began with.

    :raises InvalidRequest: when it is another.
    """
    if has_customer_key(request) and _customer_key(request) != encryption.customer_key_md5:
        raise api.InvalidRequest("The provided encryption parameters did not match the ones used originally.")


def require_updatable(encryption: Encryption, lock: Lock, now: datetime) -> None:
    """Check that a version's encryption can be replaced by another key of KMS; the wording is unverified.

    :raises InvalidRequest: when it is with a key of the caller's, or twice with keys of KMS.
    :raises AccessDenied: when a lock protects the version.
    """
    if encryption.customer_key_md5 or encryption.algorithm == KMS_DSSE:
        raise api.InvalidRequest("The encryption type of the object cannot be updated.")
    if lock.protects(now):
        raise api.AccessDenied(PROTECTED)


def _customer_key(request: Mapping[str, Any]) -> str:
    """Check the key of the caller's that something is to be written with.

    :returns: its MD5 in base64.
    :raises InvalidEncryptionAlgorithmError: when it is for another algorithm.
    :raises InvalidArgument: when something is missing, its size is wrong, or its MD5 another.
    """
    algorithm, key, md5 = _key_members(request, "")
    _require_algorithm(algorithm)
    content = _decoded(key)
    if not key:
        raise _unusable(f"{_MUST_PROVIDE} an appropriate secret key.")
    if len(content) != KEY_SIZE:
        raise _unusable("The secret key was invalid for the specified algorithm.")
    if not md5:
        raise _unusable(f"{_MUST_PROVIDE} the client calculated MD5 of the secret key.")
    if md5 != _md5(content):
        raise _unusable("The calculated MD5 hash of the key did not match the hash that was provided.")
    return md5


def _key_members(request: Mapping[str, Any], prefix: str) -> tuple[str, str, str]:
    return tuple(request.get(f"{prefix}SSECustomer{name}", "") for name in _KEY_MEMBERS)


def _require_algorithm(algorithm: str) -> None:
    if not algorithm:
        raise _unusable(f"{_MUST_PROVIDE} a valid encryption algorithm.")
    if algorithm != AES256:
        raise errors.InvalidEncryptionAlgorithmError(ArgumentName=HEADER, ArgumentValue=algorithm)


def _unusable(message: str) -> errors.InvalidArgument:
    return errors.InvalidArgument(message, ArgumentName=HEADER)


def _md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


def _decoded(key: str) -> bytes:
    try:
        return base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return b""
