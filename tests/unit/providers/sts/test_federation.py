"""Identity tokens and SAML assertions."""

from __future__ import annotations

import base64
import json

import pytest
from localstack_providers.sts.federation import read_assertion, read_identity_token, read_web_identity

from localstack.aws.api import sts as api

PROVIDER = "arn:aws:iam::111122223333:saml-provider/corp"
ASSERTION = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns="urn:oasis:names:tc:SAML:2.0:assertion">
  <Assertion>
    <Issuer>https://idp.example.com</Issuer>
    <Subject>
      <NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada</NameID>
      <SubjectConfirmation>
        <SubjectConfirmationData Recipient="https://signin.aws.amazon.com/saml"/>
      </SubjectConfirmation>
    </Subject>
    <AttributeStatement>
      <Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
        <AttributeValue>ada@example.com</AttributeValue>
      </Attribute>
    </AttributeStatement>
  </Assertion>
</samlp:Response>"""


def _token(claims: dict[str, object]) -> str:
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{payload}.c2ln"


@pytest.mark.parametrize("audience", ["app", ["app", "other"]], ids=["text", "list"])
def test_an_identity_token_names_issuer_subject_and_audience(audience: object) -> None:
    token = read_identity_token(_token({"iss": "https://idp", "sub": "ada", "aud": audience}))

    assert (token.issuer, token.subject, token.audience) == ("https://idp", "ada", "app")


@pytest.mark.parametrize(
    "text", ["", "opaque", "a.b.c", "e30.W10.x"], ids=["empty", "no JWT", "no JSON", "a list"]
)
def test_what_is_no_identity_token_is_refused(text: str) -> None:
    with pytest.raises(api.InvalidIdentityTokenException):
        read_identity_token(text)


def test_an_assertion_names_its_parts() -> None:
    assertion = read_assertion(base64.b64encode(ASSERTION.encode()).decode(), PROVIDER)

    assert assertion.issuer == "https://idp.example.com"
    assert (assertion.subject, assertion.subject_type) == ("ada", "persistent")
    assert assertion.audience == "https://signin.aws.amazon.com/saml"
    assert assertion.session_name == "ada@example.com"


@pytest.mark.parametrize(
    "encoded", ["%%%", base64.b64encode(b"<open>").decode()], ids=["no base64", "no XML"]
)
def test_what_is_no_assertion_is_refused(encoded: str) -> None:
    with pytest.raises(api.InvalidIdentityTokenException):
        read_assertion(encoded, PROVIDER)


def test_a_token_of_a_named_provider_is_opaque() -> None:
    token = read_web_identity("opaque", "www.amazon.com")

    assert token.issuer == "www.amazon.com"
    assert token.subject == read_web_identity("opaque", "www.amazon.com").subject
