"""Errors SQS answers with beyond the plain classes of its model.

SQS names an error twice: by the shape of its JSON model and by the code it had when it spoke the query
protocol, which query clients and the header `x-amzn-query-error` still get. botocore's model has dropped the
second name::

    the model's class with its query code     QueueDoesNotExist and the other classes below it
    CommonServiceException, no shape at all   InvalidParameterValue, MissingParameter

The codes are those of AWS's Smithy model (`aws.protocols#awsQueryError`).
"""

from __future__ import annotations

from localstack.aws.api import sqs as api
from localstack.aws.errors import CommonServiceException


class InvalidParameterValue(CommonServiceException):
    """A parameter has a value that cannot be used."""

    def __init__(self, message: str) -> None:
        super().__init__("InvalidParameterValue", message)
        self.shape_name = "InvalidParameterValueException"

    @classmethod
    def of(cls, value: object, parameter: str, reason: str) -> InvalidParameterValue:
        """Make the error in the form most parameters get."""
        return cls(f"Value {value} for parameter {parameter} is invalid. Reason: {reason}")


class MissingParameter(CommonServiceException):
    """A parameter that is needed was not given."""

    def __init__(self, parameter: str) -> None:
        super().__init__("MissingParameter", f"The request must contain the parameter {parameter}.")
        self.shape_name = "MissingRequiredParameterException"


class QueueDoesNotExist(api.QueueDoesNotExist):
    """There is no such queue; the text differs by protocol."""

    code = "AWS.SimpleQueueService.NonExistentQueue"

    def __init__(self, protocol: str = "json") -> None:
        suffix = " for this wsdl version" if protocol == "query" else ""
        super().__init__(f"The specified queue does not exist{suffix}.")


class InvalidAddress(api.InvalidAddress):
    """A queue URL names no account and queue."""

    status_code = 404

    def __init__(self, url: str) -> None:
        super().__init__(f"The address {url} is not valid for this endpoint.")


class QueueNameExists(api.QueueNameExists):
    """The name is taken by a queue with other attributes."""

    code = "QueueAlreadyExists"

    def __init__(self, attribute_name: str) -> None:
        super().__init__(
            f"A queue already exists with the same name and a different value for attribute {attribute_name}"
        )


class QueueDeletedRecently(api.QueueDeletedRecently):
    """A queue of that name was deleted less than a minute ago."""

    code = "AWS.SimpleQueueService.QueueDeletedRecently"

    def __init__(self) -> None:
        super().__init__(
            "You must wait 60 seconds after deleting a queue before you can create another "
            "with the same name."
        )


class PurgeQueueInProgress(api.PurgeQueueInProgress):
    """The queue was purged less than a minute ago."""

    code = "AWS.SimpleQueueService.PurgeQueueInProgress"
    status_code = 403

    def __init__(self, queue_name: str) -> None:
        super().__init__(f"Only one PurgeQueue operation on {queue_name} is allowed every 60 seconds.")


class OverLimit(api.OverLimit):
    """A quota is used up."""

    status_code = 403


class MessageNotInflight(api.MessageNotInflight):
    """The message is there but nobody holds it; unverified text."""

    code = "AWS.SimpleQueueService.MessageNotInflight"

    def __init__(self) -> None:
        super().__init__("The specified message isn't in flight.")


class ReceiptHandleIsInvalid(api.ReceiptHandleIsInvalid):
    """The text is no receipt handle of the queue."""

    status_code = 404

    def __init__(self, receipt_handle: str) -> None:
        super().__init__(f'The input receipt handle "{receipt_handle}" is not a valid receipt handle.')


class ResourceNotFoundException(api.ResourceNotFoundException):
    """An ARN names no queue, or a handle no task."""

    status_code = 404

    @classmethod
    def of(cls, parameter: str) -> ResourceNotFoundException:
        """Make the error for the parameter that holds the ARN."""
        return cls(f"The resource that you specified for the {parameter} parameter doesn't exist.")


class EmptyBatchRequest(api.EmptyBatchRequest):
    """A batch has no entry."""

    code = "AWS.SimpleQueueService.EmptyBatchRequest"


class TooManyEntriesInBatchRequest(api.TooManyEntriesInBatchRequest):
    """A batch has more than ten entries."""

    code = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"

    def __init__(self, limit: int, sent: int) -> None:
        super().__init__(f"Maximum number of entries per request are {limit}. You have sent {sent}.")


class BatchEntryIdsNotDistinct(api.BatchEntryIdsNotDistinct):
    """Two entries of a batch have the same id."""

    code = "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"

    def __init__(self, entry_id: str) -> None:
        super().__init__(f"Id {entry_id} repeated.")


class InvalidBatchEntryId(api.InvalidBatchEntryId):
    """An entry's id has characters or a length it must not have."""

    code = "AWS.SimpleQueueService.InvalidBatchEntryId"

    def __init__(self) -> None:
        super().__init__(
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
            "It can be at most 80 letters long."
        )


class BatchRequestTooLong(api.BatchRequestTooLong):
    """The messages of a batch are too long together."""

    code = "AWS.SimpleQueueService.BatchRequestTooLong"

    def __init__(self, limit: int, sent: int) -> None:
        super().__init__(f"Batch requests cannot be longer than {limit} bytes. You have sent {sent} bytes.")


class UnsupportedOperation(api.UnsupportedOperation):
    """The queue's type has no such action."""

    code = "AWS.SimpleQueueService.UnsupportedOperation"
