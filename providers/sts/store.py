"""The temporary credentials that STS has issued, for all accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from localstack.state import BaseStore, CrossAccountAttribute, Map


@dataclass(frozen=True)
class Session:
    """Temporary credentials and the principal that holds them.

    :ivar arn: the principal's ARN, as GetCallerIdentity gives it.
    :ivar user_id: the principal's unique id, as GetCallerIdentity gives it.
    :ivar tags: session tags by key.
    :ivar transitive_tags: those of them that go on to sessions assumed from this one.
    """

    access_key_id: str
    secret_access_key: str
    session_token: str
    expiration: datetime
    account_id: str
    arn: str
    user_id: str
    tags: tuple[tuple[str, str], ...] = ()
    transitive_tags: tuple[tuple[str, str], ...] = ()


class StsStore(BaseStore):
    """STS's state."""

    sessions = CrossAccountAttribute(Map[str, Session])
    """Sessions by access key id."""
