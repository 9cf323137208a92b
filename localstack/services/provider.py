"""The base of every native provider."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from localstack.state.stores import BaseStore

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.aws.wire import Request, Response
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
    :cvar validates_model: whether requests are checked against the model's constraints with AWS's common
        wording (`1 validation error detected: …`) before the method is called; services that answer
        otherwise check in their own `validation.py`.
    """

    service: ClassVar[str]
    store_class: type[S]
    validates_model: ClassVar[bool] = True

    def developer_endpoint(self, emulator: Emulator, request: Request) -> Response | None:
        """Answer a request below `/_aws/<service>/`, which is none of AWS's; `None` when there is nothing there."""
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


def pending_work(method: F) -> F:
    """Mark a provider method as a handler of pending work.

    It takes the context and the arguments given to :meth:`RequestContext.schedule`.
    """
    method.__dict__["is_pending_work"] = True
    return method
