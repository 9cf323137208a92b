"""Lifecycle configurations: what becomes of which objects, and when.

A configuration is a tuple of rules. A rule has a filter, which says whose rule it is, and actions, each of which says
when it is due::

    LifecycleRule
    ├── Filter                 prefix, tags, sizes
    ├── Expiration             of the current version, or of a delete marker that hides nothing
    ├── Transition…            of the current version to another storage class
    ├── NoncurrentExpiration   of the versions that are not current
    ├── NoncurrentTransition…
    └── abort_days             of uploads that were not completed

All of them happen at midnight UTC.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from os.path import commonprefix
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from .object import ARCHIVED, DeleteMarker, ObjectVersion, Version
from .upload import Upload

ALL_CLASSES: Final = "all_storage_classes_128K"
BY_CLASS: Final = "varies_by_storage_class"
MINIMUM_SIZE: Final = 128 * 1024
# Objects only move down: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
WATERFALL: Final = (
    "STANDARD",
    "STANDARD_IA",
    "INTELLIGENT_TIERING",
    "ONEZONE_IA",
    "GLACIER_IR",
    "GLACIER",
    "DEEP_ARCHIVE",
)
_NO_WAY = ("ONEZONE_IA", "GLACIER_IR")
_ONE_DAY = timedelta(days=1)
# All that a header can hold; S3 gives ids with spaces as they are (recorded), though documented as encoded.
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))


class Filter(NamedTuple):
    """Which objects a rule is about.

    :ivar tags: all of which an object has to have.
    :ivar greater_than: a size in bytes, as is `less_than`.
    """

    prefix: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    greater_than: int | None = None
    less_than: int | None = None

    @property
    def has_sizes(self) -> bool:
        """Whether it asks for the size."""
        return self.greater_than is not None or self.less_than is not None

    def covers(self, key: str, size: int = 0, tags: Mapping[str, str] | None = None) -> bool:
        """Tell whether the rule is about an object; a delete marker is one without content and tags."""
        return (
            key.startswith(self.prefix)
            and (self.greater_than is None or size > self.greater_than)
            and (self.less_than is None or size < self.less_than)
            and all((tags or {}).get(name) == value for name, value in self.tags)
        )


class Expiration(NamedTuple):
    """When the current version expires; one of the three is set.

    :ivar of_markers: whether only delete markers that hide nothing do.
    """

    days: int | None = None
    date: datetime | None = None
    of_markers: bool = False

    def due(self, since: datetime) -> datetime | None:
        """Give when it expires what exists since a moment, if it does so by time."""
        return self.date if self.days is None else midnight_after(since, self.days)


class Transition(NamedTuple):
    """When the current version gets another storage class: by days or by date."""

    storage_class: str
    days: int | None = None
    date: datetime | None = None

    def due(self, since: datetime) -> datetime:
        """Give when it moves what exists since a moment."""
        return self.date or midnight_after(since, self.days or 0)


class NoncurrentExpiration(NamedTuple):
    """When versions that are not current are removed.

    :ivar newer: how many newer ones that are not current either have to be there.
    """

    days: int
    newer: int = 0

    def is_due(self, since: datetime, newer: int, now: datetime) -> bool:
        """Tell whether a version is removed.

        :param since: when it became noncurrent.
        :param newer: how many noncurrent versions are newer.
        """
        return newer >= self.newer and midnight_after(since, self.days) <= now


class NoncurrentTransition(NamedTuple):
    """When versions that are not current get another storage class."""

    storage_class: str
    days: int
    newer: int = 0

    def is_due(self, since: datetime, newer: int, now: datetime) -> bool:
        """Tell whether a version is moved; see :meth:`NoncurrentExpiration.is_due`."""
        return newer >= self.newer and midnight_after(since, self.days) <= now


class LifecycleRule(NamedTuple):
    """One rule.

    :ivar given: the rule as it was put, with the id it got.
    """

    identifier: str
    is_enabled: bool
    filter: Filter
    given: Mapping[str, Any]
    expiration: Expiration | None = None
    transitions: tuple[Transition, ...] = ()
    noncurrent_expiration: NoncurrentExpiration | None = None
    noncurrent_transitions: tuple[NoncurrentTransition, ...] = ()
    abort_days: int | None = None

    def covers(self, version: Version) -> bool:
        """Tell whether the rule is about a version."""
        if isinstance(version, DeleteMarker):
            return self.filter.covers(version.key)
        return self.filter.covers(version.key, version.size, version.tags)

    def ages(self, now: datetime) -> Iterator[int]:
        """Give the ages in days at which actions on versions and delete markers are due; -1 for any age."""
        if self.expiration is not None and self.expiration.of_markers:
            yield -1
        for action in (self.expiration, *self.transitions):
            if action is not None and action.days is not None:
                yield action.days
            elif action is not None and action.date is not None and action.date <= now:
                yield -1
        for noncurrent in (self.noncurrent_expiration, *self.noncurrent_transitions):
            if noncurrent is not None:
                yield noncurrent.days


class Lifecycle(NamedTuple):
    """A bucket's lifecycle configuration.

    :ivar minimum_size: which transitions leave small objects alone.
    :ivar run: names the daily run of this configuration, so that one of an older configuration ends.
    """

    rules: tuple[LifecycleRule, ...] = ()
    minimum_size: str = ALL_CLASSES
    run: str = ""

    @property
    def enabled(self) -> tuple[LifecycleRule, ...]:
        """The rules that have an effect."""
        return tuple(rule for rule in self.rules if rule.is_enabled)

    @property
    def prefix(self) -> str:
        """What the keys of all objects begin with that the rules are about."""
        # Keys are texts, not paths.
        return commonprefix([rule.filter.prefix for rule in self.enabled])  # noqa: RUF071

    def latest_due(self, now: datetime) -> datetime | None:
        """Give a moment: for versions made from then on nothing is due; `None` when nothing at all is."""
        ages = [age for rule in self.enabled for age in rule.ages(now)]
        return midnight_after(now, -min(ages) - 1) if ages else None

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        rules = [dict(rule.given) for rule in self.rules]
        return {"Rules": rules, "TransitionDefaultMinimumObjectSize": self.minimum_size}

    def expiration_members(self, version: ObjectVersion) -> dict[str, str]:
        """Give what answers say about when a current version expires: the first date, by the first rule with it."""
        found = list(self._expirations(version))
        if not found:
            return {}
        date, identifier = min(found, key=lambda one: one[0])
        return {"Expiration": f'expiry-date="{http_date(date)}", rule-id="{_in_header(identifier)}"'}

    def is_expired(self, version: ObjectVersion, now: datetime) -> bool:
        """Tell whether a current version expires."""
        return any(due <= now for due, _ in self._expirations(version))

    def abort_members(self, upload: Upload) -> dict[str, Any]:
        """Give what answers say about when an upload is aborted."""
        found = [
            (midnight_after(upload.initiated, rule.abort_days), rule.identifier)
            for rule in self.enabled
            if rule.abort_days is not None and rule.filter.covers(upload.key)
        ]
        if not found:
            return {}
        date, identifier = min(found, key=lambda one: one[0])
        return {"AbortDate": date, "AbortRuleId": _in_header(identifier)}

    def class_for(self, version: ObjectVersion, now: datetime) -> str | None:
        """Give the storage class that a current version gets, `None` to keep what it has."""
        return self._lowest(
            version,
            (
                (rule, transition.storage_class)
                for rule in self.enabled
                for transition in rule.transitions
                if transition.due(version.last_modified) <= now
            ),
        )

    def noncurrent_class_for(
        self, version: ObjectVersion, since: datetime, newer: int, now: datetime
    ) -> str | None:
        """Give the storage class that a noncurrent version gets; see :meth:`NoncurrentExpiration.is_due`."""
        return self._lowest(
            version,
            (
                (rule, transition.storage_class)
                for rule in self.enabled
                for transition in rule.noncurrent_transitions
                if transition.is_due(since, newer, now)
            ),
        )

    def _expirations(self, version: ObjectVersion) -> Iterator[tuple[datetime, str]]:
        for rule in self.enabled:
            due = rule.expiration.due(version.last_modified) if rule.expiration is not None else None
            if due is not None and rule.covers(version):
                yield due, rule.identifier

    def _lowest(self, version: ObjectVersion, moves: Iterator[tuple[LifecycleRule, str]]) -> str | None:
        classes = [
            storage_class
            for rule, storage_class in moves
            if may_move(version.storage_class, storage_class)
            and rule.covers(version)
            and (rule.filter.has_sizes or self._is_large_enough(version, storage_class))
        ]
        return max(classes, key=WATERFALL.index, default=None)

    def _is_large_enough(self, version: ObjectVersion, storage_class: str) -> bool:
        is_exempt = self.minimum_size == BY_CLASS and storage_class in ARCHIVED
        return is_exempt or version.size >= MINIMUM_SIZE


UNMANAGED: Final = Lifecycle()
"""The configuration of a bucket that has none."""


def may_move(old: str, new: str) -> bool:
    """Tell whether a lifecycle rule can take an object from one storage class to another."""
    # What is in REDUCED_REDUNDANCY moves as from STANDARD (unverified).
    start = WATERFALL.index(old) if old in WATERFALL else 0
    return WATERFALL.index(new) > start and (old, new) != _NO_WAY


def midnight_after(moment: datetime, days: int = 0) -> datetime:
    """Give the midnight (UTC) that comes some days after a moment, rounded up to the next day.

    What happened at midnight sharp gets a whole day more (unverified): the documentation says "the next day".
    """
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + (days + 1) * _ONE_DAY


def http_date(moment: datetime) -> str:
    """Give a date as headers do."""
    return format_datetime(moment, usegmt=True)


def _in_header(identifier: str) -> str:
    return quote(identifier, safe=_PRINTABLE)
