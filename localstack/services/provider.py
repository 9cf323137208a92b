"""The base of every native provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from localstack.state.stores import BaseStore

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.aws.handlers.cors import CrossOrigin
    from localstack.aws.wire import Request, Response
    from localstack.aws.wording import Family
    from localstack.runtime import Emulator

S = TypeVar("S", bound=BaseStore)
F = TypeVar("F", bound=Callable[..., Any])


class Provider(Generic[S]):
    """Emulates one AWS service: a method per operation, named by botocore's `xform_name` of it.

    An operation's method takes the context and the request, a dict with the model's member names, and
    returns the answer in the same form, or `None` for an empty one. An operation without a method is the
    long tail's, or unimplemented. Other public methods must be marked: see :func:`pending_work`.

    :cvar service: the botocore name of the service.
    :cvar store_class: what the service holds per account and region.
    :cvar validates_model: whether requests are checked against the model's constraints before the method is
        called; services that answer in no family's words check in their own `validation.py`.
    :cvar family: in whose words that is done; `None` for those that
        :mod:`localstack.aws.validation_families` has for the service.
    :cvar ignored: the members of requests that are accepted and have no effect, by operation; those that only steer
        how a request is sent are not among them. A test compares them with what the source reads.
    :cvar state_schema: counts the changes to the classes of the state that files written before cannot be read
        by; :meth:`migrate_state` takes each step.
    """

    service: ClassVar[str]
    store_class: type[S]
    validates_model: ClassVar[bool] = True
    family: ClassVar[Family | None] = None
    ignored: ClassVar[Mapping[str, frozenset[str]]] = {}
    state_schema: ClassVar[int] = 1

    def migrate_state(self, schema: int, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Take saved records of an older schema, and give them in the next.

        :param records: in the form of :mod:`localstack.state.persistence.records`; they may be changed.
        :raises StateError: when there is no way from `schema` on.
        """
        from localstack.state.persistence import StateError

        raise StateError(f"{self.service} has no migration from schema {schema}")

    def developer_endpoint(self, emulator: Emulator, request: Request) -> Response | None:
        """Answer a request below `/_aws/<service>/`, which is none of AWS's; `None` when there is nothing there."""
        return None

    def data_plane(self, emulator: Emulator, request: Request) -> Response | None:
        """Answer a request to a host of :data:`localstack.aws.hosts.DATA_PLANES`, where the service is no API.

        It is no call of an operation, and is not recorded as one.

        :returns: `None` when the host is none of its own after all.
        """
        return None

    def cross_origin(self, emulator: Emulator, request: Request) -> CrossOrigin | None:
        """Take a browser page's request under rules of the service's own, as S3 does with a bucket's.

        :returns: `None` when the service has no rules for it: the emulator's hold then.
        """
        return None

    def store(self, context: RequestContext) -> S:
        """Give the store of the request's account and region."""
        return context.emulator.realm.store(
            self.service, self.store_class, context.account_id, context.region
        )

    def authorize(self, context: RequestContext, request: Request) -> None:
        """Refuse a request that its signature does not allow; called before it is parsed.

        :raises ServiceException: what the caller gets instead of an answer.
        """


def early(method: F) -> F:
    """Mark a handler of pending work that need not wait for its time when somebody asks for everything to settle.

    What AWS does at a time of its own choosing is such work.
    """
    method.__dict__["may_come_early"] = True
    return method


def pending_work(method: F) -> F:
    """Mark a provider method as a handler of pending work.

    It takes the context and the arguments given to :meth:`RequestContext.schedule`.
    """
    method.__dict__["is_pending_work"] = True
    return method
