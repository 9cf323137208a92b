"""Payment requests on a FIFO queue: in order per customer, none twice, none forged."""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any

import boto3

sqs = boto3.resource("sqs")


class ForgedPaymentError(Exception):
    """A payment request does not carry our signature."""


@dataclass(frozen=True)
class Payment:
    """What a customer has to pay for an order."""

    payment_id: str
    customer: str
    amount: str


@dataclass(frozen=True)
class PaymentRequest:
    """A payment taken from the queue, hidden from others until it is settled."""

    payment: Payment
    message: Any

    def settle(self) -> None:
        """Remove the request: the customer has paid."""
        self.message.delete()


class PaymentQueue:
    """The payments to be made.

    :param key: signs the requests; from the payment provider.
    """

    def __init__(self, url: str, key: str) -> None:
        self._queue = sqs.Queue(url)
        self._key = key

    def request(self, payment: Payment) -> None:
        """Ask for a payment; asking again within five minutes changes nothing."""
        body = json.dumps(asdict(payment))
        self._queue.send_message(
            MessageBody=body,
            MessageGroupId=payment.customer,
            MessageDeduplicationId=payment.payment_id,
            MessageAttributes={"signature": {"DataType": "String", "StringValue": self._sign(body)}},
        )

    def take(self, limit: int = 10) -> list[PaymentRequest]:
        """Take the next payments, in order for each customer.

        :raises ForgedPaymentError: if one was not requested by us.
        """
        messages = self._queue.receive_messages(
            MaxNumberOfMessages=limit, WaitTimeSeconds=0, MessageAttributeNames=["signature"]
        )
        return [PaymentRequest(self._verified(message), message) for message in messages]

    def _verified(self, message: Any) -> Payment:
        signature = (message.message_attributes or {}).get("signature", {}).get("StringValue", "")
        if not hmac.compare_digest(signature, self._sign(message.body)):
            raise ForgedPaymentError(f"message {message.message_id} carries no valid signature")
        return Payment(**json.loads(message.body))

    def _sign(self, body: str) -> str:
        return hmac.new(self._key.encode(), body.encode(), "sha256").hexdigest()
