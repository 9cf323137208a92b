"""Payments on a FIFO queue, one message group per customer."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from orders.payments import ForgedPaymentError, Payment, PaymentQueue

ADA_1 = Payment("1001", "ada", "12.50")
ADA_2 = Payment("1002", "ada", "3.00")
GRACE = Payment("1003", "grace", "40.00")


@pytest.fixture
def payments(payments_queue: str) -> PaymentQueue:
    return PaymentQueue(payments_queue, key="secret")


def test_a_payment_in_progress_holds_up_only_its_own_customer(payments: PaymentQueue) -> None:
    payments.request(ADA_1)
    payments.request(ADA_2)
    [first] = payments.take(limit=1)
    payments.request(GRACE)

    while_ada_pays = [request.payment for request in payments.take()]
    first.settle()
    after_ada_paid = [request.payment for request in payments.take()]

    assert first.payment == ADA_1
    assert while_ada_pays == [GRACE]
    assert after_ada_paid == [ADA_2]


def test_a_payment_is_not_requested_twice_within_five_minutes(
    payments: PaymentQueue, localstack: Any
) -> None:
    payments.request(ADA_1)
    [request] = payments.take()
    request.settle()

    payments.request(ADA_1)
    within_five_minutes = payments.take()
    localstack.advance(300)
    payments.request(ADA_1)
    later = payments.take()

    assert within_five_minutes == []
    assert [request.payment for request in later] == [ADA_1]


def test_a_forged_payment_is_refused(payments: PaymentQueue, payments_queue: str) -> None:
    boto3.client("sqs").send_message(
        QueueUrl=payments_queue,
        MessageBody='{"payment_id": "1001", "customer": "ada", "amount": "0.01"}',
        MessageGroupId="ada",
        MessageDeduplicationId="forged",
    )

    with pytest.raises(ForgedPaymentError, match="no valid signature"):
        payments.take()
