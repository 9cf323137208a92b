"""What moto forgets of an e-mail: when it was sent, and whether its body is text or HTML."""

from __future__ import annotations

import json
import time
from typing import Any

from moto.core.request import Request

SERVICES = ("ses", "sesv2")
_NOTE = "_localstack_note"


def note_sent(service: str, account_id: str, region: str, request: Request, answer: bytes) -> None:
    """Keep it with the message that an answer tells the id of, so that it goes when the message goes."""
    from moto.ses.models import ses_backends

    for message in reversed(ses_backends[account_id][region].sent_messages):
        if not hasattr(message, _NOTE) and message.id.encode() in answer:
            setattr(message, _NOTE, (time.time(), *_parts(service, request)))
            return


def sent_at(message: Any) -> float:
    """Tell when a message was sent, in seconds since the epoch; now for one that is being sent."""
    note = getattr(message, _NOTE, None)
    return float(note[0]) if note else time.time()


def sent_parts(message: Any) -> tuple[str | None, str | None]:
    """Give the text and the HTML of a message's body."""
    note = getattr(message, _NOTE, None)
    return (note[1], note[2]) if note else (message.body, None)


def _parts(service: str, request: Request) -> tuple[str | None, str | None]:
    if service == "ses":
        return request.form.get("Message.Body.Text.Data"), request.form.get("Message.Body.Html.Data")
    body = json.loads(request.data).get("Content", {}).get("Simple", {}).get("Body", {})
    return body.get("Text", {}).get("Data"), body.get("Html", {}).get("Data")
