"""Receipt handles: they name one receive of one message, and are read back rather than stored."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from .errors import ReceiptHandleIsInvalid


class ReceiptHandle(NamedTuple):
    """What a receipt handle says.

    :ivar sequence: the message's place in the queue.
    :ivar receive_count: which of the message's receives it is.
    """

    queue_arn: str
    message_id: str
    sequence: int
    receive_count: int

    def encode(self) -> str:
        """Give the text a receiver gets."""
        queue_arn, message_id, sequence, receive_count = self
        text = f"{message_id} {sequence} {receive_count} {queue_arn}"
        return base64.b64encode(text.encode()).decode()

    @classmethod
    def decode(cls, text: str, queue_arn: str) -> ReceiptHandle:
        """Read a handle that came back.

        :raises ReceiptHandleIsInvalid: when it is none, or another queue's.
        """
        try:
            content = base64.b64decode(text, validate=True).decode()
            message_id, sequence, receive_count, issuer = content.split(" ")
            handle = cls(issuer, message_id, int(sequence), int(receive_count))
        except (ValueError, binascii.Error) as error:
            raise ReceiptHandleIsInvalid(text) from error
        if issuer != queue_arn:
            raise ReceiptHandleIsInvalid(text)
        return handle
