"""What the groups of operations share."""

from __future__ import annotations

from localstack.services.provider import Provider

from .store import SqsStore


class Operations(Provider[SqsStore]):
    """A group of SQS operations."""

    service = "sqs"
    store_class = SqsStore
    # SQS words its own answers to a request that breaks the model's constraints.
    validates_model = False
