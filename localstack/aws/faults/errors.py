"""Which error a fault answers with: the operation's own, its service's, or one that every service has.

What a service answers when it throttles is settled by, in this order,

- :data:`THROTTLING`, from the services' pages on it: S3 "503 Slow Down", EC2 `RequestLimitExceeded` with 503, Lambda
  `TooManyRequestsException` with 429, DynamoDB and Kinesis `ProvisionedThroughputExceededException`, SQS
  `RequestThrottled` with 403; the statuses of EC2, SQS and Route 53 are also in botocore's `_retry.json`, the list
  of errors that it retries;
- the error among those of the operation's model that botocore counts as throttling;
- `ThrottlingException`, in the query protocols and rest-xml `Throttling`, both with 400, as the services' common
  errors have them.

A token that has expired is `ExpiredTokenException`, in the query protocols and S3 `ExpiredToken`; SQS and STS have
403 for it (https://repost.aws/knowledge-center/ec2-expired-token), S3 has 400
(https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html), EC2 has `RequestExpired` with 400
(https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html). The 403 of other services that speak a
query protocol, and the 400 of those that speak JSON, are unverified.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localstack.aws import spec
from localstack.aws.api import error_class
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.faults.names import no_such

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.aws.spec import ServiceSpec

IN_XML = frozenset({"query", "ec2", "rest-xml"})


@dataclass(frozen=True)
class CommonError:
    """An error that no model names."""

    code: str
    status: int
    message: str = ""


# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and its likes
COMMON = {
    error.code: error
    for error in (
        CommonError("AccessDenied", 403, "Access Denied"),
        CommonError("AccessDeniedException", 400),
        CommonError("ExpiredToken", 403, "The security token included in the request is expired"),
        CommonError("ExpiredTokenException", 400, "The security token included in the request is expired"),
        CommonError("IncompleteSignature", 400),
        CommonError("InternalError", 500, "We encountered an internal error. Please try again."),
        CommonError("InternalFailure", 500),
        CommonError("InvalidClientTokenId", 403, "The security token included in the request is invalid."),
        CommonError("NotAuthorized", 400),
        CommonError("OptInRequired", 403),
        CommonError("RequestExpired", 400, "Request has expired."),
        CommonError("RequestLimitExceeded", 503, "Request limit exceeded."),
        CommonError("RequestTimeout", 400),
        CommonError("ServiceUnavailable", 503, "Service is unable to handle request."),
        CommonError("SignatureDoesNotMatch", 403),
        CommonError("Throttling", 400, "Rate exceeded"),
        CommonError("ThrottlingException", 400, "Rate exceeded"),
        CommonError(
            "UnrecognizedClientException", 400, "The security token included in the request is invalid."
        ),
        CommonError("ValidationError", 400),
        CommonError("ValidationException", 400),
    )
}
# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
OF_S3 = {
    error.code: error
    for error in (
        CommonError("SlowDown", 503, "Please reduce your request rate."),
        CommonError("ServiceUnavailable", 503, "Service is unable to handle request."),
        CommonError("InternalError", 500, "We encountered an internal error. Please try again."),
        CommonError("ExpiredToken", 400, "The provided token has expired."),
        CommonError("InvalidAccessKeyId", 403),
        CommonError("OperationAborted", 409),
        CommonError("PreconditionFailed", 412),
        CommonError("RequestTimeTooSkewed", 403),
    )
}
THROTTLING = {
    "s3": CommonError("SlowDown", 503, "Please reduce your request rate."),
    "ec2": CommonError("RequestLimitExceeded", 503, "Request limit exceeded."),
    "lambda": CommonError("TooManyRequestsException", 429, "Rate Exceeded."),
    "sqs": CommonError("RequestThrottled", 403, "Rate exceeded"),
    "dynamodb": CommonError("ProvisionedThroughputExceededException", 400, "Rate exceeded"),
    "kinesis": CommonError("ProvisionedThroughputExceededException", 400, "Rate exceeded"),
    "route53": CommonError("Throttling", 400, "Rate exceeded"),
}
# As botocore's standard retry mode counts them, the usual ones first.
THROTTLING_CODES = (
    "ThrottlingException",
    "TooManyRequestsException",
    "ThrottledException",
    "RequestLimitExceeded",
    "RequestThrottledException",
    "RequestThrottled",
)


def make_error(
    context: RequestContext,
    code: str,
    status: int | None = None,
    message: str | None = None,
    members: dict[str, Any] | None = None,
) -> ServiceException:
    """Make an error by its code, as the model or the table of common errors has it.

    :param status: instead of the usual one.
    :param message: instead of the usual one.
    :param members: further members of the error's shape.
    """
    service = context.service
    common = _common(service.name, code)
    text = message if message is not None else (common.message if common is not None else "")
    shape = _shapes(service, context.operation.name).get(code)
    if shape is None:
        number = status or (common.status if common is not None else 400)
        return CommonServiceException(code, text, number, number < 500, **(members or {}))
    made = error_class(service.name, shape, service.is_fault(shape.name))(text, **(members or {}))
    made.status_code = status or made.status_code
    return made


def check_error(service: str, operation: str, code: str, status: int | None) -> None:
    """Check that a service answers with an error; with a status of its own any code will do.

    :raises ValueError: when it does not; the message names the nearest codes.
    """
    loaded = spec.load(service)
    shapes = _shapes(loaded, operation)
    if status is None and code not in shapes and _common(service, code) is None:
        known = [*shapes, *COMMON, *(OF_S3 if service == "s3" else ())]
        hint = f"{no_such(f'{service} knows no error', code, known)}; give a status to have it all the same"
        raise ValueError(hint)


def throttling(context: RequestContext) -> ServiceException:
    """Make what a service answers when it is asked too often."""
    service = context.service
    known = THROTTLING.get(service.name)
    if known is not None:
        return make_error(context, known.code, known.status, known.message)
    own = [shape.name for shape in context.operation.model.error_shapes]
    for code in THROTTLING_CODES:
        if code in own:
            return make_error(context, code, message="Rate exceeded")
    return make_error(context, "Throttling" if is_in_xml(service) else "ThrottlingException")


def internal_error(context: RequestContext) -> ServiceException:
    """Make a service's own failure: 500."""
    code = "InternalError" if context.service.name == "s3" else "InternalFailure"
    return make_error(context, code, 500)


def unavailable(context: RequestContext) -> ServiceException:
    """Make the answer of a service that is not available: 503."""
    return make_error(context, "ServiceUnavailable", 503)


def expired_credentials(context: RequestContext) -> ServiceException:
    """Make the answer to credentials that have expired."""
    service = context.service
    if service.name == "ec2":
        return make_error(context, "RequestExpired")
    xml = is_in_xml(service) or service.name == "sqs"
    return make_error(context, "ExpiredToken" if xml else "ExpiredTokenException")


def is_in_xml(service: ServiceSpec) -> bool:
    """Tell whether a service speaks nothing but XML."""
    return IN_XML.issuperset(service.protocols)


def _common(service: str, code: str) -> CommonError | None:
    return (OF_S3.get(code) if service == "s3" else None) or COMMON.get(code)


def _shapes(service: ServiceSpec, operation: str) -> dict[str, Any]:
    """Give the error shapes of an operation by name and code, and behind them those of its service."""
    found: dict[str, Any] = {}
    own = service.operation(operation).model.error_shapes if operation else ()
    for shape in (*own, *_all_shapes(service)):
        for name in (shape.name, shape.metadata.get("error", {}).get("code", shape.name)):
            found.setdefault(name, shape)
    return found


def _all_shapes(service: ServiceSpec) -> Iterator[Any]:
    for name in service.model.shape_names:
        shape = service.error_shape(name)
        if shape is not None:
            yield shape
