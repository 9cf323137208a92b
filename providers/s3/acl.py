"""Access control lists: who may do what with a bucket or an object.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

FULL_CONTROL, READ, WRITE, READ_ACP, WRITE_ACP = "FULL_CONTROL", "READ", "WRITE", "READ_ACP", "WRITE_ACP"
PERMISSIONS: Final = frozenset({FULL_CONTROL, READ, WRITE, READ_ACP, WRITE_ACP})
CANONICAL_USER, GROUP = "CanonicalUser", "Group"
ALL_USERS: Final = "http://acs.amazonaws.com/groups/global/AllUsers"
AUTHENTICATED_USERS: Final = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
LOG_DELIVERY: Final = "http://acs.amazonaws.com/groups/s3/LogDelivery"
GROUPS: Final = frozenset({ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY})
PUBLIC_GROUPS: Final = frozenset({ALL_USERS, AUTHENTICATED_USERS})
EC2: Final = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c"
"""The canonical user id of Amazon EC2, which `aws-exec-read` lets read."""

PRIVATE: Final = "private"
BUCKET_OWNER_FULL_CONTROL: Final = "bucket-owner-full-control"
# What a canned ACL grants beside full control for the owner; `None` stands for the bucket's owner.
CANNED: Final[Mapping[str, tuple[tuple[str | None, str], ...]]] = {
    PRIVATE: (),
    "public-read": ((ALL_USERS, READ),),
    "public-read-write": ((ALL_USERS, READ), (ALL_USERS, WRITE)),
    "authenticated-read": ((AUTHENTICATED_USERS, READ),),
    "aws-exec-read": ((EC2, READ),),
    "log-delivery-write": ((LOG_DELIVERY, WRITE), (LOG_DELIVERY, READ_ACP)),
    "bucket-owner-read": ((None, READ),),
    BUCKET_OWNER_FULL_CONTROL: ((None, FULL_CONTROL),),
}
CANNED_OF_BUCKETS: Final = frozenset(CANNED) - {"bucket-owner-read", BUCKET_OWNER_FULL_CONTROL}
CANNED_OF_OBJECTS: Final = frozenset(CANNED) - {"log-delivery-write"}


class Grant(NamedTuple):
    """One permission.

    :ivar kind: of the grantee, `CanonicalUser` or `Group`.
    :ivar grantee: a canonical user id, or the URI of a group.
    """

    kind: str
    grantee: str
    permission: str

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        member = "ID" if self.kind == CANONICAL_USER else "URI"
        return {"Grantee": {"Type": self.kind, member: self.grantee}, "Permission": self.permission}


class Acl(NamedTuple):
    """An access control list.

    :ivar owner: a canonical user id.
    """

    owner: str
    grants: tuple[Grant, ...]

    @property
    def is_public(self) -> bool:
        """Whether it grants anything to everybody, or to everybody with an account."""
        return any(grant.grantee in PUBLIC_GROUPS for grant in self.grants)

    def allows(self, permission: str, user: str, *, ignore_public: bool = False) -> bool:
        """Tell whether somebody has a permission.

        :param user: a canonical user id, `""` for somebody without an account.
        :param ignore_public: whether what is granted to everybody does not count.
        """
        names = {user, AUTHENTICATED_USERS, ALL_USERS} if user else {ALL_USERS}
        if ignore_public:
            names -= PUBLIC_GROUPS
        return any(
            grant.grantee in names and grant.permission in (permission, FULL_CONTROL) for grant in self.grants
        )

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        return {"Owner": {"ID": self.owner}, "Grants": [grant.shown() for grant in self.grants]}


def canned(name: str, owner: str, bucket_owner: str) -> Acl:
    """Make the ACL that a canned one stands for.

    :param owner: the canonical user id of the bucket's or object's owner.
    """
    grants = [Grant(CANONICAL_USER, owner, FULL_CONTROL)]
    for grantee, permission in CANNED[name]:
        if grantee is None and bucket_owner == owner:
            continue
        kind = GROUP if grantee in GROUPS else CANONICAL_USER
        grants.append(Grant(kind, grantee or bucket_owner, permission))
    return Acl(owner, tuple(grants))
