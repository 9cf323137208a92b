"""One value of each kind that must not be recorded; none is real."""

from __future__ import annotations

ACCOUNT = "210987654321"
ACCESS_KEY = "AKIAIOSFODNN7PLANTED"
TEMPORARY_KEY = "ASIAIOSFODNN7PLANTED"
SECRET_KEY = "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"
SESSION_TOKEN = "IQoJb3JpZ2luX2VjEPLANTED//////////wEaCXVzLWVhc3QtMSJHMEUCIQ=="
SIGNATURE = "fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024"
PASSWORD = "hunter2-planted"
E_MAIL = "jane.planted@example.com"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl"
PEM_BODY = "MIIEpAIBAAKCAQEAplanted"
PEM = f"-----BEGIN RSA PRIVATE KEY-----\n{PEM_BODY}\n-----END RSA PRIVATE KEY-----\n"

EACH = {
    "account": ACCOUNT,
    "access-key": ACCESS_KEY,
    "temporary-key": TEMPORARY_KEY,
    "secret-key": SECRET_KEY,
    "session-token": SESSION_TOKEN,
    "signature": SIGNATURE,
    "password": PASSWORD,
    "e-mail": E_MAIL,
    "jwt": JWT,
    "private-key": PEM_BODY,
}
CREDENTIALS = {
    "AccessKeyId": TEMPORARY_KEY,
    "SecretAccessKey": SECRET_KEY,
    "SessionToken": SESSION_TOKEN,
}
URL = (
    f"https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={ACCESS_KEY}%2F20250101%2F"
    f"eu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20250101T000000Z&X-Amz-Signature={SIGNATURE}"
)
AUTHORIZATION = (
    f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20250101/eu-west-1/s3/aws4_request, "
    f"SignedHeaders=host;x-amz-date, Signature={SIGNATURE}"
)
