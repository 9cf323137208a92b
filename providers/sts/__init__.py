"""AWS STS: temporary credentials and who a key belongs to.

Emulated: AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity, GetAccessKeyInfo, GetCallerIdentity,
GetFederationToken, GetSessionToken. A role that IAM knows is assumed under its id; whether it exists and whom it
trusts is not checked, nor are the signatures of SAML assertions and identity tokens.

https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
"""
