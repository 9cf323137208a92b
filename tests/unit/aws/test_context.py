"""What a provider may ask of its context."""

from __future__ import annotations

import pytest

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.errors import CommonServiceException
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.services.provider import Provider
from localstack.state import BaseStore
from tests.unit.aws import one_service


@pytest.mark.parametrize(
    ("settings", "delay"),
    [
        pytest.param(Settings(), 30.0, id="a server"),
        pytest.param(Settings(realistic=False), 0.0, id="due at once"),
        pytest.param(Settings.from_environment({"LOCALSTACK_REALISTIC": "0"}), 0.0, id="by its variable"),
    ],
)
def test_a_transition_takes_its_time_if_it_is_to(settings: Settings, delay: float) -> None:
    service = spec.load("sts")
    operation = service.operation("GetCallerIdentity")
    emulator = Emulator(settings)
    context = RequestContext(emulator, service, operation, "query", "111122223333", "eu-west-1")

    assert context.transition(30) == delay

    emulator.stop()


class Noting(Provider[BaseStore]):
    """A service whose answers carry a note."""

    service = "sts"
    store_class = BaseStore

    def get_caller_identity(self, context: RequestContext, request: object) -> dict[str, str]:
        context.answer_headers["X-Note"] = "noted"
        return {"Account": context.account_id}

    def get_session_token(self, context: RequestContext, request: object) -> None:
        context.answer_headers["X-Note"] = "noted"
        raise CommonServiceException("AccessDenied", "no", 403)


@pytest.mark.parametrize(
    ("action", "status", "note"), [("GetCallerIdentity", 200, "noted"), ("GetSessionToken", 403, "")]
)
def test_an_answer_carries_headers_of_the_context_unless_it_is_an_error(
    action: str, status: int, note: str
) -> None:
    emulator = Emulator(Settings(port=0))
    one_service.install(emulator, Noting())
    form = Headers([("Host", "sts.localhost"), ("Content-Type", "application/x-www-form-urlencoded")])
    body = Body(f"Action={action}&Version=2011-06-15".encode())

    response = emulator.gateway.handle(Request("POST", "/", form, body))
    emulator.stop()

    assert (response.status, response.header("x-note")) == (status, note)
