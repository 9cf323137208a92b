"""Amazon SQS and SNS.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
"""

from __future__ import annotations

from urllib.parse import urlsplit

from pytest_localstack.calls.policy.rules import EVERYTHING, Parameters, Rules, grant, named, names


def _derive_queue(parameters: Parameters) -> Parameters:
    """Add the ARN's end of a queue that is named by its URL or by its owner: `account:name`."""
    if url := parameters.get("QueueUrl"):
        *_, account, name = ("", *urlsplit(str(url)).path.split("/"))
        return (
            {**parameters, "owned": f"{account}:{name}"}
            if account.isdecimal()
            else {**parameters, "QueueName": name}
        )
    if owner := parameters.get("QueueOwnerAWSAccountId"):
        return {**parameters, "owned": f"{owner}:{parameters.get('QueueName', '')}"}
    return parameters


RULES = {
    "sqs": Rules(
        prefix="sqs",
        resources={
            "owned": "arn:{partition}:sqs:{region}:{owned}",
            "queue": "arn:{partition}:sqs:{region}:{account}:{QueueName}",
            "source": "{SourceArn}",
        },
        grants={
            **named(
                "sqs",
                "owned",
                "SendMessageBatch=SendMessage DeleteMessageBatch=DeleteMessage"
                " ChangeMessageVisibilityBatch=ChangeMessageVisibility",
            ),
            "CreateQueue": (
                grant("sqs:CreateQueue", "queue"),
                grant("sqs:TagQueue", "queue", "tags"),
            ),
            "StartMessageMoveTask": (
                grant(
                    "sqs:StartMessageMoveTask sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes",
                    "source",
                ),
                grant("sqs:SendMessage", "{DestinationArn}", "DestinationArn"),
            ),
        },
        unscoped=names("ListQueues"),
        derive=_derive_queue,
    ),
    "sns": Rules(
        prefix="sns",
        resources={
            "topic": "{TopicArn}",
            "target": "{TargetArn}",
            "resource": "{ResourceArn}",
            "new topic": "arn:{partition}:sns:{region}:{account}:{Name}",
        },
        grants={
            "CreateTopic": (
                grant("sns:CreateTopic", "new topic"),
                grant("sns:TagResource", "new topic", "Tags"),
            ),
            "PublishBatch": (grant("sns:Publish", "topic"),),
            "Publish": (
                grant("sns:Publish", "topic", "TopicArn"),
                grant("sns:Publish", "target", "TargetArn"),
                grant("sns:Publish", EVERYTHING, "PhoneNumber"),
            ),
        },
        unscoped=names(
            """
            CheckIfPhoneNumberIsOptedOut CreatePlatformApplication CreatePlatformEndpoint
            CreateSMSSandboxPhoneNumber DeleteEndpoint DeletePlatformApplication
            DeleteSMSSandboxPhoneNumber GetEndpointAttributes GetPlatformApplicationAttributes
            GetSMSAttributes GetSMSSandboxAccountStatus GetSubscriptionAttributes
            ListEndpointsByPlatformApplication ListOriginationNumbers ListPhoneNumbersOptedOut
            ListPlatformApplications ListSMSSandboxPhoneNumbers ListSubscriptions ListTopics
            OptInPhoneNumber SetEndpointAttributes SetPlatformApplicationAttributes SetSMSAttributes
            SetSubscriptionAttributes Unsubscribe VerifySMSSandboxPhoneNumber
            """
        ),
    ),
}
