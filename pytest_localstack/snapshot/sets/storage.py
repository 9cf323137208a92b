"""Sets for what stores data."""

from __future__ import annotations

from pytest_localstack.snapshot.transformers import Transformer

from .arns import ArnSets

NAME = "[a-zA-Z0-9-_.]*"


class StorageSets(ArnSets):
    """Make the sets of S3, DynamoDB and Transcribe."""

    @classmethod
    def s3_api(cls) -> list[Transformer]:
        """Replace what differs between two runs in Amazon S3 responses and event notifications."""
        return [
            cls.key_value("Name", "bucket-name"),
            cls.key_value("BucketName"),
            cls.key_value("VersionId"),
            *cls._path_placeholders({"$..Owner.DisplayName": "<display-name>", "$..Owner.ID": "<owner-id>"}),
            *cls.s3_notifications_transformer(),
        ]

    @classmethod
    def s3_notifications_transformer(cls) -> list[Transformer]:
        """Replace what differs between two runs in S3 event notification records."""
        return [
            *cls._path_placeholders(
                {
                    "$..responseElements.x-amz-id-2": "amz-id",
                    "$..responseElements.x-amz-request-id": "amz-request-id",
                }
            ),
            cls.jsonpath("$..s3.configurationId", "config-id"),
            *cls._path_placeholders({"$..s3.object.sequencer": "sequencer"}),
            *cls._paths(
                {
                    "$..s3.bucket.ownerIdentity.principalId": "principal-id",
                    "$..userIdentity.principalId": "principal-id",
                    "$..requestParameters.sourceIPAddress": "ip-address",
                }
            ),
            *cls._path_placeholders({"$..s3.object.versionId": "version-id"}),
        ]

    @classmethod
    def s3_dynamodb_notifications(cls) -> list[Transformer]:
        """Replace what differs between two runs in S3 event notification records that are items of DynamoDB."""
        return [
            *cls._paths(
                {"$..uuid.S": "uuid", "$..M.requestParameters.M.sourceIPAddress.S": "ip-address"},
            ),
            *cls._path_placeholders(
                {
                    "$..M.responseElements.M.x-amz-id-2.S": "amz-id",
                    "$..M.responseElements.M.x-amz-request-id.S": "amz-request-id",
                }
            ),
            *cls._paths(
                {
                    "$..M.s3.M.bucket.M.name.S": "bucket-name",
                    "$..M.s3.M.bucket.M.arn.S": "bucket-arn",
                    "$..M.s3.M.bucket.M.ownerIdentity.M.principalId.S": "principal-id",
                    "$..M.s3.M.configurationId.S": "config-id",
                    "$..M.s3.M.object.M.key.S": "object-key",
                }
            ),
            *cls._path_placeholders({"$..M.s3.M.object.M.sequencer.S": "sequencer"}),
            cls.jsonpath("$..M.userIdentity.M.principalId.S", "principal-id"),
        ]

    @classmethod
    def dynamodb_api(cls) -> list[Transformer]:
        """Replace the names of tables that are called `test_table_…`."""
        return [cls.regex(f"{NAME}test_table_{NAME}", "<test-table>")]

    @classmethod
    def transcribe_api(cls) -> list[Transformer]:
        """Replace the names of jobs and of buckets called `test-bucket-…`, and where transcripts lie."""
        return [
            cls.regex(f"{NAME}/test-bucket-{NAME}", "<test-bucket>"),
            cls.key_value("TranscriptionJobName", "transcription-job"),
            cls.key_value("jobName", "job-name"),
            *cls._path_placeholders({"$..Transcript..TranscriptFileUri": "<transcript-file-uri>"}),
            cls._placeholder("NextToken", "token"),
        ]
