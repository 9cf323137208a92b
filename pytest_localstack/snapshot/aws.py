"""The factory with AWS's transformer sets, and the default transformers of the `snapshot` fixture.

Labels and keys are those of the recordings made with localstack-snapshot, so that these verify.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .context import TransformContext
from .environment import SnapshotEnvironment
from .patterns import (
    CERTIFICATE_FILE,
    KMS_KEY_ARN,
    ORIGIN,
    SUBSCRIPTION,
    UUID,
    arn_resource,
    datetime_value,
    iso_time,
    log_stream_name,
    part_of,
    timestamp_of_key,
    uuid_of_id,
    version_id,
    version_id_keys,
    version_order,
)
from .transform import Transform
from .transformers import (
    GenericTransformer,
    KeyValueBasedTransformer,
    RegexTransformer,
    ResponseMetaDataTransformer,
    TimestampTransformer,
    Transformer,
)


class AwsTransform(Transform):
    """Make the transformers for AWS responses, one set per service."""

    @staticmethod
    def resource_name(replacement_name: str = "resource") -> KeyValueBasedTransformer:
        """Replace the name at the end of every value that is an ARN."""
        return KeyValueBasedTransformer(arn_resource, replacement_name)

    @classmethod
    def sqs_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon SQS responses."""
        return [
            cls.key_value("ReceiptHandle"),
            cls.key_value("TaskHandle"),
            cls.key_value("SenderId"),
            cls.key_value("SequenceNumber"),
            cls.jsonpath("$..MessageAttributes.RequestID.StringValue", "request-id"),
            cls.resource_name(),
        ]

    @classmethod
    def s3_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon S3 responses and event notifications."""
        return [
            cls.key_value("Name", value_replacement="bucket-name"),
            cls.key_value("BucketName"),
            cls.key_value("VersionId"),
            cls.jsonpath("$..Owner.DisplayName", "<display-name>", reference_replacement=False),
            cls.jsonpath("$..Owner.ID", "<owner-id>", reference_replacement=False),
            *cls.s3_notifications_transformer(),
        ]

    @classmethod
    def s3_notifications_transformer(cls) -> list[Transformer]:
        """Replace what differs between two runs in S3 event notification records."""
        return [
            cls.jsonpath("$..responseElements.x-amz-id-2", "amz-id", reference_replacement=False),
            cls.jsonpath(
                "$..responseElements.x-amz-request-id", "amz-request-id", reference_replacement=False
            ),
            cls.jsonpath("$..s3.configurationId", "config-id"),
            cls.jsonpath("$..s3.object.sequencer", "sequencer", reference_replacement=False),
            cls.jsonpath("$..s3.bucket.ownerIdentity.principalId", "principal-id"),
            cls.jsonpath("$..userIdentity.principalId", "principal-id"),
            cls.jsonpath("$..requestParameters.sourceIPAddress", "ip-address"),
            cls.jsonpath("$..s3.object.versionId", "version-id", reference_replacement=False),
        ]

    @classmethod
    def sns_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon SNS responses and in the messages it delivers."""
        return [
            cls.key_value("ReceiptHandle"),
            cls.key_value("SequenceNumber"),
            cls.key_value("Signature", "<signature>", reference_replacement=False),
            cls.key_value("SenderId", "<sender-id>", reference_replacement=False),
            cls.key_value("MD5OfBody", "<md5-hash>", reference_replacement=False),
            cls.resource_name(),
            KeyValueBasedTransformer(part_of("SigningCertURL", CERTIFICATE_FILE), "signing-cert-file"),
            KeyValueBasedTransformer(
                part_of("SigningCertURL", ORIGIN), "<cert-domain>", replace_reference=False
            ),
            KeyValueBasedTransformer(part_of("UnsubscribeURL", SUBSCRIPTION), "resource"),
            KeyValueBasedTransformer(
                part_of("UnsubscribeURL", ORIGIN), "<unsubscribe-domain>", replace_reference=False
            ),
        ]

    @classmethod
    def dynamodb_api(cls) -> list[Transformer]:
        """Replace the names of tables that are called `test_table_…`."""
        return [cls.regex(r"[\w.-]*test_table_[\w.-]*", "<test-table>")]

    @classmethod
    def iam_api(cls) -> list[Transformer]:
        """Replace the names and ids of IAM resources."""
        keys = ("UserName", "UserId", "RoleId", "RoleName", "PolicyName", "PolicyId", "GroupName")
        return [cls.key_value(key) for key in keys]

    @classmethod
    def kms_api(cls) -> list[Transformer]:
        """Replace the ids of keys and key material, and the cryptographic values that differ."""
        return [
            cls.key_value("KeyId"),
            cls.key_value("KeyMaterialId"),
            cls.key_value("CurrentKeyMaterialId"),
            cls.key_value("Signature", "<signature>", reference_replacement=False),
            cls.key_value("Mac", "<mac>", reference_replacement=False),
            cls.key_value("CiphertextBlob", reference_replacement=False),
            cls.key_value("Plaintext", reference_replacement=False),
            cls.regex(KMS_KEY_ARN + UUID.pattern, "<key-arn>"),
            cls.regex(KMS_KEY_ARN + r"mrk-[a-f0-9]{32}", "<mrk-key-arn>"),
        ]

    @classmethod
    def lambda_api(cls) -> list[Transformer]:
        """Replace function names, code sizes, download locations and log stream names of AWS Lambda."""
        return [
            cls.key_value("FunctionName"),
            cls.key_value("CodeSize", value_replacement="<code-size>", reference_replacement=False),
            cls.jsonpath("$..Code.Location", "<location>", reference_replacement=False),
            cls.jsonpath("$..Content.Location", "<layer-location>", reference_replacement=False),
            cls.resource_name(),
            KeyValueBasedTransformer(log_stream_name, "log-stream-name"),
        ]

    @classmethod
    def secretsmanager_api(cls) -> list[Transformer]:
        """Replace version ids, as values and as keys, and bring the lists of versions into an order."""
        return [
            GenericTransformer(version_id_keys),
            KeyValueBasedTransformer(version_id, "version_uuid"),
            cls.key_value("RotationLambdaARN", value_replacement="lambda-arn"),
            cls.sorting("VersionStages"),
            cls.sorting("Versions", version_order),
        ]

    @classmethod
    def secretsmanager_secret_id_arn(
        cls, create_secret_res: Mapping[str, Any], index: int
    ) -> list[Transformer]:
        """Replace a created secret's name and the random end of its ARN.

        :param create_secret_res: the response of CreateSecret.
        :param index: tells the secrets of one test apart: `<SecretId-0idx>`, `<ArnPart-0idx>`.
        """
        random_part = "-" + str(create_secret_res["ARN"]).rsplit("-", 1)[-1]
        return [
            cls.text(str(create_secret_res["Name"]), f"<SecretId-{index}idx>"),
            cls.text(random_part, f"<ArnPart-{index}idx>"),
        ]

    @staticmethod
    def basic() -> list[Transformer]:
        """Trim ResponseMetadata, number the UUIDs of `…id` keys, replace times: for every response."""
        return [
            ResponseMetaDataTransformer(),
            KeyValueBasedTransformer(uuid_of_id, "uuid"),
            TimestampTransformer(),
        ]

    @staticmethod
    def basic_legacy() -> list[Transformer]:
        """Do what `basic` does, as older recordings have it: `date`, `timestamp`, `datetime` unbracketed."""
        return [
            ResponseMetaDataTransformer(),
            KeyValueBasedTransformer(uuid_of_id, "uuid"),
            KeyValueBasedTransformer(iso_time, "date", replace_reference=False),
            KeyValueBasedTransformer(timestamp_of_key, "timestamp", replace_reference=False),
            KeyValueBasedTransformer(datetime_value, "datetime", replace_reference=False),
        ]


def environment_transformers(environment: SnapshotEnvironment) -> list[Transformer]:
    """Replace the account, the region and the partition of the run."""
    return [
        RegexTransformer(re.escape(environment.account_id), "1" * 12),
        RegexTransformer(re.escape(environment.region), "<region>"),
        RegexTransformer(f"arn:{environment.partition}:", "arn:<partition>:"),
    ]


def without_emulator_headers() -> GenericTransformer:
    """Leave out the headers only an emulator sends: keys that begin with x-localstack."""
    return GenericTransformer(_without_emulator_headers)


def _without_emulator_headers(tree: Any, ctx: TransformContext) -> Any:
    if isinstance(tree, dict):
        return {
            key: _without_emulator_headers(value, ctx)
            for key, value in tree.items()
            if not key.lower().startswith("x-localstack")
        }
    if isinstance(tree, list):
        return [_without_emulator_headers(item, ctx) for item in tree]
    return tree
