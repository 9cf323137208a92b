"""Where the calls of clients are seen, whoever answers them.

It is a method that every botocore client of the process shares, and one of aiobotocore's; each is replaced once its
module is imported, by whomever.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from localstack.aws.after_import import AfterImport

if TYPE_CHECKING:
    from botocore.model import ServiceModel

CLIENTS = {"botocore.client": "BaseClient", "aiobotocore.client": "AioBaseClient"}
CALL = "_make_api_call"


@dataclass(frozen=True)
class AnsweredCall:
    """A call that was answered, if with an error."""

    model: ServiceModel
    operation: str
    region: str
    parameters: Mapping[str, Any]
    response: Mapping[str, Any]
    is_error: bool = False

    @property
    def request_id(self) -> str:
        """AWS's id of the request, or `""`."""
        return str(self.response.get("ResponseMetadata", {}).get("RequestId", ""))


class AnswerWatch:
    """Tells of answered calls while it is installed.

    :param after_call: told of each call that was answered.
    """

    def __init__(self, after_call: Callable[[AnsweredCall], None]) -> None:
        self._after_call = after_call
        self._after_import = AfterImport([*CLIENTS], self._attend)
        self._replaced: list[tuple[type, Any]] = []

    def install(self) -> None:
        """Begin to watch."""
        self._after_import.install()

    def uninstall(self) -> None:
        """Give the methods back."""
        self._after_import.uninstall()
        while self._replaced:
            owner, original = self._replaced.pop()
            setattr(owner, CALL, original)

    def _attend(self, module: ModuleType) -> None:
        owner = getattr(module, CLIENTS[module.__name__])
        original = getattr(owner, CALL)
        self._replaced.append((owner, original))
        setattr(owner, CALL, self._told_async(original) if "aio" in module.__name__ else self._told(original))

    def _told(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(client: Any, operation_name: str, api_params: Mapping[str, Any]) -> Any:
            with self._telling_errors(client, operation_name, api_params):
                response = original(client, operation_name, api_params)
            self._tell(client, operation_name, api_params, response)
            return response

        return call

    def _told_async(self, original: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def call(client: Any, operation_name: str, api_params: Mapping[str, Any]) -> Any:
            with self._telling_errors(client, operation_name, api_params):
                response = await original(client, operation_name, api_params)
            self._tell(client, operation_name, api_params, response)
            return response

        return call

    @contextmanager
    def _telling_errors(
        self, client: Any, operation_name: str, parameters: Mapping[str, Any]
    ) -> Iterator[None]:
        from botocore.exceptions import ClientError

        try:
            yield
        except ClientError as error:
            self._tell(client, operation_name, parameters, error.response, is_error=True)
            raise

    def _tell(
        self,
        client: Any,
        operation_name: str,
        parameters: Mapping[str, Any],
        response: Mapping[str, Any],
        is_error: bool = False,
    ) -> None:
        region, model = str(client.meta.region_name), client.meta.service_model
        self._after_call(AnsweredCall(model, operation_name, region, parameters, response, is_error))
