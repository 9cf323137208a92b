"""What developer endpoints tell of moto's state, and remove from it: documents that no AWS operation gives.

Each look takes the arguments of its request, and whether what it would show is to be removed instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from moto.cloudwatch.models import MetricDatum, cloudwatch_backends
from moto.dynamodb.models import dynamodb_backends
from moto.ses.models import RawMessage, TemplateMessage, ses_backends
from moto.sns.models import sns_backends

from localstack.services.longtail.child.mailbox import sent_at, sent_parts

ACCOUNT_ID, REGION = "000000000000", "us-east-1"
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
OLDEST_EXPIRY = 5 * 365 * 24 * 3600

Arguments = Mapping[str, str]


def emails(arguments: Arguments, removes: bool) -> dict[str, Any]:
    """Give the e-mails that were sent, all or those with an `id` or from an address, `email`."""
    shown = []
    for _, region, backend in _backends(ses_backends):
        wanted = [
            one
            for one in backend.sent_messages
            if arguments.get("id", one.id) == one.id and arguments.get("email", one.source) == one.source
        ]
        if removes:
            backend.sent_messages = [one for one in backend.sent_messages if one not in wanted]
        shown += [_email(one, region) for one in wanted]
    return {"messages": shown}


def _email(message: Any, region: str) -> dict[str, Any]:
    moment = datetime.fromtimestamp(sent_at(message), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    shown = {"Id": message.id, "Region": region, "Source": message.source, "Timestamp": moment}
    if isinstance(message, RawMessage):
        return {**shown, "Destinations": message.destinations, "RawData": message.raw_data}
    shown["Destination"] = message.destinations
    if isinstance(message, TemplateMessage):
        return {**shown, "Template": message.template, "TemplateData": message.template_data}
    text, html = sent_parts(message)
    return {**shown, "Subject": message.subject, "Body": {"text_part": text, "html_part": html}}


def platform_messages(arguments: Arguments, removes: bool) -> dict[str, Any]:
    """Give the messages of the platform endpoints of an account and region, or of one, `endpointArn`."""
    backend, region = _backend(sns_backends, arguments)
    shown = {}
    for arn, endpoint in backend.platform_endpoints.items() if backend else ():
        if arguments.get("endpointArn", arn) == arn:
            shown[arn] = [
                {"TargetArn": arn, "Message": message, "MessageId": message_id}
                for message_id, message in endpoint.messages.items()
            ]
            if removes:
                endpoint.messages.clear()
    return {"platform_endpoint_messages": shown, "region": region}


def text_messages(arguments: Arguments, removes: bool) -> dict[str, Any]:
    """Give the text messages of an account and region, or those to one number, `phoneNumber`."""
    backend, region = _backend(sns_backends, arguments)
    shown: dict[str, list[dict[str, str]]] = {}
    for message_id, (number, message) in list(backend.sms_messages.items()) if backend else ():
        if arguments.get("phoneNumber", number) == number:
            shown.setdefault(number, []).append(
                {"PhoneNumber": number, "Message": message, "MessageId": message_id}
            )
            if removes:
                del backend.sms_messages[message_id]
                backend.sms_message_objects.pop(message_id, None)
    return {"sms_messages": shown, "region": region}


def metrics(arguments: Arguments, removes: bool) -> dict[str, Any]:
    """Give every value that was put, as it was put."""
    del arguments, removes
    return {
        "metrics": [
            {**_metric(one), "account": account_id, "region": region}
            for account_id, region, backend in _backends(cloudwatch_backends)
            for one in backend.metric_data
        ]
    }


def _metric(datum: Any) -> dict[str, Any]:
    shown = {
        "ns": datum.namespace,
        "n": datum.name,
        "t": datum.timestamp.timestamp(),
        "d": [{"n": one.name, "v": one.value} for one in datum.dimensions],
    }
    if isinstance(datum, MetricDatum):
        return {**shown, "v": datum.value}
    statistics = {"min": datum.min, "max": datum.max, "sum": datum.sum, "count": datum.sample_count}
    return {**shown, "statistics": statistics}


def expired_items(arguments: Arguments, removes: bool) -> dict[str, Any]:
    """Remove the items of all tables whose time to live is over, and count them."""
    del arguments
    assert removes
    now = time.time()
    count = 0
    for _, _, backend in _backends(dynamodb_backends):
        for table in backend.tables.values():
            name = table.ttl.get("AttributeName")
            if table.ttl["TimeToLiveStatus"] == "ENABLED" and name:
                over = [one for one in table.all_items() if _is_over(one.attrs.get(name), now)]
                for item in over:
                    table.delete_item(item.hash_key, item.range_key)
                count += len(over)
    return {"ExpiredItems": count}


def _is_over(value: Any, now: float) -> bool:
    if value is None or not value.is_number():
        return False
    expiry = float(value.value)
    return now - OLDEST_EXPIRY < expiry < now


def _backends(collection: Any) -> Iterator[tuple[str, str, Any]]:
    # What has been made, by the methods of dict: moto's make a backend for whatever they are asked for.
    for account_id, regions in list(dict.items(collection)):
        for region, backend in list(dict.items(regions)):
            yield account_id, region, backend


def _backend(collection: Any, arguments: Arguments) -> tuple[Any, str]:
    account_id, region = arguments.get("accountId", ACCOUNT_ID), arguments.get("region", REGION)
    return dict.get(dict.get(collection, account_id, {}), region), region


LOOKS: Mapping[str, Callable[[Arguments, bool], dict[str, Any]]] = {
    "emails": emails,
    "platform messages": platform_messages,
    "text messages": text_messages,
    "metrics": metrics,
    "expired items": expired_items,
}
