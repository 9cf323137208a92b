"""The account that a test's clients work in, whenever and wherever they were made.

The fake access key of the run, and every account id that was allotted, stands for the account of the moment: a
client made at import time, or kept from an earlier test, goes along. Keys of the user's own are left alone.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from botocore.credentials import Credentials

from pytest_localstack.environment import FAKE

if TYPE_CHECKING:
    from pytest_localstack.environment import Environment

FAKE_KEY = FAKE["AWS_ACCESS_KEY_ID"]


class AmbientAccount:
    """Allots accounts and has the credentials of this process select one.

    It stands in for `Credentials.access_key`, at class level, from the first account on until :meth:`uninstall`.

    :param run: told apart from other runs and workers on the same emulator by this text.
    :ivar signed: how often the key that stands for the account was asked for.
    """

    def __init__(self, environment: Environment, run: str = "") -> None:
        self._environment = environment
        self._run = run
        self._allotted: dict[str, None] = {}
        self._is_installed = False
        self.current: str | None = None
        self.signed = 0

    def allot(self, owner: str) -> str:
        """Give an account id that nobody had before, the same in each run for the same owners."""
        count = 0
        while True:
            text = f"{self._run} {owner} {count}"
            account_id = str(int(hashlib.sha256(text.encode()).hexdigest(), 16))[:12]
            if account_id not in self._allotted:
                self._allotted[account_id] = None
                return account_id
            count += 1

    def select(self, account_id: str | None) -> None:
        """Have clients work in an account from now on, or in the default one."""
        self.install()
        self.current = account_id
        self._environment.use_access_key(account_id or FAKE_KEY)

    def install(self) -> None:
        """Begin to stand in for the key."""
        if not self._is_installed:
            self._is_installed = True
            Credentials.access_key = property(self._get, _set)

    def uninstall(self) -> None:
        """Give credentials their own key back."""
        if self._is_installed:
            self._is_installed = False
            del Credentials.access_key

    def _get(self, credentials: Credentials) -> str:
        key: str = vars(credentials)["access_key"]
        if key != FAKE_KEY and key not in self._allotted:
            return key
        self.signed += 1
        return self.current or FAKE_KEY


def _set(credentials: Credentials, key: str) -> None:
    vars(credentials)["access_key"] = key
