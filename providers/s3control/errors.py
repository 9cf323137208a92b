"""Errors that S3 Control returns but its model lacks; each class is named as the error's code."""

from __future__ import annotations

from localstack.aws.errors import NamedServiceException


class S3ControlException(NamedServiceException):
    """Base of the errors."""


class AccessDenied(S3ControlException):
    """The account is not the caller's."""

    status = 403
    text = "Access Denied"


class AccessPointAlreadyOwnedByYou(S3ControlException):
    """An access point of that name exists; the words are unverified."""

    status = 409
    text = "Your previous request to create the named accesspoint succeeded and you already own it."


class InvalidRequest(S3ControlException):
    """A request that cannot be meant."""


class InvalidTag(S3ControlException):
    """A tag that breaks the rules for tags."""


class InvalidURI(S3ControlException):
    """A name that nothing can have."""

    text = "Couldn't parse the specified URI."


class MalformedPolicy(S3ControlException):
    """A policy that cannot be read; the words are unverified."""

    text = "Policies must be valid JSON and the first byte must be '{'"


class MalformedXML(S3ControlException):
    """A document that does not follow its schema."""

    text = "The XML you provided was not well-formed or did not validate against our published schema"


class NoSuchAccessPoint(S3ControlException):
    """There is no access point of that name."""

    status = 404
    text = "The specified accesspoint does not exist"


class NoSuchAccessPointPolicy(S3ControlException):
    """The access point has no policy."""

    status = 404
    text = "The specified accesspoint policy does not exist"


class NoSuchResource(S3ControlException):
    """There is nothing with this ARN."""

    status = 404
    text = "The specified resource doesn't exist."


class NotImplemented(S3ControlException):
    """What is not emulated."""

    status = 501
