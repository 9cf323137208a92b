"""Identities, keys, secrets, certificates, firewalls, accounts."""

from __future__ import annotations

from .cycle import Aws, Cycle

SCOPE = "REGIONAL"


def create_identity_pool(aws: Aws) -> str:
    pool = aws("cognito-identity").create_identity_pool(
        IdentityPoolName="customers", AllowUnauthenticatedIdentities=True
    )
    return str(pool["IdentityPoolId"])


def create_user_pool_with_a_user(aws: Aws) -> str:
    pool_id = aws("cognito-idp").create_user_pool(PoolName="customers")["UserPool"]["Id"]
    aws("cognito-idp").admin_create_user(UserPoolId=pool_id, Username="ann")
    return str(pool_id)


def create_accounts(aws: Aws) -> str:
    aws("organizations").create_organization(FeatureSet="ALL")
    status = aws("organizations").create_account(AccountName="sales", Email="sales@example.com")
    return str(status["CreateAccountStatus"]["AccountId"])


def member_accounts(aws: Aws) -> list[str]:
    organizations = aws("organizations")
    try:
        master = organizations.describe_organization()["Organization"]["MasterAccountId"]
    except organizations.exceptions.AWSOrganizationsNotInUseException:
        return []
    return [account["Id"] for account in organizations.list_accounts()["Accounts"] if account["Id"] != master]


def create_web_acl(aws: Aws) -> str:
    visibility = {
        "SampledRequestsEnabled": False,
        "CloudWatchMetricsEnabled": False,
        "MetricName": "shop",
    }
    acl = aws("wafv2").create_web_acl(
        Name="shop",
        Scope=SCOPE,
        Description="Front door",
        DefaultAction={"Allow": {}},
        VisibilityConfig=visibility,
    )
    return str(acl["Summary"]["Id"])


def delete_web_acl(aws: Aws, key: str) -> None:
    token = aws("wafv2").get_web_acl(Name="shop", Scope=SCOPE, Id=key)["LockToken"]
    aws("wafv2").delete_web_acl(Name="shop", Scope=SCOPE, Id=key, LockToken=token)


CYCLES = [
    Cycle(
        "acm",
        "certificate",
        create=lambda aws: aws("acm").request_certificate(DomainName="shop.example.com")["CertificateArn"],
        read=lambda aws, arn: aws("acm").describe_certificate(CertificateArn=arn)["Certificate"][
            "DomainName"
        ],
        expected="shop.example.com",
        listed=lambda aws: [
            certificate["CertificateArn"]
            for certificate in aws("acm").list_certificates()["CertificateSummaryList"]
        ],
        delete=lambda aws, arn: aws("acm").delete_certificate(CertificateArn=arn),
    ),
    Cycle(
        "cognito-identity",
        "identity pool",
        create=create_identity_pool,
        read=lambda aws, key: aws("cognito-identity").describe_identity_pool(IdentityPoolId=key)[
            "IdentityPoolName"
        ],
        expected="customers",
        listed=lambda aws: [
            pool["IdentityPoolId"]
            for pool in aws("cognito-identity").list_identity_pools(MaxResults=10)["IdentityPools"]
        ],
        delete=lambda aws, key: aws("cognito-identity").delete_identity_pool(IdentityPoolId=key),
    ),
    Cycle(
        "cognito-idp",
        "user pool",
        create=create_user_pool_with_a_user,
        read=lambda aws, key: [
            user["Username"] for user in aws("cognito-idp").list_users(UserPoolId=key)["Users"]
        ],
        expected=["ann"],
        listed=lambda aws: [
            pool["Id"] for pool in aws("cognito-idp").list_user_pools(MaxResults=10)["UserPools"]
        ],
        delete=lambda aws, key: aws("cognito-idp").delete_user_pool(UserPoolId=key),
    ),
    Cycle(
        "iam",
        "user",
        create=lambda aws: aws("iam").create_user(UserName="ann", Path="/sales/") and "ann",
        read=lambda aws, name: aws("iam").get_user(UserName=name)["User"]["Path"],
        expected="/sales/",
        listed=lambda aws: [user["UserName"] for user in aws("iam").list_users()["Users"]],
        delete=lambda aws, name: aws("iam").delete_user(UserName=name),
    ),
    Cycle(
        "kms",
        "alias",
        create=lambda aws: (
            aws("kms").create_alias(
                AliasName="alias/orders",
                TargetKeyId=aws("kms").create_key(Description="Orders")["KeyMetadata"]["KeyId"],
            )
            and "alias/orders"
        ),
        read=lambda aws, name: aws("kms").decrypt(
            CiphertextBlob=aws("kms").encrypt(KeyId=name, Plaintext=b"secret")["CiphertextBlob"]
        )["Plaintext"],
        expected=b"secret",
        listed=lambda aws: [alias["AliasName"] for alias in aws("kms").list_aliases()["Aliases"]],
        delete=lambda aws, name: aws("kms").delete_alias(AliasName=name),
    ),
    Cycle(
        "organizations",
        "account",
        create=create_accounts,
        read=lambda aws, key: aws("organizations").describe_account(AccountId=key)["Account"]["Email"],
        expected="sales@example.com",
        listed=member_accounts,
        delete=lambda aws, key: aws("organizations").remove_account_from_organization(AccountId=key),
    ),
    Cycle(
        "secretsmanager",
        "secret",
        create=lambda aws: (
            aws("secretsmanager").create_secret(Name="shop/db", SecretString="correct-horse") and "shop/db"
        ),
        read=lambda aws, name: aws("secretsmanager").get_secret_value(SecretId=name)["SecretString"],
        expected="correct-horse",
        listed=lambda aws: [secret["Name"] for secret in aws("secretsmanager").list_secrets()["SecretList"]],
        delete=lambda aws, name: aws("secretsmanager").delete_secret(
            SecretId=name, ForceDeleteWithoutRecovery=True
        ),
    ),
    Cycle(
        "wafv2",
        "web acl",
        create=create_web_acl,
        read=lambda aws, key: aws("wafv2").get_web_acl(Name="shop", Scope=SCOPE, Id=key)["WebACL"][
            "Description"
        ],
        expected="Front door",
        listed=lambda aws: [acl["Id"] for acl in aws("wafv2").list_web_acls(Scope=SCOPE)["WebACLs"]],
        delete=delete_web_acl,
    ),
]
