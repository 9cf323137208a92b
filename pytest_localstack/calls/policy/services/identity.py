"""AWS IAM and STS.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
"""

from __future__ import annotations

from pytest_localstack.calls.policy.rules import Grant, Parameters, Rules, grant, names

_IAM = "arn:{partition}:iam::{account}:"


def _derive(parameters: Parameters) -> Parameters:
    """Add the path that something is made under: ARNs hold it, later calls do not tell it."""
    return {**parameters, "path": str(parameters.get("Path") or "/").removeprefix("/") or None}


def _made(operation: str, kind: str, name: str) -> dict[str, tuple[Grant, ...]]:
    place, action = f"{_IAM}{kind}/", f"iam:{operation}"
    return {
        operation: (
            grant(action, f"{place}{{path}}{{{name}}}", "path"),
            grant(action, f"{place}{{{name}}}", "!path"),
        )
    }


RULES = {
    "iam": Rules(
        prefix="iam",
        # Most specific first: PutRolePolicy names a policy too, AddUserToGroup a user.
        resources={
            "instance profile": f"{_IAM}instance-profile/{{InstanceProfileName}}",
            "group": f"{_IAM}group/{{GroupName}}",
            "role": f"{_IAM}role/{{RoleName}}",
            "user": f"{_IAM}user/{{UserName}}",
            "policy": "{PolicyArn}",
            "new policy": f"{_IAM}policy/{{PolicyName}}",
        },
        grants={
            **_made("CreateGroup", "group", "GroupName"),
            **_made("CreateInstanceProfile", "instance-profile", "InstanceProfileName"),
            **_made("CreatePolicy", "policy", "PolicyName"),
            **_made("CreateRole", "role", "RoleName"),
            **_made("CreateUser", "user", "UserName"),
            "AddRoleToInstanceProfile": (
                grant("iam:AddRoleToInstanceProfile", "instance profile"),
                grant("iam:PassRole", "role"),
            ),
        },
        derive=_derive,
        unscoped=names(
            """
            CreateAccountAlias DeleteAccountAlias DeleteAccountPasswordPolicy
            GenerateCredentialReport GetAccountAuthorizationDetails GetAccountPasswordPolicy
            GetAccountSummary GetCredentialReport ListAccountAliases ListGroups ListInstanceProfiles
            ListOpenIDConnectProviders ListPolicies ListRoles ListSAMLProviders
            ListServerCertificates ListUsers ListVirtualMFADevices UpdateAccountPasswordPolicy
            """
        ),
    ),
    "sts": Rules(
        prefix="sts",
        resources={"role": "{RoleArn}"},
        grants={
            # These need no permission.
            "GetCallerIdentity": (),
            "GetSessionToken": (),
            "AssumeRoleWithSAML": (),
            "AssumeRoleWithWebIdentity": (),
            "AssumeRole": (
                grant("sts:AssumeRole", "role"),
                grant("sts:TagSession", "role", "Tags"),
                grant("sts:SetSourceIdentity", "role", "SourceIdentity"),
            ),
            "GetFederationToken": (
                grant("sts:GetFederationToken", "arn:{partition}:sts::{account}:federated-user/{Name}"),
            ),
        },
        unscoped=names("DecodeAuthorizationMessage GetAccessKeyInfo"),
    ),
}
