"""Messages, events, streams, workflows."""

from __future__ import annotations

import json

from .cycle import Aws, Cycle

ROLE = "arn:aws:iam::000000000000:role/worker"
STATE_MACHINE = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})


def create_delivery_stream(aws: Aws) -> str:
    destination = {"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::orders"}
    aws("firehose").create_delivery_stream(
        DeliveryStreamName="orders", ExtendedS3DestinationConfiguration=destination
    )
    return "orders"


def create_broker(aws: Aws) -> str:
    broker = aws("mq").create_broker(
        BrokerName="orders",
        EngineType="ACTIVEMQ",
        EngineVersion="5.18",
        HostInstanceType="mq.t3.micro",
        DeploymentMode="SINGLE_INSTANCE",
        PubliclyAccessible=False,
        AutoMinorVersionUpgrade=True,
        Users=[{"Username": "clerk", "Password": "correct-horse-battery"}],
    )
    return str(broker["BrokerId"])


def create_schedule(aws: Aws) -> str:
    aws("scheduler").create_schedule(
        Name="nightly",
        ScheduleExpression="rate(1 day)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": "arn:aws:sns:us-east-1:000000000000:orders", "RoleArn": ROLE},
    )
    return "nightly"


def create_state_machine(aws: Aws) -> str:
    machine = aws("stepfunctions").create_state_machine(name="orders", definition=STATE_MACHINE, roleArn=ROLE)
    return str(machine["stateMachineArn"])


def register_domain(aws: Aws) -> str:
    aws("swf").register_domain(
        name="orders", description="Order flow", workflowExecutionRetentionPeriodInDays="7"
    )
    return "orders"


def create_topic(aws: Aws) -> str:
    return str(aws("sns").create_topic(Name="orders", Attributes={"DisplayName": "Orders"})["TopicArn"])


CYCLES = [
    Cycle(
        "events",
        "rule",
        create=lambda aws: (
            aws("events").put_rule(Name="nightly", ScheduleExpression="rate(1 day)") and "nightly"
        ),
        read=lambda aws, name: aws("events").describe_rule(Name=name)["ScheduleExpression"],
        expected="rate(1 day)",
        listed=lambda aws: [rule["Name"] for rule in aws("events").list_rules()["Rules"]],
        delete=lambda aws, name: aws("events").delete_rule(Name=name),
    ),
    Cycle(
        "firehose",
        "delivery stream",
        create=create_delivery_stream,
        read=lambda aws, name: aws("firehose").describe_delivery_stream(DeliveryStreamName=name)[
            "DeliveryStreamDescription"
        ]["Destinations"][0]["ExtendedS3DestinationDescription"]["BucketARN"],
        expected="arn:aws:s3:::orders",
        listed=lambda aws: aws("firehose").list_delivery_streams()["DeliveryStreamNames"],
        delete=lambda aws, name: aws("firehose").delete_delivery_stream(DeliveryStreamName=name),
    ),
    Cycle(
        "kinesis",
        "stream",
        create=lambda aws: aws("kinesis").create_stream(StreamName="orders", ShardCount=2) and "orders",
        read=lambda aws, name: len(
            aws("kinesis").describe_stream(StreamName=name)["StreamDescription"]["Shards"]
        ),
        expected=2,
        listed=lambda aws: aws("kinesis").list_streams()["StreamNames"],
        delete=lambda aws, name: aws("kinesis").delete_stream(StreamName=name),
    ),
    Cycle(
        "mq",
        "broker",
        create=create_broker,
        read=lambda aws, broker_id: aws("mq").describe_broker(BrokerId=broker_id)["HostInstanceType"],
        expected="mq.t3.micro",
        listed=lambda aws: [broker["BrokerId"] for broker in aws("mq").list_brokers()["BrokerSummaries"]],
        delete=lambda aws, broker_id: aws("mq").delete_broker(BrokerId=broker_id),
    ),
    Cycle(
        "scheduler",
        "schedule",
        create=create_schedule,
        read=lambda aws, name: aws("scheduler").get_schedule(Name=name)["ScheduleExpression"],
        expected="rate(1 day)",
        listed=lambda aws: [schedule["Name"] for schedule in aws("scheduler").list_schedules()["Schedules"]],
        delete=lambda aws, name: aws("scheduler").delete_schedule(Name=name),
    ),
    Cycle(
        "ses",
        "template",
        create=lambda aws: (
            aws("ses").create_template(Template={"TemplateName": "receipt", "SubjectPart": "Your order"})
            and "receipt"
        ),
        read=lambda aws, name: aws("ses").get_template(TemplateName=name)["Template"]["SubjectPart"],
        expected="Your order",
        listed=lambda aws: [
            template["Name"] for template in aws("ses").list_templates()["TemplatesMetadata"]
        ],
        delete=lambda aws, name: aws("ses").delete_template(TemplateName=name),
    ),
    Cycle(
        "sesv2",
        "identity",
        create=lambda aws: (
            aws("sesv2").create_email_identity(EmailIdentity="shop@example.com") and "shop@example.com"
        ),
        read=lambda aws, name: aws("sesv2").get_email_identity(EmailIdentity=name)["IdentityType"],
        expected="EMAIL_ADDRESS",
        listed=lambda aws: [
            identity["IdentityName"] for identity in aws("sesv2").list_email_identities()["EmailIdentities"]
        ],
        delete=lambda aws, name: aws("sesv2").delete_email_identity(EmailIdentity=name),
    ),
    Cycle(
        "sns",
        "topic",
        create=create_topic,
        read=lambda aws, arn: aws("sns").get_topic_attributes(TopicArn=arn)["Attributes"]["DisplayName"],
        expected="Orders",
        listed=lambda aws: [topic["TopicArn"] for topic in aws("sns").list_topics()["Topics"]],
        delete=lambda aws, arn: aws("sns").delete_topic(TopicArn=arn),
    ),
    Cycle(
        "stepfunctions",
        "state machine",
        create=create_state_machine,
        read=lambda aws, arn: aws("stepfunctions").describe_state_machine(stateMachineArn=arn)["definition"],
        expected=STATE_MACHINE,
        listed=lambda aws: [
            machine["stateMachineArn"]
            for machine in aws("stepfunctions").list_state_machines()["stateMachines"]
        ],
        delete=lambda aws, arn: aws("stepfunctions").delete_state_machine(stateMachineArn=arn),
    ),
    Cycle(
        "swf",
        "domain",
        create=register_domain,
        read=lambda aws, name: aws("swf").describe_domain(name=name)["domainInfo"]["description"],
        expected="Order flow",
        listed=lambda aws: [
            domain["name"]
            for domain in aws("swf").list_domains(registrationStatus="REGISTERED")["domainInfos"]
        ],
        # A domain is never gone, only deprecated.
        delete=lambda aws, name: aws("swf").deprecate_domain(name=name),
    ),
]
