"""One codec per protocol: requests into dicts, results and errors into responses.

A codec compiles each operation at its first use into closures; after that no model is walked. Exceptions
that one service makes to its protocol lie in a module named after the service.
"""

from __future__ import annotations

import functools
import importlib

from localstack.aws.protocol.base import Codec, CompiledOperation, RequestParseError

__all__ = ["Codec", "CompiledOperation", "RequestParseError", "codec_for", "is_supported"]

# Module and class of each protocol's codec, and of those with one service's exceptions: imported when needed.
CODECS = {
    "ec2": ("ec2", "Ec2Codec"),
    "json": ("json", "JsonCodec"),
    "json-cbor": ("json_cbor", "JsonCborCodec"),
    "query": ("query", "QueryCodec"),
    "rest-json": ("rest_json", "RestJsonCodec"),
    "rest-xml": ("rest_xml", "RestXmlCodec"),
    "smithy-rpc-v2-cbor": ("rpc_v2_cbor", "RpcV2CborCodec"),
}
SERVICE_CODECS = {
    ("query", "sqs"): ("sqs", "SqsQueryCodec"),
    ("rest-xml", "s3"): ("s3", "S3Codec"),
    ("rest-xml", "s3control"): ("s3control", "S3ControlCodec"),
}
SUPPORTED = (*CODECS, "query-json")


def is_supported(protocol: str) -> bool:
    """Tell whether a codec for the protocol exists."""
    return protocol in SUPPORTED


@functools.cache
def codec_for(protocol: str, service: str) -> Codec:
    """Give the codec of a protocol as a service speaks it.

    :raises LookupError: when there is no codec for the protocol.
    """
    if protocol == "query-json":
        from localstack.aws.protocol.query_json import QueryJsonCodec

        return QueryJsonCodec(codec_for("query", service))
    location = SERVICE_CODECS.get((protocol, service)) or CODECS.get(protocol)
    if location is None:
        raise LookupError(f"no codec for protocol {protocol!r}; there are {', '.join(SUPPORTED)}")
    module, name = location
    codec: Codec = getattr(importlib.import_module(f"{__name__}.{module}"), name)()
    return codec
