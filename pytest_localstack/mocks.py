"""moto's `mock_aws` beside the emulator: what is called inside a mock is answered by moto, in the user's process.

moto answers requests to AWS's own hosts only. While a mock is active, new clients are therefore not told of the
emulator, and a request of a client made before is shown to moto as AWS's own host would get it. The clients of our
fixtures stay the emulator's: a bucket made by a fixture is where the fixture made it.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator, MutableMapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from localstack.aws import routes, spec
from localstack.aws.accounts import DEFAULT_REGION, Credential, credential_of_header
from localstack.aws.after_import import AfterImport

if TYPE_CHECKING:
    import botocore.session
    from botocore.awsrequest import AWSPreparedRequest

ENDPOINT = "AWS_ENDPOINT_URL"
HIDDEN = "PYTEST_LOCALSTACK_ENDPOINT_URL"
"""Names the emulator while a mock is active."""
MOCKS = "moto.core.models"


class MotoMocks:
    """Lets moto's mocks answer while they are active; moto is not imported before the user does.

    :param url: of the emulator, as the environment names it.
    """

    def __init__(self, url: str, variables: MutableMapping[str, str] = os.environ) -> None:
        self._url = url
        self._variables = variables
        self._after_import = AfterImport((MOCKS,), self._attend)
        self._replaced: list[tuple[type, str, Any]] = []

    def install(self) -> None:
        """Attend to moto, now or when it is imported."""
        self._after_import.install()

    def uninstall(self) -> None:
        """Leave moto as it was."""
        self._after_import.uninstall()
        while self._replaced:
            owner, name, original = self._replaced.pop()
            setattr(owner, name, original)

    def _attend(self, module: ModuleType) -> None:
        mock, stubber = module.MockAWS, type(module.botocore_stubber)
        self._replace(mock, "start", lambda original: self._then_follow(mock, original))
        self._replace(mock, "stop", lambda original: self._then_follow(mock, original))
        self._replace(stubber, "__call__", self._as_sent_to_aws)
        self._follow(mock)

    def _replace(self, owner: type, name: str, wrap: Callable[[Any], Any]) -> None:
        original = getattr(owner, name)
        self._replaced.append((owner, name, original))
        setattr(owner, name, functools.wraps(original)(wrap(original)))

    def _then_follow(self, mock: Any, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            try:
                return original(*arguments, **options)
            finally:
                self._follow(mock)

        return call

    def _follow(self, mock: Any) -> None:
        """Take the emulator's endpoint out of the environment during a mock; a user's own stays."""
        active = mock._nested_count > 0
        if active and self._variables.get(ENDPOINT) == self._url:
            self._variables[HIDDEN] = self._variables.pop(ENDPOINT)
        elif not active and HIDDEN in self._variables:
            self._variables.setdefault(ENDPOINT, self._variables.pop(HIDDEN))

    def _as_sent_to_aws(self, original: Callable[..., Any]) -> Callable[..., Any]:
        authority = self._url.partition("//")[2]

        def answer(stubber: Any, event_name: str, request: AWSPreparedRequest, **context: Any) -> Any:
            if stubber.enabled:
                request = sent_to_aws(event_name, request, authority)
            return original(stubber, event_name, request, **context)

        return answer


def hidden_endpoint() -> str | None:
    """Give the emulator's URL while a mock keeps it out of the environment, for clients that outlast the mock."""
    return os.environ.get(HIDDEN)


def without_mocks(session: botocore.session.Session) -> None:
    """Keep the clients of a session the emulator's, inside of moto's mocks too."""
    if MOCKS in sys.modules:
        session.unregister("before-send", sys.modules[MOCKS].botocore_stubber)


def sent_to_aws(event_name: str, request: AWSPreparedRequest, authority: str) -> AWSPreparedRequest:
    """Give a request to the emulator the URL it would have had on AWS; other requests stay as they are.

    :param event_name: `before-send.<service id>.<operation>`.
    :param authority: host and port of the emulator.
    """
    host, slash, target = request.url.partition("//")[2].partition("/")
    if not host.endswith(authority):
        return request
    credential = credential_of_header(_text(request.headers.get("Authorization", "")))
    aws_host = _aws_host(event_name.split(".")[1], _text(request.headers.get("X-Amz-Target", "")), credential)
    if not aws_host:
        return request
    # Some operations put a label in front of their endpoint's host.
    url = f"https://{host.removesuffix(authority)}{aws_host}{slash}{target}"
    copy: AWSPreparedRequest = type(request)(
        request.method, url, request.headers, request.body, request.stream_output
    )
    return copy


def _aws_host(service_id: str, target: str, credential: Credential) -> str:
    row = next(_candidates(service_id, target, credential), None)
    region = credential.region or os.environ.get("AWS_DEFAULT_REGION", DEFAULT_REGION)
    return _host_of(row.endpoint_prefix, region) if row is not None else ""


def _candidates(service_id: str, target: str, credential: Credential) -> Iterator[routes.Row]:
    """Give the services a request can be for, the likeliest first."""
    signed = routes.by_signing_name().get(credential.service, ())
    yield from (row for row in signed if _squeezed(row.name) == _squeezed(service_id))
    if target:
        yield from routes.by_target_prefix().get(target.rpartition(".")[0], ())
    yield from signed
    yield from (row for row in routes.rows() if _squeezed(row.name) == _squeezed(service_id))


def _squeezed(name: str) -> str:
    return name.replace("-", "")


@functools.cache
def _host_of(endpoint_prefix: str, region: str) -> str:
    # botocore's older table: one look-up for every service, the global ones included.
    from botocore.regions import EndpointResolver

    resolver = EndpointResolver(spec.loader().load_data("endpoints"))
    endpoint = resolver.construct_endpoint(endpoint_prefix, region)
    return str(endpoint["hostname"]) if endpoint else f"{endpoint_prefix}.{region}.amazonaws.com"


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
