"""Encryption: what writes ask for, and what reads have to bring."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from localstack_providers.s3 import encryption, errors
from localstack_providers.s3.encryption import OWN, UNSET, DefaultEncryption, Encryption, Wanted

from localstack.aws.api import s3 as api

KEY, OTHER = b"k" * 32, b"o" * 32
BY_KMS = DefaultEncryption("aws:kms", "key", True)


def md5(key: bytes) -> str:
    return base64.b64encode(hashlib.md5(key, usedforsecurity=False).digest()).decode()


def customer(key: bytes = KEY, prefix: str = "", **change: Any) -> dict[str, Any]:
    members = {"Algorithm": "AES256", "Key": base64.b64encode(key).decode(), "KeyMD5": md5(key), **change}
    return {f"{prefix}SSECustomer{name}": value for name, value in members.items() if value is not None}


@pytest.mark.parametrize(
    ("request_", "default", "found"),
    [
        ({}, UNSET, Wanted("AES256")),
        ({"ServerSideEncryption": "AES256"}, BY_KMS, Wanted("AES256")),
        ({}, BY_KMS, Wanted("aws:kms", "key", True)),
        ({"BucketKeyEnabled": False}, BY_KMS, Wanted("aws:kms", "key", False)),
        ({"ServerSideEncryption": "aws:kms"}, BY_KMS, Wanted("aws:kms", "key", True)),
        ({"ServerSideEncryption": "aws:kms:dsse"}, BY_KMS, Wanted("aws:kms:dsse", "", True)),
        ({"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "a"}, UNSET, Wanted("aws:kms", "a")),
        (customer(), BY_KMS, Wanted("AES256", customer_key_md5=md5(KEY))),
    ],
    ids=["own", "own though", "default", "no bucket key", "default's key", "another", "named", "customer"],
)
def test_a_write_asks_for_an_encryption(
    request_: dict[str, Any], default: DefaultEncryption, found: Wanted
) -> None:
    assert encryption.wanted(request_, default) == found


@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        ({"ServerSideEncryption": "KMS"}, errors.InvalidArgument, "not supported"),
        ({"SSEKMSKeyId": "a"}, errors.InvalidArgument, "requires HTTP header"),
        (
            {"SSEKMSKeyId": "a", "ServerSideEncryption": "AES256"},
            errors.InvalidArgument,
            "requires HTTP header",
        ),
        (customer() | {"ServerSideEncryption": "AES256"}, errors.InvalidArgument, "incompatible"),
        (customer(Algorithm="KMS"), errors.InvalidEncryptionAlgorithmError, "Supported value: AES256"),
        (customer(Algorithm=None), errors.InvalidArgument, "a valid encryption algorithm"),
        (customer(Key=None), errors.InvalidArgument, "an appropriate secret key"),
        (customer(b"short"), errors.InvalidArgument, "invalid for the specified algorithm"),
        (customer(Key="not base64!"), errors.InvalidArgument, "invalid for the specified algorithm"),
        (customer(KeyMD5=None), errors.InvalidArgument, "calculated MD5 of the secret key"),
        (customer(KeyMD5=md5(OTHER)), errors.InvalidArgument, "did not match the hash"),
    ],
)
def test_a_wrong_write_is_refused(request_: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        encryption.wanted(request_, UNSET)


@pytest.mark.parametrize("prefix", ["", "CopySource"])
def test_a_read_brings_the_key_that_was_written_with(prefix: str) -> None:
    written = Encryption(customer_key_md5=md5(KEY))

    encryption.require_readable(OWN, {}, prefix)
    encryption.require_readable(written, customer(KEY, prefix), prefix)

    with pytest.raises(api.InvalidRequest, match="correct parameters must be provided"):
        encryption.require_readable(written, {}, prefix)
    for wrong in (
        customer(OTHER, prefix),
        customer(KEY, prefix, KeyMD5=None),
        customer(KEY, prefix, Key="!"),
    ):
        with pytest.raises(api.AccessDenied, match="the correct secret key"):
            encryption.require_readable(written, wrong, prefix)
    with pytest.raises(api.InvalidRequest, match="not applicable to this object"):
        encryption.require_readable(OWN, customer(KEY, prefix), prefix)
    with pytest.raises(errors.InvalidEncryptionAlgorithmError):
        encryption.require_readable(written, customer(KEY, prefix, Algorithm="KMS"), prefix)


def test_a_part_brings_the_key_that_its_upload_began_with() -> None:
    written = Encryption(customer_key_md5=md5(KEY))

    encryption.require_part(OWN, {})
    encryption.require_part(written, customer())

    for began, request in ((OWN, customer()), (written, {})):
        with pytest.raises(api.InvalidRequest, match="Subsequent part requests must include"):
            encryption.require_part(began, request)
    with pytest.raises(api.InvalidRequest, match="did not match the ones used originally"):
        encryption.require_part(written, customer(OTHER))


@pytest.mark.parametrize(
    ("found", "members"),
    [
        (OWN, {"ServerSideEncryption": "AES256"}),
        (Encryption("aws:kms", "arn"), {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "arn"}),
        (
            Encryption("aws:kms", "arn", True),
            {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "arn", "BucketKeyEnabled": True},
        ),
        (Encryption(customer_key_md5="md5"), {"SSECustomerAlgorithm": "AES256", "SSECustomerKeyMD5": "md5"}),
    ],
)
def test_answers_tell_of_it(found: Encryption, members: dict[str, Any]) -> None:
    assert found.members() == members


def rule(*defaults: dict[str, Any] | None) -> dict[str, Any]:
    return {"Rules": [{"ApplyServerSideEncryptionByDefault": default} for default in defaults]}


def test_a_default_is_read_and_shown() -> None:
    configuration = {
        "Rules": [
            {
                "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "key"},
                "BucketKeyEnabled": True,
            }
        ]
    }

    default = encryption.read_default(configuration)

    assert default == BY_KMS
    assert default.shown() == configuration


@pytest.mark.parametrize(
    ("configuration", "error"),
    [
        ({}, errors.MalformedXML),
        (rule(None), errors.MalformedXML),
        (rule({"SSEAlgorithm": "AES256"}, {"SSEAlgorithm": "AES256"}), errors.MalformedXML),
        (rule({"SSEAlgorithm": "AES"}), errors.MalformedXML),
        (rule({"SSEAlgorithm": "AES256", "KMSMasterKeyID": "key"}), errors.InvalidArgument),
    ],
)
def test_a_wrong_default_is_refused(configuration: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        encryption.read_default(configuration)
