"""The signatures of chunks: each is of its chunk and of the signature before it, the first of the request's.

Header signatures are not checked, so a chain of chunks is judged only where it begins with the right one: a client
whose request is signed with a secret that the emulator knows has to sign its chunks too.
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

from localstack.aws.accounts import secret_of
from localstack.aws.context import RequestContext
from localstack.aws.wire import Request, form_fields

from . import presigned, signatures
from .signatures import Scope, SignedText

SIGNED: Final = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
TRAILER_SIGNATURE: Final = "x-amz-trailer-signature"
_NOTHING = hashlib.sha256(b"").hexdigest()
_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<credential>[^,\s]+),\s*SignedHeaders=(?P<headers>[^,\s]+),\s*"
    r"Signature=(?P<signature>[0-9a-f]{64})"
)


class ChunkChain:
    """Checks the signatures of a request's chunks one after the other.

    :param seed: the signature of the request.
    """

    def __init__(self, access_key_id: str, secret: str, date: str, scope: Scope, seed: str) -> None:
        self._access_key_id = access_key_id
        self._secret = secret
        self._date = date
        self._scope = scope
        self._before = seed
        self._provided = ""
        self._digest = hashlib.sha256()

    def begin(self, extension: str) -> None:
        """Begin a chunk.

        :param extension: what follows its length.
        """
        self._provided = extension.strip().removeprefix("chunk-signature=")
        self._digest = hashlib.sha256()

    def update(self, piece: bytes) -> None:
        """Take in a piece of a chunk's content."""
        self._digest.update(piece)

    def end(self) -> None:
        """End a chunk.

        :raises SignatureDoesNotMatch: when its signature is another.
        """
        self._require("PAYLOAD", self._provided, _NOTHING, self._digest.hexdigest())

    def trailers(self, trailers: dict[str, str]) -> None:
        """Check what comes after the last chunk.

        :raises SignatureDoesNotMatch: when its signature is another.
        """
        signed = "".join(f"{name}:{value}\n" for name, value in trailers.items() if name != TRAILER_SIGNATURE)
        if signed:
            digest = hashlib.sha256(signed.encode()).hexdigest()
            self._require("TRAILER", trailers.get(TRAILER_SIGNATURE, ""), digest)

    def _require(self, kind: str, provided: str, *digests: str) -> None:
        text = "\n".join(
            (f"{signatures.ALGORITHM}-{kind}", self._date, str(self._scope), self._before, *digests)
        )
        expected = signatures.sign_v4(self._secret, self._scope, text)
        signatures.require(provided, expected, self._access_key_id, SignedText(text))
        self._before = expected


def chain_of(context: RequestContext, request: Request) -> ChunkChain | None:
    """Give what checks the chunks of a request, `None` when they are not signed, or not to be judged."""
    payload = request.headers.get("x-amz-content-sha256")
    if not payload.startswith(SIGNED) or context.emulator.settings.s3_skip_signature_validation:
        return None
    found = _AUTHORIZATION.fullmatch(request.headers.get("authorization"))
    secret = secret_of(context.access_key_id, context.emulator.realm.issued_secrets)
    if found is None or secret is None:
        return None
    scope, date = presigned.require_scope(found["credential"]), request.headers.get("x-amz-date")
    names = found["headers"].lower().split(";")
    headers = {name: ",".join(request.headers.get_all(name)) for name in names}
    query = list(form_fields(request.query_string))
    text = signatures.text_v4(
        request.method, presigned.signed_path(request), query, headers, date, scope, payload
    )
    seed = signatures.sign_v4(secret, scope, text.string_to_sign)
    if not hmac.compare_digest(seed, found["signature"]):
        return None
    return ChunkChain(context.access_key_id, secret, date, scope, seed)
