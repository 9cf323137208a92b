"""What the service reads and checks before it takes orders."""

from __future__ import annotations

import pytest

from orders import identity, settings
from orders.identity import WrongAccountError


def test_settings_come_from_parameters_and_the_secret(
    stage: str, s3_bucket: str, events_queue: str, payments_queue: str
) -> None:
    loaded = settings.load(stage)

    assert loaded.bucket == s3_bucket
    assert loaded.table == "orders"
    assert loaded.events_queue_url == events_queue
    assert loaded.payments_queue_url == payments_queue
    assert loaded.payment_key == "a key from the payment provider"
    assert loaded.payment_key not in repr(loaded), "the key must not reach the logs"


def test_the_service_does_not_start_in_another_account(account_id: str) -> None:
    identity.require_account(account_id)
    with pytest.raises(
        WrongAccountError, match=f"for account 999999999999, the credentials for {account_id}"
    ):
        identity.require_account("999999999999")
