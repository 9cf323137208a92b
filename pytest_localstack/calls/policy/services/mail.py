"""Amazon SES and Route 53: what is reached by name from outside.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
"""

from __future__ import annotations

from email.utils import parseaddr

from pytest_localstack.calls.policy.rules import Parameters, Rules, grant, named, names

_IDENTITY = "arn:{partition}:ses:{region}:{account}:identity/{sender}"


def _derive_sender(parameters: Parameters) -> Parameters:
    """Add the address that mail is sent from, without a display name."""
    given = parameters.get("Source") or parameters.get("FromEmailAddress") or ""
    return {**parameters, "sender": parseaddr(str(given))[1]}


def _derive_zone(parameters: Parameters) -> Parameters:
    """Add a hosted zone's id as its ARN ends; calls may give it as `/hostedzone/Z1`."""
    zone = str(parameters.get("HostedZoneId") or parameters.get("Id") or "")
    return {**parameters, "zone": zone.rpartition("/")[2]}


RULES = {
    "ses": Rules(
        prefix="ses",
        grants={
            **named(
                "ses",
                _IDENTITY,
                "SendEmail SendRawEmail SendBounce SendTemplatedEmail SendBulkTemplatedEmail"
                " SendCustomVerificationEmail",
            ),
        },
        unscoped=names(
            """
            CreateTemplate DeleteIdentity DeleteTemplate GetIdentityVerificationAttributes
            GetSendQuota GetSendStatistics GetTemplate ListIdentities ListTemplates UpdateTemplate
            VerifyDomainDkim VerifyDomainIdentity VerifyEmailAddress VerifyEmailIdentity
            """
        ),
        derive=_derive_sender,
    ),
    "sesv2": Rules(
        prefix="ses",
        resources={
            "identity": "arn:{partition}:ses:{region}:{account}:identity/{EmailIdentity}",
            "template": "arn:{partition}:ses:{region}:{account}:template/{TemplateName}",
        },
        grants={
            "SendEmail": (grant("ses:SendEmail", _IDENTITY),),
            "SendBulkEmail": (grant("ses:SendBulkEmail", _IDENTITY),),
        },
        unscoped=names("GetAccount ListEmailIdentities ListEmailTemplates"),
        derive=_derive_sender,
    ),
    "route53": Rules(
        prefix="route53",
        resources={
            "hosted zone": "arn:{partition}:route53:::hostedzone/{zone}",
            "health check": "arn:{partition}:route53:::healthcheck/{HealthCheckId}",
        },
        grants={
            **named("route53", "arn:{partition}:route53:::change/{zone}", "GetChange"),
        },
        unscoped=names(
            """
            CreateHealthCheck CreateHostedZone GetHealthCheckCount GetHostedZoneCount
            ListHealthChecks ListHostedZones ListHostedZonesByName TestDNSAnswer
            """
        ),
        derive=_derive_zone,
    ),
}
