"""AWS STS: temporary credentials and who a key belongs to.

Emulated: AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity, GetAccessKeyInfo, GetCallerIdentity,
GetFederationToken, GetSessionToken. A role's trust policy and existence are IAM data and are not consulted;
so are the signatures of SAML assertions and identity tokens.

https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
"""
