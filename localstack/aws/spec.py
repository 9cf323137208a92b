"""Service models of botocore, loaded at first use and kept, with what is compiled from them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.loaders import Loader
    from botocore.model import OperationModel, ServiceModel, Shape

    from localstack.aws.protocol.base import Codec, CompiledOperation
    from localstack.aws.protocol.rest import RestRouter
    from localstack.aws.validation import ForwardedCheck, Validator
    from localstack.aws.wording import Family


class ServiceSpec:
    """One service's model.

    :ivar name: botocore's name of the service.
    :ivar protocols: the protocols its clients may speak, the usual one first.
    """

    def __init__(self, name: str, model: ServiceModel) -> None:
        self.name = name
        self.model = model
        self.metadata: dict[str, Any] = model.metadata
        self.protocols = _protocols(self.metadata)
        self.operation_names = frozenset(model.operation_names)
        self._operations: dict[str, Operation] = {}

    def operation(self, name: str) -> Operation:
        """Give an operation by its name in the model.

        :raises KeyError: when the service has no such operation.
        """
        operation = self._operations.get(name)
        if operation is None:
            if name not in self.operation_names:
                raise KeyError(name)
            operation = self._operations.setdefault(name, Operation(self, self.model.operation_model(name)))
        return operation

    @functools.cached_property
    def rest_router(self) -> RestRouter:
        """The operations of a REST service by method and path."""
        from localstack.aws.protocol.rest import RestRouter

        return RestRouter(self)

    @functools.cached_property
    def query_error_codes(self) -> bool:
        """Whether the service once spoke the query protocol and still answers with its error codes."""
        return "awsQueryCompatible" in self.metadata

    def error_shape(self, name: str) -> Shape | None:
        """Give the shape of an error the model names, or `None`."""
        if name not in self.model.shape_names:
            return None
        shape = self.model.shape_for(name)
        return shape if shape.metadata.get("exception") else None

    def is_fault(self, name: str) -> bool:
        """Tell whether an error is the service's own fault, which botocore's shapes do not tell."""
        return bool(self.model._service_description["shapes"].get(name, {}).get("fault"))


class Operation:
    """One operation and its compiled codecs.

    :ivar method: the name of the provider method that emulates it.
    """

    def __init__(self, service: ServiceSpec, model: OperationModel) -> None:
        from botocore import xform_name

        self.service = service
        self.name: str = model.name
        self.method: str = xform_name(model.name)
        self.model = model
        self._compiled: dict[str, CompiledOperation] = {}
        self._validators: dict[Family, Validator] = {}

    def compiled(self, protocol: str) -> CompiledOperation:
        """Give the operation's parser and serialiser for a protocol."""
        compiled = self._compiled.get(protocol)
        if compiled is None:
            compiled = self._compiled[protocol] = self.codec(protocol).compile(self)
        return compiled

    def codec(self, protocol: str) -> Codec:
        """Give the codec of a protocol, with the service's exceptions to it."""
        from localstack.aws.protocol import codec_for

        return codec_for(protocol, self.service.name)

    @functools.cached_property
    def output_events(self) -> str:
        """The member of the result that is an event stream, or `""`."""
        shape = self.model.output_shape
        return (shape.event_stream_name if shape is not None else None) or ""

    @functools.cached_property
    def input_events(self) -> str:
        """The parameter that is an event stream, or `""`."""
        shape = self.model.input_shape
        return (shape.event_stream_name if shape is not None else None) or ""

    @functools.cached_property
    def content(self) -> str:
        """The parameter that is the body as it came or a stream of events, which is read once; or `""`."""
        shape = self.model.input_shape
        payload: str = shape.serialization.get("payload", "") if shape is not None else ""
        return payload if payload and shape.members[payload].type_name == "blob" else self.input_events

    @property
    def has_events(self) -> bool:
        """Whether events stream in, out or both ways."""
        return bool(self.output_events or self.input_events)

    @functools.cached_property
    def validate(self) -> Validator:
        """The compiled check of a request against the model's constraints, in its service's words."""
        from localstack.aws.validation import compile_validator

        return compile_validator(self)

    @functools.cached_property
    def check_forwarded(self) -> ForwardedCheck | None:
        """The check of a request that the long tail answers; `None` where nothing is known of the service."""
        from localstack.aws.validation import compile_forwarded_check

        return compile_forwarded_check(self)

    def validator(self, family: Family) -> Validator:
        """Give the check in the words of another family than the service's, compiled at its first use."""
        validator = self._validators.get(family)
        if validator is None:
            from localstack.aws.validation import compile_validator

            validator = self._validators[family] = compile_validator(self, family)
        return validator


@functools.cache
def loader() -> Loader:
    """Give the loader of service models; sessions of ours share it, so a model is read once."""
    from localstack.aws.shared_loader import SharedLoader

    return SharedLoader()


@functools.cache
def load(service: str) -> ServiceSpec:
    """Load a service's model.

    :param service: its botocore name.
    :raises LookupError: when botocore has no such service; the message names the nearest ones.
    """
    # A server answers before it has to know any service.
    from botocore.exceptions import UnknownServiceError
    from botocore.model import ServiceModel

    try:
        data = loader().load_service_model(service, "service-2")
    except UnknownServiceError as error:
        import difflib

        near = difflib.get_close_matches(service, loader().list_available_services("service-2"))
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise LookupError(f"botocore has no service named {service!r}{hint}") from error
    return ServiceSpec(service, ServiceModel(data, service))


def _protocols(metadata: dict[str, Any]) -> tuple[str, ...]:
    protocols = [metadata["protocol"], *metadata.get("protocols", ())]
    if "awsQueryCompatible" in metadata:
        # Their older SDKs, still in use, speak the query protocol; the services answer both.
        protocols.append("query")
    return tuple(dict.fromkeys(protocols))
