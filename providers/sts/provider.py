"""The operations of STS."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.services.provider import Provider

from .federation import read_assertion, read_web_identity
from .ignored import IGNORED
from .keys import account_of_key, new_keys
from .principals import RoleArn, parse_role_arn, unique_id
from .store import Session, StsStore
from .validation import ValidationError, session_tags, transitive_tags

if TYPE_CHECKING:
    from localstack.aws.api import sts as api

ROLE_SECONDS = 3600
SESSION_SECONDS = 12 * 3600


class StsProvider(Provider[StsStore]):
    """AWS STS: temporary credentials and who a key belongs to."""

    service = "sts"
    store_class = StsStore
    ignored = IGNORED

    def get_caller_identity(
        self, context: RequestContext, request: api.GetCallerIdentityRequest
    ) -> api.GetCallerIdentityResponse:
        session = self.store(context).sessions.get(context.access_key_id)
        if session is not None:
            return {"UserId": session.user_id, "Account": session.account_id, "Arn": session.arn}
        account_id = context.account_id
        return {
            "UserId": account_id,
            "Account": account_id,
            "Arn": f"arn:{context.partition}:iam::{account_id}:root",
        }

    def get_access_key_info(
        self, context: RequestContext, request: api.GetAccessKeyInfoRequest
    ) -> api.GetAccessKeyInfoResponse:
        return {"Account": account_of_key(request["AccessKeyId"], context)}

    def get_session_token(
        self, context: RequestContext, request: api.GetSessionTokenRequest
    ) -> api.GetSessionTokenResponse:
        identity = self.get_caller_identity(context, {})
        seconds = request.get("DurationSeconds", SESSION_SECONDS)
        session = self._issue(context, identity["Account"], identity["Arn"], identity["UserId"], seconds)
        return {"Credentials": _credentials(session)}

    def get_federation_token(
        self, context: RequestContext, request: api.GetFederationTokenRequest
    ) -> api.GetFederationTokenResponse:
        account_id, name = context.account_id, request["Name"]
        arn, user_id = (
            f"arn:{context.partition}:sts::{account_id}:federated-user/{name}",
            f"{account_id}:{name}",
        )
        tags = session_tags(request.get("Tags", []))
        seconds = request.get("DurationSeconds", SESSION_SECONDS)
        session = self._issue(context, account_id, arn, user_id, seconds, tags)
        return {
            "Credentials": _credentials(session),
            "FederatedUser": {"FederatedUserId": user_id, "Arn": arn},
            "PackedPolicySize": 0,
        }

    def assume_role(self, context: RequestContext, request: api.AssumeRoleRequest) -> api.AssumeRoleResponse:
        caller = self.store(context).sessions.get(context.access_key_id)
        inherited = dict(caller.transitive_tags) if caller is not None else {}
        role = _require_role(request["RoleArn"], context)
        tags = session_tags(request.get("Tags", []))
        transitive = transitive_tags(request.get("TransitiveTagKeys", []), tags, inherited)
        seconds = request.get("DurationSeconds", ROLE_SECONDS)
        user = _assumed_role_user(context, request["RoleArn"], role, request["RoleSessionName"])
        session = self._assume(context, role, user, seconds, {**inherited, **tags}, transitive)
        answer: api.AssumeRoleResponse = {"Credentials": _credentials(session), "AssumedRoleUser": user}
        if request.get("Policy") or request.get("PolicyArns") or request.get("Tags"):
            answer["PackedPolicySize"] = 0
        if "SourceIdentity" in request:
            answer["SourceIdentity"] = request["SourceIdentity"]
        return answer

    def assume_role_with_web_identity(
        self, context: RequestContext, request: api.AssumeRoleWithWebIdentityRequest
    ) -> api.AssumeRoleWithWebIdentityResponse:
        role = _require_role(request["RoleArn"], context)
        token = read_web_identity(request["WebIdentityToken"], request.get("ProviderId", ""))
        user = _assumed_role_user(context, request["RoleArn"], role, request["RoleSessionName"])
        session = self._assume(context, role, user, request.get("DurationSeconds", ROLE_SECONDS))
        return {
            "Credentials": _credentials(session),
            "SubjectFromWebIdentityToken": token.subject,
            "AssumedRoleUser": user,
            "Provider": token.issuer.removeprefix("https://"),
            "Audience": token.audience,
        }

    def assume_role_with_saml(
        self, context: RequestContext, request: api.AssumeRoleWithSAMLRequest
    ) -> api.AssumeRoleWithSAMLResponse:
        role = _require_role(request["RoleArn"], context)
        assertion = read_assertion(request["SAMLAssertion"], request["PrincipalArn"])
        user = _assumed_role_user(
            context, request["RoleArn"], role, assertion.session_name or assertion.subject
        )
        session = self._assume(context, role, user, request.get("DurationSeconds", ROLE_SECONDS))
        return {
            "Credentials": _credentials(session),
            "AssumedRoleUser": user,
            "Subject": assertion.subject,
            "SubjectType": assertion.subject_type,
            "Issuer": assertion.issuer,
            "Audience": assertion.audience,
            "NameQualifier": assertion.name_qualifier,
        }

    def _assume(
        self,
        context: RequestContext,
        role: RoleArn,
        user: api.AssumedRoleUser,
        seconds: int,
        tags: dict[str, str] | None = None,
        transitive: dict[str, str] | None = None,
    ) -> Session:
        arn, user_id = user["Arn"], user["AssumedRoleId"]
        return self._issue(context, role.account_id, arn, user_id, seconds, tags, transitive)

    def _issue(
        self,
        context: RequestContext,
        account_id: str,
        arn: str,
        user_id: str,
        seconds: int,
        tags: dict[str, str] | None = None,
        transitive: dict[str, str] | None = None,
    ) -> Session:
        keys = new_keys(context.ids, account_id)
        session = Session(
            keys.access_key_id,
            keys.secret_access_key,
            keys.session_token,
            context.clock.now().replace(microsecond=0) + timedelta(seconds=seconds),
            account_id,
            arn,
            user_id,
            tuple((tags or {}).items()),
            tuple((transitive or {}).items()),
        )
        self.store(context).sessions[session.access_key_id] = session
        context.emulator.realm.issued_keys[session.access_key_id] = account_id
        context.emulator.realm.issued_secrets[session.access_key_id] = session.secret_access_key
        return session


def _require_role(arn: str, context: RequestContext) -> RoleArn:
    role = parse_role_arn(arn, context.account_id)
    if role is None:
        raise ValidationError(f"{arn} is invalid")
    return role


def _assumed_role_user(
    context: RequestContext, arn: str, role: RoleArn, session_name: str
) -> api.AssumedRoleUser:
    role_id = _role_id(context, arn, role) or unique_id("AROA", arn)
    return {
        "AssumedRoleId": f"{role_id}:{session_name}",
        "Arn": f"arn:{role.partition}:sts::{role.account_id}:assumed-role/{role.name}/{session_name}",
    }


def _role_id(context: RequestContext, arn: str, role: RoleArn) -> str:
    """Give the id that IAM knows a role by, or `""` when it does not know the role."""
    # An IAM that nobody has called has no roles; asking would start it.
    if not context.emulator.is_used("iam"):
        return ""
    try:
        found = context.call("iam", "GetRole", {"RoleName": role.name}, role.account_id)["Role"]
    except ServiceException as error:
        if error.code != "NoSuchEntity":
            raise
        return ""
    return str(found["RoleId"]) if found["Arn"] == arn else ""


def _credentials(session: Session) -> api.Credentials:
    return {
        "AccessKeyId": session.access_key_id,
        "SecretAccessKey": session.secret_access_key,
        "SessionToken": session.session_token,
        "Expiration": session.expiration,
    }
