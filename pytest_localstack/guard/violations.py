"""What was about to leave, and who decides about it."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from localstack.aws.hosts import RealAWSAccess, is_aws, is_metadata, plain
from pytest_localstack.guard.origin import caller

AWS_HINT = (
    "Build URLs from the `localstack` fixture's `url` or from AWS_ENDPOINT_URL; a pre-signed URL names the emulator "
    "when its client has no endpoint_url. What must really be reached is listed in the ini option "
    "localstack_allow_hosts."
)
METADATA_HINT = (
    "Fake credentials are in the environment, so boto3 never asks there; other code needs a stand-in, or the ini "
    "option localstack_allow_hosts."
)


@dataclass(frozen=True)
class Violation:
    """A call that was refused.

    :ivar what: as in `s3.amazonaws.com (look-up)`.
    :ivar where: the line of the user's code that made it.
    """

    what: str
    where: str
    hint: str

    def __str__(self) -> str:
        return f"{self.what} at {self.where}"


class Guard:
    """Refuses what is for real AWS or a metadata service, and keeps account of it.

    :param allowed: hosts that may be reached all the same, with what is below them.
    """

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self._allowed = tuple(plain(host.lstrip(".")) for host in allowed)
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._violations: list[Violation] = []

    def check(self, host: object, action: str) -> None:
        """Let a call to a host pass, or refuse it.

        :param host: a name or an address without a port, in any form that sockets take.
        :param action: what the call does, as in `look-up`.
        :raises RealAWSAccess: when it may not be reached.
        """
        __tracebackhide__ = True
        name = host.decode("latin-1") if isinstance(host, bytes | bytearray) else host
        if not isinstance(name, str):
            return
        if is_metadata(name) and not self._is_allowed(name):
            self._refuse(f"instance metadata at {name} ({action})", METADATA_HINT)
        if is_aws(name) and not self._is_allowed(name):
            self._refuse(f"{name} ({action})", AWS_HINT)

    def check_client(self, host: str) -> None:
        """Let botocore ask a metadata service, or refuse it; anything else of AWS is answered by the emulator.

        :raises RealAWSAccess: when it may not be reached.
        """
        self.check(host, "request")

    def take(self) -> list[Violation]:
        """Give what has been refused since the last time, each line once."""
        with self._lock:
            taken, self._violations = self._violations, []
        return list(dict.fromkeys(taken))

    def _is_allowed(self, host: str) -> bool:
        return any(f".{plain(host)}".endswith(f".{one}") for one in self._allowed)

    def _refuse(self, what: str, hint: str) -> None:
        __tracebackhide__ = True
        violation = Violation(what, caller(), hint)
        # A forked child has no reports: it only raises.
        if os.getpid() == self._pid:
            with self._lock:
                self._violations.append(violation)
        raise RealAWSAccess(f"kept from real AWS: {violation}. {hint}")


def tell(violations: Sequence[Violation]) -> str:
    """Describe violations for a report."""
    hints = " ".join(dict.fromkeys(violation.hint for violation in violations))
    return f"{'; '.join(str(violation) for violation in violations)}. {hints}"
