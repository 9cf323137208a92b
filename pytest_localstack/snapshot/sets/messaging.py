"""Sets for queues, topics and streams."""

from __future__ import annotations

from pytest_localstack.snapshot.patterns import CERTIFICATE_FILE, SUBSCRIPTION, part_of
from pytest_localstack.snapshot.transformers import KeyValueBasedTransformer, Transformer

from .arns import ArnSets

NAME = "[a-zA-Z0-9-_.]*"


class MessagingSets(ArnSets):
    """Make the sets of SQS, SNS, Kinesis and DynamoDB Streams."""

    @classmethod
    def sqs_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon SQS responses."""
        return [
            *cls._references("ReceiptHandle", "TaskHandle", "SenderId", "SequenceNumber"),
            cls.jsonpath("$..MessageAttributes.RequestID.StringValue", "request-id"),
            cls.resource_name(),
        ]

    @classmethod
    def sfn_sqs_integration(cls) -> list[Transformer]:
        """Replace what differs between two runs where AWS Step Functions calls Amazon SQS."""
        return [*cls.sqs_api(), *cls._references("MD5OfMessageBody", "MD5OfMessageAttributes")]

    @classmethod
    def sns_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon SNS responses and in the messages it delivers."""
        return [
            *cls._references("ReceiptHandle", "SequenceNumber"),
            cls._placeholder("Signature", "<signature>"),
            cls._placeholder("MD5OfBody", "<md5-hash>"),
            cls._placeholder("SenderId", "<sender-id>"),
            KeyValueBasedTransformer(part_of("SigningCertURL", CERTIFICATE_FILE), "signing-cert-file"),
            cls.regex(
                r'(?i)(?<=SigningCertURL": ")https?.*?(?=/SimpleNotificationService-)', "<cert-domain>"
            ),
            cls.regex(
                r'(?i)(?<=UnsubscribeURL": ")https?.*?(?=/\?Action=Unsubscribe)', "<unsubscribe-domain>"
            ),
            cls.resource_name(),
            KeyValueBasedTransformer(part_of("UnsubscribeURL", SUBSCRIPTION), "resource"),
        ]

    @classmethod
    def kinesis_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon Kinesis responses."""
        return [
            cls.jsonpath("$..Records..SequenceNumber", "sequence_number"),
            cls.key_value("SequenceNumber", "sequence_number"),
            cls.key_value("StartingSequenceNumber", "starting_sequence_number"),
            cls.key_value("ShardId", "shard_id"),
            cls.key_value("NextShardIterator", "next_shard_iterator"),
            cls._placeholder("EndingHashKey", "ending_hash"),
            cls._placeholder("StartingHashKey", "starting_hash"),
            cls.regex(rf"{NAME}/consumer:[0-9-_.]*", "<stream-consumer>"),
            cls.regex(rf"{NAME}/test-stream-{NAME}", "<stream-name>"),
            cls.key_value("ContinuationSequenceNumber", "continuation_sequence_number"),
        ]

    @classmethod
    def dynamodb_streams_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon DynamoDB Streams responses."""
        return [
            cls.regex(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$", "<stream-label>"),
            *cls._references("TableName", "TableStatus", "LatestStreamLabel"),
            cls._placeholder("StartingSequenceNumber"),
            *cls._references("ShardId", "StreamLabel", "SequenceNumber", "eventID"),
        ]
