"""AWS KMS, Secrets Manager and the parameters of Systems Manager.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
"""

from __future__ import annotations

from typing import Any

from pytest_localstack.calls.policy.rules import EVERYTHING, Parameters, Rules, grant, names

_KEYS = "arn:{partition}:kms:{region}:{account}:key/"
_ALIAS = "arn:{partition}:kms:{region}:{account}:{AliasName}"
_SECRETS = "arn:{partition}:secretsmanager:{region}:{account}:secret:"
_KMS_KEY_ID = f"{_KEYS}{{KmsKeyId}}"


def _derive_key(parameters: Parameters) -> Parameters:
    """Leave aliases out: a policy names the key behind one, which the parameters do not tell."""
    return {
        name: value
        for name, value in parameters.items()
        if not (name.endswith("KeyId") and ("alias/" in str(value)))
    }


def _derive_secret(parameters: Parameters) -> Parameters:
    """Tell secrets that are given by ARN from those given by name."""
    ids = [*filter(None, [parameters.get("SecretId")]), *(parameters.get("SecretIdList") or ())]
    arns = [one for one in map(str, ids) if one.startswith("arn:")]
    return {**parameters, "arns": arns, "names": [one for one in map(str, ids) if one not in arns]}


def _derive_parameter(parameters: Parameters) -> Parameters:
    """Write parameters as ARNs do: without the first slash, the version and the label."""
    names = [parameters.get("Name"), parameters.get("Path"), *(parameters.get("Names") or ())]
    if parameters.get("ResourceType") == "Parameter":
        names.append(parameters.get("ResourceId"))
    return {**parameters, "parameters": [_bare(name) for name in names if name]}


def _bare(name: Any) -> str:
    text = str(name)
    return text if text.startswith("arn:") else text.partition(":")[0].removeprefix("/")


RULES = {
    "kms": Rules(
        prefix="kms",
        resources={"key": f"{_KEYS}{{KeyId}}"},
        grants={
            "ReEncrypt": (
                grant("kms:ReEncryptFrom", f"{_KEYS}{{SourceKeyId}}"),
                grant("kms:ReEncryptTo", f"{_KEYS}{{DestinationKeyId}}"),
            ),
            "CreateAlias": (
                grant("kms:CreateAlias", _ALIAS),
                grant("kms:CreateAlias", f"{_KEYS}{{TargetKeyId}}"),
            ),
            "UpdateAlias": (
                grant("kms:UpdateAlias", _ALIAS),
                grant("kms:UpdateAlias", f"{_KEYS}{{TargetKeyId}}"),
            ),
            # It needs the action on the key behind the alias too.
            "DeleteAlias": (grant("kms:DeleteAlias", _ALIAS), grant("kms:DeleteAlias", f"{_KEYS}*")),
        },
        unscoped=names(
            """
            CreateKey CreateCustomKeyStore ConnectCustomKeyStore DeleteCustomKeyStore
            DescribeCustomKeyStores DisconnectCustomKeyStore GenerateRandom ListAliases ListKeys
            ListRetirableGrants UpdateCustomKeyStore
            """
        ),
        derive=_derive_key,
    ),
    "secretsmanager": Rules(
        prefix="secretsmanager",
        # Secrets Manager ends the ARN of a secret with six characters that its name does not tell.
        resources={
            "given": "{arns}",
            "secret": f"{_SECRETS}{{names}}-??????",
            "new secret": f"{_SECRETS}{{Name}}-??????",
        },
        grants={
            "CreateSecret": (
                grant("secretsmanager:CreateSecret", "new secret"),
                grant("secretsmanager:TagResource", "new secret", "Tags"),
                grant("kms:GenerateDataKey kms:Decrypt", _KMS_KEY_ID, "KmsKeyId"),
            ),
            "BatchGetSecretValue": (
                grant("secretsmanager:BatchGetSecretValue", EVERYTHING),
                grant("secretsmanager:GetSecretValue", "given", "arns"),
                grant("secretsmanager:GetSecretValue", "secret", "names"),
            ),
        },
        unscoped=names("GetRandomPassword ListSecrets"),
        derive=_derive_secret,
    ),
    "ssm": Rules(
        prefix="ssm",
        resources={
            "parameter": "arn:{partition}:ssm:{region}:{account}:parameter/{parameters}",
            "document": "arn:{partition}:ssm:{region}:{account}:document/{DocumentName}",
        },
        grants={
            "PutParameter": (
                grant("ssm:PutParameter", "parameter"),
                grant("ssm:AddTagsToResource", "parameter", "Tags"),
                grant("kms:Encrypt", f"{_KEYS}{{KeyId}}", "KeyId"),
            ),
        },
        unscoped=names("DescribeParameters"),
        derive=_derive_parameter,
    ),
}
