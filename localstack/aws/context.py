"""What a provider method knows about the request it answers, and what it may ask of the emulator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localstack.aws.spec import Operation, ServiceSpec
    from localstack.aws.wire import Request, Response
    from localstack.clock import Clock
    from localstack.ids import Ids
    from localstack.outside import Outside
    from localstack.runtime import Emulator
    from localstack.state.blobs import BlobStore
    from localstack.state.locks import ResourceLock


class RequestContext:
    """One request on its way through the house.

    :ivar request: the request as sent; `None` for a call from inside the emulator.
    :ivar access_key_id: the key the request was signed with, or `""`.
    :ivar service_principal: who calls, when a service does (`s3.amazonaws.com`), or `""`.
    :ivar source_arn: the resource on whose behalf that service calls, or `""`.
    :ivar answer_headers: what the answer carries beside what the method returns, if it is no error.
    :ivar on_answer: what the provider wants called once the request is answered, with the response and the code
        of the error that it tells, or `""`.
    """

    __slots__ = (
        "access_key_id",
        "account_id",
        "answer_headers",
        "emulator",
        "on_answer",
        "operation",
        "protocol",
        "region",
        "request",
        "request_id",
        "service",
        "service_principal",
        "source_arn",
    )

    def __init__(
        self,
        emulator: Emulator,
        service: ServiceSpec,
        operation: Operation,
        protocol: str,
        account_id: str,
        region: str,
        request: Request | None = None,
        access_key_id: str = "",
        source_arn: str = "",
        service_principal: str = "",
    ) -> None:
        self.emulator = emulator
        self.service = service
        self.operation = operation
        self.protocol = protocol
        self.account_id = account_id
        self.region = region
        self.request = request
        self.access_key_id = access_key_id
        self.source_arn = source_arn
        self.service_principal = service_principal
        self.answer_headers: dict[str, str] = {}
        self.on_answer: tuple[Callable[[Response, str], None], ...] = ()
        self.request_id = emulator.ids.request_id()

    @property
    def partition(self) -> str:
        """The partition of the request's region: `aws`, `aws-cn`, `aws-us-gov`…"""
        from localstack.aws.arns import partition_of

        return partition_of(self.region)

    @property
    def clock(self) -> Clock:
        """The emulator's clock; the only source of time for a provider."""
        return self.emulator.clock

    @property
    def ids(self) -> Ids:
        """The emulator's source of ids and randomness."""
        return self.emulator.ids

    @property
    def blobs(self) -> BlobStore:
        """Where content that outlives the request goes."""
        return self.emulator.blobs

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, Any],
        account_id: str = "",
        region: str = "",
        source_arn: str = "",
    ) -> dict[str, Any]:
        """Call an operation of another service as this one; see :meth:`Gateway.call`.

        :param account_id: this request's account unless given, as is the region.
        :param source_arn: the resource on whose behalf it is called.
        :raises ServiceException: what the operation answers with.
        """
        return self.emulator.gateway.call(
            service,
            operation,
            parameters,
            account_id or self.account_id,
            region or self.region,
            f"{self.service.name}.amazonaws.com",
            source_arn,
        )

    def lock(self, resource_id: str) -> ResourceLock:
        """Give the lock of a resource, for a `with` statement; see :mod:`localstack.state.locks`."""
        return self.emulator.realm.locks(resource_id)

    def arrivals(self, resource_id: str) -> int:
        """Count the times :meth:`notify` was called for a resource; ask before looking at it."""
        return self.emulator.waits.notifications(resource_id)

    def wait(self, resource_id: str, until: float, seen: int | None = None) -> bool:
        """Wait for :meth:`notify` of a resource, at most until a virtual time.

        :param until: seconds since the epoch by :attr:`clock`.
        :param seen: what :meth:`arrivals` said before the look that found nothing, so that nothing is missed.
        :returns: whether it is worth looking again; `False` once the time has come, or when the emulator
            cancels all waits (checkpoint, reset, stop).
        """
        self.emulator.realm.locks.assert_none_held(f"wait for {resource_id}")
        emulator = self.emulator
        if self.request is None:
            return emulator.waits.wait(resource_id, until, seen)
        with emulator.gate.parked():
            return emulator.waits.wait(resource_id, until, seen)

    def notify(self, resource_id: str) -> None:
        """Wake everybody who waits for a resource."""
        self.emulator.waits.notify(resource_id)

    def outside(self, description: str) -> Outside:
        """Begin something that goes on outside the emulator and changes state when it ends.

        :param description: what it is, for people: `delivery to http://…`.
        """
        from localstack.outside import Outside

        return Outside(self.emulator, description)

    def transition(self, seconds: float) -> float:
        """Give how long a change of a resource's state takes: as on AWS, or no time at all.

        :param seconds: how long AWS takes.
        :returns: a delay for :meth:`schedule`.
        """
        return seconds if self.emulator.settings.realistic else 0.0

    def schedule(self, handler: str, arguments: Mapping[str, Any], delay: float = 0) -> None:
        """Have a provider method run later as pending work.

        :param handler: name of a method of this service's provider marked with `@pending_work`.
        :param arguments: values that JSON can hold.
        :param delay: seconds from now.
        """
        self.emulator.background.schedule(
            self.service.name, handler, arguments, self.account_id, self.region, self.clock.time() + delay
        )
