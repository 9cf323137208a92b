"""What answers a boto3 client of the same process: our emulator, canned bytes, moto."""

from __future__ import annotations

import contextlib
import io
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.operations import BY_TITLE, Arguments


@dataclass(frozen=True)
class Recording:
    """One call and its answer, to be played back by :class:`Canned`.

    :ivar origin: who answered; what is not native was answered by another process.
    """

    origin: str
    arguments: Arguments
    status: int
    headers: dict[str, str]
    body: bytes


class Clients:
    """What every subject does: keep a client per service and time calls."""

    def __init__(self) -> None:
        self._clients: dict[str, Any] = {}

    def measure(self, title: str, calls: int) -> float:
        """Time a round of calls.

        :returns: microseconds per call, of processor time unless the operation says otherwise.
        """
        operation = BY_TITLE[title]
        arguments = self.arguments(title, calls)
        call = operation.bind(self.client(operation.service))
        clock = time.perf_counter if operation.wall else time.process_time
        started = clock()
        for each in arguments:
            call(**each)
        return (clock() - started) / calls * 1e6

    def arguments(self, title: str, calls: int) -> list[Arguments]:
        """Prepare a round of calls."""
        operation = BY_TITLE[title]
        return operation.arguments(self.client(operation.service), calls)

    def client(self, service: str) -> Any:
        """Give the client of a service."""
        if service not in self._clients:
            import boto3

            self._clients[service] = boto3.client(service)
        return self._clients[service]

    def stop(self) -> None:
        """Let go of everything."""


class Ours(Clients):
    """The emulator as the plugin boots it.

    :param endpoint: whether clients go by the endpoint the plugin sets, or by AWS's own.
    """

    def __init__(self, endpoint: bool) -> None:
        super().__init__()
        from pytest_localstack.environment import Environment
        from pytest_localstack.session import EmulatorSession

        environment = Environment(os.environ)
        environment.apply()
        self._session = EmulatorSession(environment)
        if not endpoint:
            del os.environ["AWS_ENDPOINT_URL"]

    def url(self) -> str:
        """Give the endpoint that clients go by."""
        return os.environ.get("AWS_ENDPOINT_URL", "")

    def measure(self, title: str, calls: int) -> float:
        """Time a round of calls under a checkpoint, as every test runs."""
        with self.checkpoint():
            return super().measure(title, calls)

    @contextlib.contextmanager
    def checkpoint(self) -> Iterator[None]:
        """Open a checkpoint and go back to it."""
        emulator = self._session.emulator
        checkpoint = emulator.checkpoint()
        try:
            yield
        finally:
            emulator.restore(checkpoint)

    def record(self, title: str) -> Recording:
        """Make one call and keep what was answered."""
        operation = BY_TITLE[title]
        arguments = self.arguments(title, 1)[0]
        answers: list[tuple[int, dict[str, str], bytes]] = []
        with _observed(answers):
            operation.bind(self.client(operation.service))(**arguments)
        recorder = self._session.emulator.recorder
        return Recording(recorder.since(recorder.position - 1)[-1].origin, arguments, *answers[-1])

    def stop(self) -> None:
        """Stop the emulator."""
        self._session.stop()


class Canned(Clients):
    """The floor: botocore's own work around an answer that costs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._recordings: dict[str, Recording] = {}

    def play(self, title: str, recording: Recording) -> None:
        """Answer the calls of an operation with a recording from now on."""
        self._recordings[title] = recording

    def arguments(self, title: str, calls: int) -> list[Arguments]:
        """Repeat the recorded call, and answer it as recorded."""
        from botocore.awsrequest import AWSResponse
        from botocore.httpsession import URLLib3Session

        recording = self._recordings[title]
        status, headers, body = recording.status, recording.headers, recording.body

        def send(_session: object, request: Any) -> Any:
            return AWSResponse(request.url, status, headers, Raw(body))

        URLLib3Session.send = send
        return [recording.arguments] * calls


class Moto(Clients):
    """moto's mock in the process of the test, as its users have it."""

    def __init__(self) -> None:
        super().__init__()
        from moto import mock_aws

        self._mock = mock_aws()
        self._mock.start()

    def stop(self) -> None:
        """Stop the mock."""
        self._mock.stop()


class Raw(io.BytesIO):
    """Content in the form of a urllib3 response."""

    def stream(self, amt: int = 65536, **_: object) -> Iterator[bytes]:
        """Give the content that has not been read."""
        content = self.read()
        if content:
            yield content


class _observed:  # noqa: N801 - reads as a verb where it is used
    """Adds the answers that botocore's HTTP session gives to a list."""

    def __init__(self, answers: list[tuple[int, dict[str, str], bytes]]) -> None:
        self._answers = answers

    def __enter__(self) -> None:
        from botocore.awsrequest import AWSResponse
        from botocore.httpsession import URLLib3Session

        self._send: Callable[..., Any] = URLLib3Session.send

        def send(session: Any, request: Any) -> Any:
            response = self._send(session, request)
            body = response.raw.read()
            self._answers.append((response.status_code, dict(response.headers), body))
            return AWSResponse(request.url, response.status_code, dict(response.headers), Raw(body))

        URLLib3Session.send = send

    def __exit__(self, *_: object) -> None:
        from botocore.httpsession import URLLib3Session

        URLLib3Session.send = self._send
