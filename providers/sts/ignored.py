"""Members of requests that are accepted and have no effect: no policy is judged yet, no device asked for a code."""

from __future__ import annotations

from typing import Final

_SIZE: Final = frozenset({"MinimumSessionTokenSize"})
_POLICIES: Final = frozenset({"Policy", "PolicyArns"})
_DEVICE: Final = frozenset({"SerialNumber", "TokenCode"})

IGNORED: Final = {
    "AssumeRole": _SIZE | _DEVICE | {"ExternalId", "ProvidedContexts"},
    "AssumeRoleWithSAML": _SIZE | _POLICIES,
    "AssumeRoleWithWebIdentity": _SIZE | _POLICIES,
    "GetFederationToken": _SIZE | _POLICIES,
    "GetSessionToken": _SIZE | _DEVICE,
}
