"""One codec per protocol: requests into dicts, results and errors into responses.

A codec compiles each operation at its first use into closures; after that no model is walked. Exceptions
that one service makes to its protocol lie in a module named after the service.
"""

from __future__ import annotations

import functools

from localstack.aws.protocol.base import Codec, CompiledOperation, RequestParseError

__all__ = ["Codec", "CompiledOperation", "RequestParseError", "codec_for", "is_supported"]

SUPPORTED = ("json", "query", "rest-xml")


def is_supported(protocol: str) -> bool:
    """Tell whether a codec for the protocol exists."""
    return protocol in SUPPORTED


@functools.cache
def codec_for(protocol: str, service: str) -> Codec:
    """Give the codec of a protocol as a service speaks it.

    :raises LookupError: when there is no codec for the protocol.
    """
    if protocol == "json":
        from localstack.aws.protocol.json import JsonCodec

        return JsonCodec()
    if protocol == "query":
        from localstack.aws.protocol.query import QueryCodec
        from localstack.aws.protocol.sqs import SqsQueryCodec

        return SqsQueryCodec() if service == "sqs" else QueryCodec()
    if protocol == "rest-xml":
        from localstack.aws.protocol.rest_xml import RestXmlCodec
        from localstack.aws.protocol.s3 import S3Codec

        return S3Codec() if service == "s3" else RestXmlCodec()
    raise LookupError(f"no codec for protocol {protocol!r}; there are {', '.join(SUPPORTED)}")
