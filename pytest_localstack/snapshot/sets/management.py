"""Sets for what manages, watches and secures resources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_localstack.snapshot.patterns import (
    KMS_KEY_ARN,
    UUID,
    arn_value,
    change_set_name,
    hosted_zone_id,
    version_id,
    version_id_key,
    version_order,
)
from pytest_localstack.snapshot.transformers import KeyValueBasedTransformer, Transformer

from .arns import ArnSets


class ManagementSets(ArnSets):
    """Make the sets of CloudFormation, CloudWatch, IAM, KMS, Secrets Manager and Route 53."""

    @classmethod
    def cloudformation_api(cls) -> list[Transformer]:
        """Replace the names and ids of AWS CloudFormation's stacks and change sets."""
        return [
            cls.resource_name(),
            KeyValueBasedTransformer(change_set_name, "change-set-id"),
            *cls._references("ChangeSetName", "ChangeSetId", "StackName"),
        ]

    @classmethod
    def cfn_stack_resource(cls) -> list[Transformer]:
        """Replace the names and ids of a stack's resources."""
        return [
            cls.resource_name(),
            KeyValueBasedTransformer(change_set_name, "change-set-id"),
            cls.key_value("LogicalResourceId"),
            cls._placeholder("PhysicalResourceId"),
        ]

    @classmethod
    def cloudwatch_api(cls) -> list[Transformer]:
        """Replace the names of Amazon CloudWatch's alarms and namespaces, and those of subscriptions."""
        return [
            *cls._references("AlarmName", "Namespace"),
            cls.resource_name("SubscriptionArn"),
            cls.key_value("Region", "region-name-full"),
        ]

    @classmethod
    def logs_api(cls) -> list[Transformer]:
        """Replace the names of Amazon CloudWatch Logs' groups and streams, times and page tokens."""
        times = ("creationTime", "firstEventTimestamp", "lastEventTimestamp", "lastIngestionTime")
        return [
            *cls._references("logGroupName", "logStreamName"),
            *(cls._placeholder(time, "<time>") for time in times),
            cls._placeholder("nextToken", "<next_token>"),
        ]

    @classmethod
    def iam_api(cls) -> list[Transformer]:
        """Replace the names and ids of IAM resources."""
        return cls._references(
            *("UserName", "UserId", "RoleId", "RoleName", "PolicyName", "PolicyId", "GroupName", "GroupId"),
            *("InstanceProfileName", "InstanceProfileId", "Marker"),
        )

    @classmethod
    def kms_api(cls) -> list[Transformer]:
        """Replace the ids of keys and key material, and the cryptographic values that differ."""
        return [
            *cls._references("KeyId", "KeyMaterialId", "CurrentKeyMaterialId"),
            *cls._path_placeholders({"$..Signature": "<signature>", "$..Mac": "<mac>"}),
            cls._placeholder("CiphertextBlob"),
            cls._placeholder("Plaintext"),
            cls.regex(KMS_KEY_ARN + UUID.pattern, "<key-arn>"),
            cls.regex(KMS_KEY_ARN + r"mrk-[a-fA-F0-9]{32}", "<mrk-key-arn>"),
        ]

    @classmethod
    def secretsmanager_api(cls) -> list[Transformer]:
        """Replace version ids, as values and as keys, and bring the lists of versions into an order."""
        return [
            KeyValueBasedTransformer(version_id_key, "version_uuid"),
            KeyValueBasedTransformer(version_id, "version_uuid"),
            KeyValueBasedTransformer(arn_value("RotationLambdaARN"), "lambda-arn"),
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
            cls.text(random_part, f"<ArnPart-{index}idx>"),
            cls.text(str(create_secret_res["Name"]), f"<SecretId-{index}idx>"),
        ]

    @classmethod
    def route53_api(cls) -> list[Transformer]:
        """Replace the ids and names of Amazon Route 53's zones, the ids and status of changes, name servers."""
        return [
            cls.jsonpath("$..HostedZone.CallerReference", "caller-reference"),
            *cls._path_placeholders({"$..DelegationSet.NameServers": "<name-server>"}),
            cls.jsonpath("$..ChangeInfo.Status", "status"),
            KeyValueBasedTransformer(hosted_zone_id, "zone-id"),
            cls.regex("/change/[A-Za-z0-9]+", "/change/<change-id>"),
            cls.jsonpath("$..HostedZone.Name", "zone_name"),
        ]

    @classmethod
    def route53resolver_api(cls) -> list[Transformer]:
        """Replace the ids of Amazon Route 53 Resolver's resources, and its messages."""
        return [
            cls._placeholder("SecurityGroupIds", "sg-ids"),
            cls.key_value("Id"),
            cls.key_value("HostVPCId", "host-vpc-id"),
            cls.resource_name("Arn"),
            cls.key_value("CreatorRequestId"),
            cls._placeholder("StatusMessage"),
        ]
