"""Operations on bucket policies."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import access, bucket_policy, content, errors
from .bucket import Bucket
from .operations import S3Operations


class PolicyOperations(S3Operations):
    """Bucket policies."""

    def get_bucket_policy(
        self, context: RequestContext, request: api.GetBucketPolicyRequest
    ) -> api.GetBucketPolicyOutput:
        """Give the policy as it was put."""
        bucket = self._with_policy(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"Policy": bucket.policy}

    def put_bucket_policy(
        self, context: RequestContext, request: api.PutBucketPolicyRequest
    ) -> dict[str, int]:
        """Replace the policy."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        text = request.get("Policy", "")
        policy = bucket_policy.require(text, bucket.arn)
        if bucket_policy.is_public(policy) and access.blocks(context, bucket, "BlockPublicPolicy"):
            caller = access.caller_of(context).arn
            raise api.AccessDenied(
                f"User: {caller} is not authorized to perform: s3:PutBucketPolicy on resource: "
                f'"{bucket.arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block '
                "Public Access."
            )
        bucket.policy = text
        # The model says nothing of it, the recordings do.
        return {"StatusCode": 204}

    def delete_bucket_policy(self, context: RequestContext, request: api.DeleteBucketPolicyRequest) -> None:
        """Remove the policy, if there is one."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.policy = ""

    def get_bucket_policy_status(
        self, context: RequestContext, request: api.GetBucketPolicyStatusRequest
    ) -> api.GetBucketPolicyStatusOutput:
        """Tell whether the policy is public."""
        bucket = self._with_policy(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"PolicyStatus": {"IsPublic": bucket_policy.is_public(bucket_policy.read(bucket.policy))}}

    def _with_policy(self, context: RequestContext, name: str, expected_owner: str | None) -> Bucket:
        bucket = self._bucket(context, name, expected_owner)
        if not bucket.policy:
            raise errors.NoSuchBucketPolicy(BucketName=bucket.name)
        return bucket
