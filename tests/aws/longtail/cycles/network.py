"""Names, APIs, and what talks through them."""

from __future__ import annotations

from .cycle import Aws, Cycle

ACCOUNT = "000000000000"


def create_rest_api(aws: Aws) -> str:
    return str(aws("apigateway").create_rest_api(name="shop", description="Orders and prices")["id"])


def create_vocabulary(aws: Aws) -> str:
    aws("transcribe").create_vocabulary(
        VocabularyName="products", LanguageCode="en-US", Phrases=["gizmo", "gadget"]
    )
    return "products"


def create_hosted_zone(aws: Aws) -> str:
    zone_id = aws("route53").create_hosted_zone(Name="shop.test.", CallerReference="1")["HostedZone"]["Id"]
    record = {"Name": "www.shop.test.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
    aws("route53").change_resource_record_sets(
        HostedZoneId=zone_id, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    )
    return str(zone_id)


def addresses(aws: Aws, zone_id: str) -> list[str]:
    records = aws("route53").list_resource_record_sets(HostedZoneId=zone_id)["ResourceRecordSets"]
    return [
        value["Value"] for record in records if record["Type"] == "A" for value in record["ResourceRecords"]
    ]


def delete_hosted_zone(aws: Aws, zone_id: str) -> None:
    records = aws("route53").list_resource_record_sets(HostedZoneId=zone_id)["ResourceRecordSets"]
    own = [record for record in records if record["Type"] == "A"]
    changes = [{"Action": "DELETE", "ResourceRecordSet": record} for record in own]
    aws("route53").change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch={"Changes": changes})
    aws("route53").delete_hosted_zone(Id=zone_id)


def create_resolver_rule(aws: Aws) -> str:
    rule = aws("route53resolver").create_resolver_rule(
        CreatorRequestId="1",
        Name="warehouse",
        RuleType="FORWARD",
        DomainName="warehouse.test",
        TargetIps=[{"Ip": "192.0.2.53", "Port": 53}],
    )
    return str(rule["ResolverRule"]["Id"])


def create_namespace(aws: Aws) -> str:
    aws("servicediscovery").create_http_namespace(Name="shop", Description="Services of the shop")
    namespaces = aws("servicediscovery").list_namespaces()["Namespaces"]
    return str(next(namespace["Id"] for namespace in namespaces if namespace["Name"] == "shop"))


def block_public_access(aws: Aws) -> str:
    block = {"BlockPublicAcls": True, "BlockPublicPolicy": False}
    aws("s3control").put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration=block)
    return ACCOUNT


def accounts_with_a_block(aws: Aws) -> list[str]:
    control = aws("s3control")
    try:
        control.get_public_access_block(AccountId=ACCOUNT)
    except control.exceptions.NoSuchPublicAccessBlockConfiguration:
        return []
    return [ACCOUNT]


CYCLES = [
    Cycle(
        "apigateway",
        "rest api",
        create=create_rest_api,
        read=lambda aws, key: aws("apigateway").get_rest_api(restApiId=key)["description"],
        expected="Orders and prices",
        listed=lambda aws: [api["id"] for api in aws("apigateway").get_rest_apis()["items"]],
        delete=lambda aws, key: aws("apigateway").delete_rest_api(restApiId=key),
    ),
    Cycle(
        "iot",
        "thing",
        create=lambda aws: (
            aws("iot").create_thing(thingName="scale", attributePayload={"attributes": {"shop": "1"}})
            and "scale"
        ),
        read=lambda aws, name: aws("iot").describe_thing(thingName=name)["attributes"],
        expected={"shop": "1"},
        listed=lambda aws: [thing["thingName"] for thing in aws("iot").list_things()["things"]],
        delete=lambda aws, name: aws("iot").delete_thing(thingName=name),
    ),
    Cycle(
        "route53",
        "hosted zone",
        create=create_hosted_zone,
        read=addresses,
        expected=["192.0.2.1"],
        listed=lambda aws: [zone["Id"] for zone in aws("route53").list_hosted_zones()["HostedZones"]],
        delete=delete_hosted_zone,
    ),
    Cycle(
        "route53resolver",
        "rule",
        create=create_resolver_rule,
        read=lambda aws, key: aws("route53resolver").get_resolver_rule(ResolverRuleId=key)["ResolverRule"][
            "Name"
        ],
        expected="warehouse",
        listed=lambda aws: [
            rule["Id"] for rule in aws("route53resolver").list_resolver_rules()["ResolverRules"]
        ],
        delete=lambda aws, key: aws("route53resolver").delete_resolver_rule(ResolverRuleId=key),
    ),
    Cycle(
        "s3control",
        "public access block",
        create=block_public_access,
        read=lambda aws, account: aws("s3control").get_public_access_block(AccountId=account)[
            "PublicAccessBlockConfiguration"
        ]["BlockPublicAcls"],
        expected=True,
        listed=accounts_with_a_block,
        delete=lambda aws, account: aws("s3control").delete_public_access_block(AccountId=account),
    ),
    Cycle(
        "servicediscovery",
        "namespace",
        create=create_namespace,
        read=lambda aws, key: aws("servicediscovery").get_namespace(Id=key)["Namespace"]["Description"],
        expected="Services of the shop",
        listed=lambda aws: [
            namespace["Id"] for namespace in aws("servicediscovery").list_namespaces()["Namespaces"]
        ],
        delete=lambda aws, key: aws("servicediscovery").delete_namespace(Id=key),
    ),
    Cycle(
        "transcribe",
        "vocabulary",
        create=create_vocabulary,
        read=lambda aws, name: aws("transcribe").get_vocabulary(VocabularyName=name)["LanguageCode"],
        expected="en-US",
        listed=lambda aws: [
            vocabulary["VocabularyName"]
            for vocabulary in aws("transcribe").list_vocabularies()["Vocabularies"]
        ],
        delete=lambda aws, name: aws("transcribe").delete_vocabulary(VocabularyName=name),
    ),
]
