"""Uploads from HTML forms: who sends one, and what is answered.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit
from xml.sax.saxutils import escape

from localstack.aws.accounts import account_of, secret_of
from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.protocol.s3_form import missing_field
from localstack.aws.wire import Request

from . import access, log_delivery, post_policy, presigned, signatures
from .access import Subject
from .authorization import named
from .bucket import Bucket
from .location import virtual_url_of
from .log_delivery import Watched
from .object import ObjectVersion
from .signatures import SignedText
from .store import S3Store

# The fields of a signature, under the names by which errors ask for them.
V4_FIELDS: Final = ("policy", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature")
V2_FIELDS: Final = ("policy", "AWSAccessKeyId", "Signature")
DEFAULT_STATUS: Final = 204
STATUSES: Final = {"200": 200, "201": 201}


def authorize(context: RequestContext, request: Request, store: S3Store) -> None:
    """Check that who signed a form may write what it holds; without a policy nobody has signed it.

    :raises InvalidArgument: when a field of the signature is missing.
    :raises SignatureDoesNotMatch: when the policy is not what was signed.
    :raises InvalidPolicyDocument: when it cannot be read.
    :raises AccessDenied: when the policy or the bucket does not allow the upload.
    """
    fields = request.form or {}
    name = unquote(request.path.strip("/"))
    bucket, point = named(context, name, store)
    if bucket is not None and bucket.logging is not None:
        log_delivery.watch(context, request, Watched(bucket, fields["key"], point))
    if "policy" in fields or "awsaccesskeyid" in fields or "x-amz-credential" in fields:
        key_id = _require_signature(context, fields)
        context.access_key_id = key_id
        context.account_id = account_of(key_id, context.emulator.realm.issued_keys)
        policy = post_policy.read(fields["policy"])
        if not context.emulator.settings.s3_skip_signature_validation:
            policy.require({**fields, "bucket": name}, context.clock.now())
        request.body = Body(policy.measured(request.body.stream()))
    if bucket is not None:
        version = bucket.versions.live.get(fields["key"])
        access.require(context, Subject(bucket, fields["key"], version, point), "PutObject")


def answer(
    context: RequestContext,
    bucket: Bucket,
    version: ObjectVersion,
    fields: Mapping[str, str],
    members: dict[str, Any],
) -> dict[str, Any]:
    """Give the answer to an upload: a redirection if the form asks for one, else the status it names."""
    location = virtual_url_of(context, bucket, version.key)
    redirect = fields.get("success_action_redirect") or fields.get("redirect", "")
    target = urlsplit(redirect)
    if target.scheme and target.netloc:
        described = urlencode({"bucket": bucket.name, "key": version.key, "etag": members["ETag"]})
        query = f"{target.query}&{described}" if target.query else described
        return {
            **members,
            "StatusCode": 303,
            "ExtraHeaders": {"Location": urlunsplit(target._replace(query=query))},
        }
    status = STATUSES.get(fields.get("success_action_status", ""), DEFAULT_STATUS)
    result = {**members, "StatusCode": status, "ExtraHeaders": {"Location": location}}
    if status == STATUSES["201"]:
        content = (
            ("Location", location),
            ("Bucket", bucket.name),
            ("Key", version.key),
            ("ETag", members["ETag"]),
        )
        document = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in content)
        result["PostResponse"] = f"<PostResponse>{document}</PostResponse>"
    return result


def _require_signature(context: RequestContext, fields: Mapping[str, str]) -> str:
    """Check who signed the policy.

    :returns: the access key id.
    """
    is_v4 = "x-amz-credential" in fields or "x-amz-algorithm" in fields
    names = V4_FIELDS if is_v4 else V2_FIELDS
    for name in names:
        if name.lower() not in fields:
            raise missing_field(name)
    if is_v4:
        scope = presigned.require_scope(fields["x-amz-credential"])
        key_id, provided = fields["x-amz-credential"].partition("/")[0], fields["x-amz-signature"]
    else:
        scope, key_id, provided = None, fields["awsaccesskeyid"], fields["signature"]
    secret, policy = secret_of(key_id, context.emulator.realm.issued_secrets), fields["policy"]
    if secret is not None and not context.emulator.settings.s3_skip_signature_validation:
        expected = signatures.sign_v4(secret, scope, policy) if scope else signatures.sign_v2(secret, policy)
        signatures.require(provided, expected, key_id, SignedText(policy))
    return key_id
