"""Who may do what: a bucket's policy, ACLs and public access block, asked before an operation begins.

The caller is an account, or nobody; identities within an account are all taken for its root, whose own policies
allow everything. An explicit denial by the bucket's policy wins. Then the owner may do everything; others what the
policy or an ACL allows, less what the public access block takes away.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException

from . import access_points, actions, conditions_of_request
from .acl import READ, Acl
from .owner import canonical_user_id

if TYPE_CHECKING:
    from localstack.policies.tree import Policy

    from .access_points import AccessPoint
    from .bucket import Bucket
    from .object import ObjectVersion

# The owner's root can always mend a policy that locks everybody out.
_ALWAYS_THE_OWNERS: Final = frozenset({"GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"})


class Caller(NamedTuple):
    """Who makes a request.

    :ivar account_id: `""` for somebody without an account.
    """

    account_id: str
    partition: str

    @property
    def arn(self) -> str:
        """The ARN of the account's root."""
        return f"arn:{self.partition}:iam::{self.account_id}:root"

    @property
    def user(self) -> str:
        """The canonical user id, `""` for somebody without an account."""
        return canonical_user_id(self.account_id) if self.account_id else ""

    def names(self) -> dict[str, frozenset[str]]:
        """Give the names that the caller has in policies, by kind."""
        if not self.account_id:
            return {}
        return {
            "AWS": frozenset({self.account_id, self.arn, self.user}),
            "CanonicalUser": frozenset({self.user}),
        }


class Subject(NamedTuple):
    """What a request is about.

    :ivar key: `None` when it is the bucket.
    :ivar version: what the key holds, `None` for nothing.
    :ivar point: the access point that the request comes through.
    """

    bucket: Bucket
    key: str | None = None
    version: ObjectVersion | None = None
    point: AccessPoint | None = None

    @property
    def arn(self) -> str:
        """The ARN of the resource."""
        return self.bucket.arn if self.key is None else f"{self.bucket.arn}/{self.key}"


def caller_of(context: RequestContext) -> Caller:
    """Give who makes a request: a key names an account, no key nobody."""
    return Caller(context.account_id if context.access_key_id else "", context.partition)


def blocks(context: RequestContext, bucket: Bucket, setting: str) -> bool:
    """Tell whether a setting of the public access block is on, be it of the bucket or of its owner."""
    if bucket.blocks(setting):
        return True
    try:
        answer = context.call(
            "s3control", "GetPublicAccessBlock", {"AccountId": bucket.owner}, bucket.owner, bucket.region
        )
    except ServiceException:
        # The account has none.
        return False
    return bool(answer["PublicAccessBlockConfiguration"].get(setting))


def is_unquestioned(context: RequestContext, bucket: Bucket) -> bool:
    """Tell whether the caller is the owner of a bucket whose policy could deny nothing: there is none."""
    return not bucket.policy and bool(context.access_key_id) and context.account_id == bucket.owner


def require(context: RequestContext, subject: Subject, action: str) -> None:
    """Check that the caller may do something.

    :param action: without the `s3:` in front.
    :raises AccessDenied: when it may not.
    """
    if not context.emulator.settings.enforce_iam:
        return
    bucket, caller = subject.bucket, caller_of(context)
    is_owner = caller.account_id == bucket.owner
    if subject.point is not None and not _passes(context, caller, subject, subject.point, action):
        raise api.AccessDenied("Access Denied")
    if is_unquestioned(context, bucket) or (is_owner and action in _ALWAYS_THE_OWNERS):
        return
    if not _is_allowed(context, caller, subject, action):
        raise api.AccessDenied("Access Denied")
    if not is_owner and subject.key is not None and subject.version is None and action.startswith("Get"):
        # Whether an object is there is told to those only who may list the bucket.
        require(context, Subject(bucket, point=subject.point), "ListBucket")


def is_allowed_by_policy(context: RequestContext, subject: Subject, action: str) -> bool:
    """Tell whether the bucket's policy lets the caller do something."""
    try:
        return _asked(context, caller_of(context), subject, action)
    except api.AccessDenied:
        return False


def _is_allowed(context: RequestContext, caller: Caller, subject: Subject, action: str) -> bool:
    if _asked(context, caller, subject, action):
        return True
    return caller.account_id == subject.bucket.owner or _acl_allows(context, caller, subject, action)


def _asked(context: RequestContext, caller: Caller, subject: Subject, action: str) -> bool:
    """Tell whether the bucket's policy allows something.

    :raises AccessDenied: when it denies it.
    """
    bucket = subject.bucket
    if not bucket.policy:
        # Most buckets have none, and then nothing of this is needed.
        return False
    from localstack.policies.evaluation import Decision, Question, decide

    from . import bucket_policy

    policy = bucket_policy.read(bucket.policy)
    values = conditions_of_request.values(
        context, caller.account_id, caller.arn, bucket.owner, subject.version
    )
    if subject.point is not None:
        values |= subject.point.conditions()
    decision = decide(policy, Question(caller.names(), f"s3:{action}", subject.arn, values))
    if decision is Decision.DENIED:
        raise _denied(caller, subject, action)
    return decision is Decision.ALLOWED and not _is_restricted(context, bucket, policy)


def _passes(
    context: RequestContext, caller: Caller, subject: Subject, point: AccessPoint, action: str
) -> bool:
    """Tell whether an access point lets a request through: its owner's unless it is denied, others' if allowed."""
    is_owner = caller.account_id == point.account_id
    text = access_points.policy_of(context, point)
    if not text:
        return is_owner
    from localstack.policies.evaluation import Decision, Question, decide

    from . import bucket_policy

    policy = bucket_policy.read(text)
    values = conditions_of_request.values(
        context, caller.account_id, caller.arn, subject.bucket.owner, subject.version
    )
    question = Question(
        caller.names(), f"s3:{action}", point.arn_of(subject.key), values | point.conditions()
    )
    decision = decide(policy, question)
    if is_owner or decision is Decision.DENIED:
        return decision is not Decision.DENIED
    is_restricted = bool(point.blocks.get("RestrictPublicBuckets")) and bucket_policy.is_public(policy)
    return decision is Decision.ALLOWED and not is_restricted


def _is_restricted(context: RequestContext, bucket: Bucket, policy: Policy) -> bool:
    from . import bucket_policy

    return bucket_policy.is_public(policy) and blocks(context, bucket, "RestrictPublicBuckets")


def _acl_allows(context: RequestContext, caller: Caller, subject: Subject, action: str) -> bool:
    found = _acl_for(subject, action)
    if found is None:
        return False
    acl, permission = found
    if not acl.allows(permission, caller.user):
        return False
    return acl.allows(permission, caller.user, ignore_public=True) or not blocks(
        context, subject.bucket, "IgnorePublicAcls"
    )


def _acl_for(subject: Subject, action: str) -> tuple[Acl, str] | None:
    """Give the ACL that is asked about an action, and the permission that it has to grant."""
    bucket = subject.bucket
    permission = actions.permission_on_bucket(action)
    if permission is not None:
        return bucket.effective_acl, permission
    permission = actions.permission_on_object(action)
    if permission is None:
        return None
    if subject.version is None:
        # There is no object to ask; who may list the bucket is told so.
        return bucket.effective_acl, READ
    return bucket.acl_of(subject.version), permission


def _denied(caller: Caller, subject: Subject, action: str) -> api.AccessDenied:
    if caller.account_id != subject.bucket.owner:
        return api.AccessDenied("Access Denied")
    return api.AccessDenied(
        f'User: {caller.arn} is not authorized to perform: s3:{action} on resource: "{subject.arn}" with an explicit '
        "deny in a resource-based policy"
    )
