"""What identity tokens and SAML assertions say; their signatures are not checked."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from localstack.aws.api import sts as api

_ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}"
_PROTOCOL = "{urn:oasis:names:tc:SAML:2.0:protocol}"
_SESSION_NAME = "https://aws.amazon.com/SAML/Attributes/RoleSessionName"


@dataclass(frozen=True)
class IdentityToken:
    """The claims of an OpenID Connect token that AWS answers with."""

    issuer: str
    subject: str
    audience: str


def read_identity_token(token: str) -> IdentityToken:
    """Read a JSON Web Token.

    :raises InvalidIdentityTokenException: when the text is none.
    """
    try:
        payload = token.split(".")[1]
        claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        audience = claims.get("aud", "")
        audience = audience[0] if isinstance(audience, list) else audience
        return IdentityToken(claims.get("iss", ""), claims.get("sub", ""), audience)
    except (IndexError, ValueError, AttributeError) as error:
        raise api.InvalidIdentityTokenException(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
        ) from error


def read_web_identity(token: str, provider_id: str) -> IdentityToken:
    """Read a token of either kind: OpenID Connect, or OAuth 2.0 when a provider is named.

    An OAuth access token is opaque: only its provider knows the user, so the subject here is one that
    follows from the token (unverified).
    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html

    :raises InvalidIdentityTokenException: when the text is no OpenID Connect token and no provider is named.
    """
    if provider_id:
        return IdentityToken(provider_id, hashlib.sha256(token.encode()).hexdigest()[:28], provider_id)
    return read_identity_token(token)


@dataclass(frozen=True)
class Assertion:
    """The parts of a SAML assertion that AWS answers with.

    :ivar name_qualifier: base64 of the SHA-1 of issuer, account and provider name.
    """

    issuer: str
    subject: str
    subject_type: str
    audience: str
    session_name: str
    name_qualifier: str


def read_assertion(encoded: str, principal_arn: str) -> Assertion:
    """Read a base64-encoded SAML response.

    :param principal_arn: ARN of the SAML provider in IAM.
    :raises InvalidIdentityTokenException: when the text is none.
    """
    try:
        root = ElementTree.fromstring(base64.b64decode(encoded))
    except (ElementTree.ParseError, ValueError) as error:
        raise api.InvalidIdentityTokenException("Invalid base64 SAMLResponse") from error
    name_id = root.find(f".//{_ASSERTION}Subject/{_ASSERTION}NameID")
    confirmation = root.find(f".//{_ASSERTION}SubjectConfirmationData")
    issuer = root.findtext(f".//{_ASSERTION}Issuer") or root.findtext(f"{_PROTOCOL}Issuer") or ""
    account_id, _, provider = principal_arn.partition("::")[2].partition(":saml-provider/")
    digest = hashlib.sha1(f"{issuer}{account_id}/{provider}".encode(), usedforsecurity=False).digest()
    return Assertion(
        issuer,
        (name_id.text or "") if name_id is not None else "",
        (name_id.get("Format", "") if name_id is not None else "").rpartition(":")[2],
        confirmation.get("Recipient", "") if confirmation is not None else "",
        _attribute(root, _SESSION_NAME),
        base64.b64encode(digest).decode(),
    )


def _attribute(root: ElementTree.Element, name: str) -> str:
    for attribute in root.iter(f"{_ASSERTION}Attribute"):
        if attribute.get("Name") == name:
            return attribute.findtext(f"{_ASSERTION}AttributeValue") or ""
    return ""
