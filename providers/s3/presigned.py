"""Pre-signed URLs, signature versions 2 and 4: their parameters, their life, what they sign.

Expiry is judged by the virtual clock. A signature is checked when the emulator knows the secret of its key: keys
that it issued, and `test`. What a pre-signed URL says in its query string instead of a header is lifted into the
headers, where the operation looks for it.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from localstack.aws.accounts import secret_of
from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.aws.protocol.s3 import as_sent
from localstack.aws.wire import Request, form_fields

from . import errors, signatures
from .signatures import Scope, SignedText

V4: Final = ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders")
V4_SIGNATURE: Final = "X-Amz-Signature"
V2: Final = ("Signature", "Expires", "AWSAccessKeyId")
MAX_LIFE: Final = 604800
ALGORITHMS: Final = (signatures.ALGORITHM, "AWS4-ECDSA-P256-SHA256")
# Headers that need not be signed: the first says how the body is, the others belong to the signature.
UNSIGNED_HEADERS: Final = frozenset({"x-amz-content-sha256"})
_OF_SIGNATURE = frozenset({name.lower() for name in (*V4, V4_SIGNATURE, *V2, "X-Amz-Security-Token")})
_LIFTED = ("x-amz-", "content-", "cache-control", "if-")


def is_presigned(request: Request) -> bool:
    """Tell whether a request is signed in its query string."""
    text = request.query_string
    return "X-Amz-" in text or "AWSAccessKeyId=" in text or "Signature=" in text


def check(context: RequestContext, request: Request) -> None:
    """Check a pre-signed request, and lift its headers.

    :raises AuthorizationQueryParametersError: when a parameter of version 4 is missing or wrong.
    :raises AccessDenied: when its time is over, a parameter of version 2 is missing, or a header is not signed.
    :raises SignatureDoesNotMatch: when its signature is of another request.
    """
    if "authorization" in request.headers:
        return
    is_lenient = context.emulator.settings.s3_skip_signature_validation
    if any(name in request.query for name in (V4[0], V4[1], V4_SIGNATURE)):
        parameters = {name: request.argument(name) for name in V4}
        scope = _require_parameters(request, parameters)
        if not is_lenient:
            _require_life(context, request, _date(parameters["X-Amz-Date"]), int(parameters["X-Amz-Expires"]))
            _require_signature_v4(context, request, parameters, scope)
    elif any(name in request.query for name in (V2[0], V2[2])):
        if not all(name in request.query for name in V2):
            raise api.AccessDenied(
                "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters"
            )
        if not is_lenient:
            _require_life_v2(context, request)
            _require_signature_v2(context, request)
    else:
        return
    _lift_headers(request)


def _require_parameters(request: Request, parameters: dict[str, str]) -> Scope:
    """Check the parameters of version 4, and give the scope of the key."""
    if V4_SIGNATURE not in request.query or not all(name in request.query for name in V4):
        raise errors.AuthorizationQueryParametersError(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
            "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        )
    if parameters["X-Amz-Algorithm"] not in ALGORITHMS:
        raise errors.AuthorizationQueryParametersError(
            f'X-Amz-Algorithm only supports "{ALGORITHMS[0]} and {ALGORITHMS[1]}"'
        )
    scope = require_scope(parameters["X-Amz-Credential"])
    _require_time(parameters["X-Amz-Date"], parameters["X-Amz-Expires"], scope)
    return scope


def _require_time(date: str, expires: str, scope: Scope) -> None:
    try:
        _date(date)
    except ValueError:
        raise errors.AuthorizationQueryParametersError(
            "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
        ) from None
    if not expires.lstrip("-").isdecimal():
        raise errors.AuthorizationQueryParametersError("X-Amz-Expires should be a number")
    if int(expires) < 0:
        raise errors.AuthorizationQueryParametersError("X-Amz-Expires must be non-negative")
    if int(expires) > MAX_LIFE:
        raise errors.AuthorizationQueryParametersError(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less "
            f"than {MAX_LIFE} seconds"
        )
    if not date.startswith(scope.date):
        raise errors.AuthorizationQueryParametersError(
            f'Invalid credential date "{scope.date}". This date is not the same as X-Amz-Date: "{date[:8]}".'
        )


def require_scope(credential: str) -> Scope:
    """Read the scope in a credential; of version 4a it has no region.

    :raises AuthorizationQueryParametersError: when it is malformed.
    """
    parts = credential.split("/")
    if parts[-1] != "aws4_request" or len(parts) < 4:
        raise errors.AuthorizationQueryParametersError(
            "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "
            '"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
        )
    return Scope(parts[-4], parts[-3], parts[-2]) if len(parts) > 4 else Scope(parts[-3], "", parts[-2])


def _require_life(context: RequestContext, request: Request, signed_at: datetime, seconds: int) -> None:
    expiry, now = signed_at + timedelta(seconds=seconds), context.clock.now()
    if now > expiry:
        raise api.AccessDenied(
            "Request has expired",
            **{"X-Amz-Expires": request.argument("X-Amz-Expires")},
            Expires=_text(expiry),
            ServerTime=_text(now),
        )


def _require_life_v2(context: RequestContext, request: Request) -> None:
    try:
        expiry = datetime.fromtimestamp(int(request.argument("Expires")), UTC)
    except (ValueError, OverflowError, OSError):
        raise api.AccessDenied(
            f"Invalid date (should be seconds since epoch): {request.argument('Expires')}"
        ) from None
    now = context.clock.now()
    if now > expiry:
        raise api.AccessDenied("Request has expired", Expires=_text(expiry), ServerTime=_text(now))


def _require_signature_v4(
    context: RequestContext, request: Request, parameters: dict[str, str], scope: Scope
) -> None:
    signed = [name for name in parameters["X-Amz-SignedHeaders"].lower().split(";") if name]
    unsigned = sorted(
        name for name in request.headers.names() if name.startswith("x-amz-") and name not in signed
    )
    unsigned = [name for name in unsigned if name not in UNSIGNED_HEADERS]
    if unsigned:
        raise api.AccessDenied(
            "There were headers present in the request which were not signed",
            HeadersNotSigned=", ".join(unsigned),
        )
    secret = secret_of(context.access_key_id, context.emulator.realm.issued_secrets)
    if secret is None or parameters["X-Amz-Algorithm"] != signatures.ALGORITHM:
        return
    query = [(name, value) for name, value in form_fields(request.query_string) if name != V4_SIGNATURE]
    payload = request.headers.get("x-amz-content-sha256") if "x-amz-content-sha256" in signed else ""
    texts = [
        signatures.text_v4(
            request.method, signed_path(request), query, headers, parameters["X-Amz-Date"], scope,
            payload or signatures.UNSIGNED_PAYLOAD,
        )
        for headers in _signed_headers(request, signed)
    ]  # fmt: skip
    _require(
        request.argument(V4_SIGNATURE),
        [(text, signatures.sign_v4(secret, scope, text.string_to_sign)) for text in texts],
        context.access_key_id,
    )


def _require_signature_v2(context: RequestContext, request: Request) -> None:
    secret = secret_of(context.access_key_id, context.emulator.realm.issued_secrets)
    if secret is None:
        return
    query = list(form_fields(request.query_string))
    headers = {
        name.lower(): value for name, value in query if name.lower().startswith(("x-amz-", "content-"))
    }
    headers |= {
        name: ",".join(request.headers.get_all(name))
        for name in request.headers.names()
        if name.startswith(("x-amz-", "content-"))
    }
    text = signatures.text_v2(request.method, request.path, query, headers, request.argument("Expires"))
    _require(
        request.argument("Signature"),
        [(text, signatures.sign_v2(secret, text.string_to_sign))],
        context.access_key_id,
    )


def _require(provided: str, possible: list[tuple[SignedText, str]], access_key_id: str) -> None:
    if all(provided != signature for _, signature in possible):
        text, signature = possible[0]
        signatures.require(provided, signature, access_key_id, text)


def _signed_headers(request: Request, names: list[str]) -> Iterator[dict[str, str]]:
    """Give the signed headers; when a proxy may have changed the port, also with the host as it was without it."""
    headers = {name: ",".join(request.headers.get_all(name)) for name in names}
    yield headers
    host, separator, _ = request.host.partition(":")
    if separator:
        yield {**headers, "host": host}


def signed_path(request: Request) -> str:
    """Give the path as it was sent: without the bucket that is in the host."""
    return as_sent(request, request.path)


def _lift_headers(request: Request) -> None:
    for name, value in form_fields(request.query_string):
        header = name.lower()
        if header in _OF_SIGNATURE or header in request.headers:
            continue
        if header.startswith(_LIFTED):
            request.headers.set(header, value)


def _date(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
