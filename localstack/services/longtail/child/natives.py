"""Native services as moto's code sees them: a few questions go to the emulator, the rest is refused.

moto's services reach into each other's backends. Where one reaches for a service that the emulator has
natively, it gets a stand-in of that backend instead: it can ask whether a bucket or queue exists and send
a message, which are operations of the emulator's own service, run on behalf of the calling service.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from moto.core.base_backend import AccountSpecificBackend, BackendDict
from moto.utilities.utils import PARTITION_NAMES

from localstack.services.longtail.child.reach import Reach


class EmulatorError(Exception):
    """An operation of a native service answered with an error.

    :ivar code: the error's code.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class NativeBackends(BackendDict):  # type: ignore[type-arg]
    """Takes the place of moto's backends of a native service.

    :ivar reach: set by who swaps the class of a collection that moto has made.
    """

    reach: Reach

    def __getitem__(self, account_id: str) -> Any:
        return NativeAccount(self, account_id)

    def regions(self, account_id: str) -> list[str]:
        """Name the regions or partitions that moto has the service in."""
        account: AccountSpecificBackend[Any] = AccountSpecificBackend(
            self.service_name,
            account_id,
            self.backend,
            self._use_boto3_regions,
            self._additional_regions,
        )
        return list(account.regions)

    def refuse(self, *_: Any) -> NoReturn:
        """Refuse to touch moto's own copy of the service.

        :raises OutOfReachError: always.
        """
        self.reach.refuse(f"act on {self.service_name}, which runs natively")

    __iter__ = __contains__ = get = items = values = keys = iter_backends = refuse


class Refusing:
    """What every stand-in does with whatever moto wants of it and it does not have."""

    def __init__(self, backends: NativeBackends) -> None:
        self._backends = backends

    def __getattr__(self, name: str) -> NoReturn:
        self._backends.refuse()


class NativeAccount(Refusing):
    """What moto takes for the backends of one account, by region or partition."""

    def __init__(self, backends: NativeBackends, account_id: str) -> None:
        super().__init__(backends)
        self._account_id = account_id

    def __contains__(self, region: str) -> bool:
        return region in self._backends.regions(self._account_id)

    def __getitem__(self, region: str) -> NativeBackend:
        stand_in = _STAND_INS.get(self._backends.service_name, NativeBackend)
        return stand_in(self._backends, self._account_id, region)


class NativeBackend(Refusing):
    """What moto takes for one backend."""

    def __init__(self, backends: NativeBackends, account_id: str, region: str) -> None:
        super().__init__(backends)
        self._account_id = account_id
        self._region = region

    def default_vpc_endpoint_service(self, region: str, zones: list[str]) -> Any:
        """Describe the service's VPC endpoints, which is static."""
        return self._backends.backend.default_vpc_endpoint_service(region, zones)

    def _ask(self, operation: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        call = self._backends.reach.call
        if call is None or call.ask_emulator is None:
            self._backends.refuse()
        # For moto S3 has a partition instead of a region.
        region = call.region if self._region in PARTITION_NAMES else self._region
        return call.ask_emulator(self._backends.service_name, operation, parameters, self._account_id, region)


class NativeS3(NativeBackend):
    """S3 as moto's services ask it: is there such a bucket?"""

    def get_bucket(self, bucket_name: str) -> NativeBucket:
        """Find a bucket.

        :raises moto.s3.exceptions.MissingBucket: when there is none.
        """
        try:
            self._ask("HeadBucket", {"Bucket": bucket_name})
        except EmulatorError as error:
            from moto.s3.exceptions import MissingBucket

            raise MissingBucket(bucket_name) from error
        return NativeBucket(self._backends, bucket_name)


class NativeBucket(Refusing):
    """A bucket that exists; nothing of it may be used but its name."""

    def __init__(self, backends: NativeBackends, name: str) -> None:
        super().__init__(backends)
        self.name = name


class NativeSqs(NativeBackend):
    """SQS as moto's services use it: is there such a queue, and send a message to it."""

    def get_queue(self, queue_name: str) -> NativeQueue:
        """Find a queue.

        :raises moto.sqs.exceptions.QueueDoesNotExist: when there is none.
        """
        self._queue_url(queue_name)
        return NativeQueue(self._backends, queue_name)

    def send_message(
        self,
        queue_name: str,
        message_body: str,
        message_attributes: Mapping[str, Mapping[str, str]] | None = None,
        deduplication_id: str | None = None,
        group_id: str | None = None,
        validate_group_id: bool = True,
    ) -> None:
        """Send a message.

        :param validate_group_id: moto's own switch; whether a group is needed is for the emulator's SQS to say.
        """
        if any("BinaryValue" in attribute for attribute in (message_attributes or {}).values()):
            self._backends.reach.refuse("send a binary message attribute to sqs")
        parameters = {
            "QueueUrl": self._queue_url(queue_name),
            "MessageBody": message_body,
            "MessageAttributes": message_attributes,
            "MessageDeduplicationId": deduplication_id,
            "MessageGroupId": group_id,
        }
        self._ask("SendMessage", {name: value for name, value in parameters.items() if value})

    def _queue_url(self, queue_name: str) -> str:
        try:
            answer = self._ask("GetQueueUrl", {"QueueName": queue_name})
        except EmulatorError as error:
            from moto.sqs.exceptions import QueueDoesNotExist

            raise QueueDoesNotExist() from error
        return str(answer["QueueUrl"])


class NativeQueue(Refusing):
    """A queue that exists.

    :ivar fifo_queue: told by its name, as SQS demands.
    """

    def __init__(self, backends: NativeBackends, name: str) -> None:
        super().__init__(backends)
        self.name = name
        self.fifo_queue = name.endswith(".fifo")


_STAND_INS: dict[str, type[NativeBackend]] = {"s3": NativeS3, "sqs": NativeSqs}
