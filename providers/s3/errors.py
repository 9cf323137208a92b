"""Errors that S3 returns but its model lacks; each class is named as the error's code."""

from __future__ import annotations

from localstack.aws.errors import NamedServiceException


class S3Exception(NamedServiceException):
    """Base of the errors."""


class AccessControlListNotSupported(S3Exception):
    """An ACL was sent although the bucket's owner owns every object."""

    text = "The bucket does not allow ACLs"


class AccessForbidden(S3Exception):
    """A browser page may not do what its preflight asks for."""

    status = 403
    # The spelling is AWS's.
    text = (
        "This CORS request is not allowed. This is usually because the evalution of Origin, request method / "
        "Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS "
        "spec."
    )


class AuthorizationQueryParametersError(S3Exception):
    """A pre-signed URL lacks a parameter, or has a wrong one."""


class BadDigest(S3Exception):
    """A checksum does not fit the content."""

    text = "The Content-MD5 you specified did not match what we received."


class BadRequest(S3Exception):
    """A request that breaks a rule without an error of its own."""


class BucketNotEmpty(S3Exception):
    """A bucket that holds something was to be deleted."""

    status = 409
    text = "The bucket you tried to delete is not empty"


class ConditionalRequestConflict(S3Exception):
    """The object changed while a conditional upload was under way."""

    status = 409
    text = "The conditional request cannot succeed due to a conflicting operation against this resource."


class CrossLocationLoggingProhibitted(S3Exception):
    """Records of requests were to go to another region; the code is misspelt on AWS."""

    status = 403
    text = "Cross S3 location logging not allowed. "


class EntityTooLarge(S3Exception):
    """Content is larger than one request may bring."""

    text = "Your proposed upload exceeds the maximum allowed size"


class EntityTooSmall(S3Exception):
    """A part other than the last is smaller than parts may be."""

    text = "Your proposed upload is smaller than the minimum allowed size"


class Found(S3Exception):
    """A folder of a website was asked for without the slash at its end; AWS tells it as it tells errors."""

    status = 302
    text = "Resource Found"


class IdMismatch(S3Exception):
    """A configuration has another id than the request names."""

    text = "Document ID does not match the specified configuration ID."


class IllegalLocationConstraintException(S3Exception):
    """A bucket was to be made in another region than the endpoint's."""


class IllegalVersioningConfigurationException(S3Exception):
    """A versioning configuration without a status."""

    text = "The Versioning element must be specified"


class IncorrectEndpoint(S3Exception):
    """A website was asked for in another region than its bucket's."""

    text = "The specified bucket exists in another region. Please direct requests to the specified endpoint."


class InvalidArgument(S3Exception):
    """An argument has a value it may not have."""


class InvalidBucketAclWithBlockPublicAccessError(S3Exception):
    """A bucket was to be made with a public ACL; new buckets block those."""

    text = "Bucket cannot have public ACLs set with BlockPublicAccess enabled"


class InvalidBucketAclWithObjectOwnership(S3Exception):
    """A bucket was to be made with both ACLs and an ownership that excludes them."""

    text = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"


class InvalidBucketName(S3Exception):
    """A name that breaks the rules for bucket names."""

    text = "The specified bucket is not valid."


class InvalidBucketOwnerAWSAccountID(S3Exception):
    """An expected bucket owner that is no account id."""


class InvalidDigest(S3Exception):
    """A Content-MD5 header that holds no MD5."""

    text = "The Content-MD5 you specified was invalid."


class InvalidBucketState(S3Exception):
    """A bucket is not in the state that an object lock needs, or has a configuration that needs its state."""

    status = 409


class InvalidEncryptionAlgorithmError(S3Exception):
    """A key of the caller's is for an algorithm that S3 does not use."""

    text = "The Encryption request you specified is not valid. Supported value: AES256."


class InvalidLocationConstraint(S3Exception):
    """A location that is no region."""

    text = "The specified location-constraint is not valid"


class InvalidPart(S3Exception):
    """A part to complete with was not uploaded, or not as it is described."""

    text = (
        "One or more of the specified parts could not be found.  The part may not have been uploaded, "
        "or the specified entity tag may not match the part's entity tag."
    )


class InvalidPartNumber(S3Exception):
    """An object has no such part."""

    status = 416
    text = "The requested partnumber is not satisfiable"


class InvalidPartOrder(S3Exception):
    """Parts to complete with are not in ascending order."""

    text = "The list of parts was not in ascending order. Parts must be ordered by part number."


class InvalidPolicyDocument(S3Exception):
    """The policy of a form that is none."""


class InvalidRange(S3Exception):
    """No byte of an object is in the range asked for."""

    status = 416
    text = "The requested range is not satisfiable"


class InvalidRedirectLocation(S3Exception):
    """An object was to redirect to what is neither a URL nor a path."""

    text = "The website redirect location must have a prefix of 'http://' or 'https://' or '/'."


class InvalidRetentionPeriod(S3Exception):
    """A default retention that is none."""

    text = "Default retention period must be a positive integer value."


class InvalidS3DestinationBucket(S3Exception):
    """What a configuration names as its destination is no bucket."""

    text = "Invalid bucket ARN."


class InvalidStorageClass(S3Exception):
    """A storage class that general-purpose buckets do not have."""

    text = "The storage class you specified is not valid"


class InvalidTag(S3Exception):
    """A tag that breaks the rules for tags."""


class InvalidTargetBucketForLogging(S3Exception):
    """Records of requests cannot go to that bucket."""

    text = "The target bucket for logging does not exist"


class InvalidURI(S3Exception):
    """A path that is no text: its escapes are none, or of no UTF-8."""

    text = "Couldn't parse the specified URI."


class KMSDisabledException(S3Exception):
    """A key of KMS is disabled."""

    code_of_class = "KMS.DisabledException"


class KMSInvalidStateException(S3Exception):
    """A key of KMS is in a state that forbids its use."""

    code_of_class = "KMS.KMSInvalidStateException"


class KMSNotFoundException(S3Exception):
    """A key of KMS does not exist."""

    code_of_class = "KMS.NotFoundException"


class KeyTooLongError(S3Exception):
    """A key is longer than keys may be."""

    text = "Your key is too long"


class MalformedACLError(S3Exception):
    """An ACL that does not follow its schema."""

    text = "The XML you provided was not well-formed or did not validate against our published schema"


class MalformedPolicy(S3Exception):
    """A bucket policy that cannot be read, or breaks a rule."""


class MalformedXML(S3Exception):
    """A document that does not follow its schema."""

    text = "The XML you provided was not well-formed or did not validate against our published schema"


class MaxMessageLengthExceeded(S3Exception):
    """A document is larger than one may be."""

    text = "Your request was too large."


class MetadataTooLarge(S3Exception):
    """User metadata is larger than it may be."""

    text = "Your metadata headers exceed the maximum allowed metadata size"


class MethodNotAllowed(S3Exception):
    """A delete marker does not take part in this operation."""

    status = 405
    text = "The specified method is not allowed against this resource."


class MissingContentLength(S3Exception):
    """Nothing says how much content a request brings."""

    status = 411
    text = "You must provide the Content-Length HTTP header."


class MissingSecurityHeader(S3Exception):
    """A request to set an ACL brings none."""

    text = "Your request was missing a required header"


class NoSuchAccessPoint(S3Exception):
    """There is no access point of that name."""

    status = 404
    text = "The specified accesspoint does not exist"


class NoSuchBucketPolicy(S3Exception):
    """The bucket has no policy."""

    status = 404
    text = "The bucket policy does not exist"


class NoSuchCORSConfiguration(S3Exception):
    """The bucket has no CORS configuration."""

    status = 404
    text = "The CORS configuration does not exist"


class NoSuchConfiguration(S3Exception):
    """The bucket has no configuration with this id."""

    status = 404
    text = "The specified configuration does not exist."


class NoSuchLifecycleConfiguration(S3Exception):
    """The bucket has no lifecycle configuration."""

    status = 404
    text = "The lifecycle configuration does not exist"


class NoSuchObjectLockConfiguration(S3Exception):
    """A version never had a retention or a legal hold."""

    status = 404
    text = "The specified object does not have a ObjectLock configuration"


class NoSuchPublicAccessBlockConfiguration(S3Exception):
    """The bucket has no public access block."""

    status = 404
    text = "The public access block configuration was not found"


class NoSuchTagSet(S3Exception):
    """The bucket has no tags."""

    status = 404
    text = "The TagSet does not exist"


class NoSuchVersion(S3Exception):
    """The object has no such version."""

    status = 404
    text = "The specified version does not exist."


class NoSuchWebsiteConfiguration(S3Exception):
    """The bucket is no website."""

    status = 404
    text = "The specified bucket does not have a website configuration"


class NotImplemented(S3Exception):
    """A header asks for what is not implemented, here or on AWS."""

    status = 501
    text = "A header you provided implies functionality that is not implemented"


class ObjectLockConfigurationNotFoundError(S3Exception):
    """The bucket has no object lock."""

    status = 404
    text = "Object Lock configuration does not exist for this bucket"


class OwnershipControlsNotFoundError(S3Exception):
    """The bucket has no ownership controls."""

    status = 404
    text = "The bucket ownership controls were not found"


class PreconditionFailed(S3Exception):
    """A condition of the request does not hold."""

    status = 412
    text = "At least one of the pre-conditions you specified did not hold"


class RestoreAlreadyInProgress(S3Exception):
    """An archived object was to be restored that is being restored."""

    status = 409
    text = "Object restore is already in progress"


class ReplicationConfigurationNotFoundError(S3Exception):
    """The bucket has no replication configuration."""

    status = 404
    text = "The replication configuration was not found"


class RequestHeaderSectionTooLarge(S3Exception):
    """The headers of a request are larger than they may be."""

    text = "Your request header section exceeds the maximum allowed size."


class SignatureDoesNotMatch(S3Exception):
    """A signature is of another request, or by another key."""

    status = 403
    text = (
        "The request signature we calculated does not match the signature you provided. Check your key and signing "
        "method."
    )


class TooManyConfigurations(S3Exception):
    """The bucket has as many configurations of a kind as it may have."""

    text = "You are attempting to create a new configuration but have already reached the 1,000-configuration limit."


class UnexpectedContent(S3Exception):
    """A request brings a body beside the headers that say the same."""

    text = "This request does not support content"


class UnresolvableGrantByEmailAddress(S3Exception):
    """An ACL names an account by its address; S3 knows none any more."""

    text = "The e-mail address you provided does not match any account on record."
