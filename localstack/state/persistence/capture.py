"""A realm's state as records, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from localstack.clock import Setting
from localstack.state.blobs import Blob
from localstack.state.containers import Journaled
from localstack.state.persistence.folder import SavedService, SavedState
from localstack.state.persistence.records import JsonObject, RecordWriter, read_records
from localstack.state.persistence.values import Classes, StateError
from localstack.state.realm import Realm
from localstack.state.stores import BaseStore


class Owner(NamedTuple):
    """What saving and loading need to know of a service.

    :ivar package: where its classes are.
    :ivar schema: the number of the schema its state follows.
    :ivar migrate: takes records of a schema and gives them in the next.
    :ivar roots: how many containers it begins with.
    """

    package: str
    store_class: type[Any]
    schema: int
    migrate: Callable[[int, list[JsonObject]], list[JsonObject]]
    roots: int = 3


FindOwner = Callable[[str], Owner]


def _unchanged(_schema: int, records: list[JsonObject]) -> list[JsonObject]:
    return records


REALM = Owner("localstack", BaseStore, 1, _unchanged, roots=3)
"""What belongs to no service: pending work, issued keys and their secrets."""


def capture(realm: Realm, clock: Setting, owner: FindOwner) -> SavedState:
    """Give all a realm holds as records, which nothing that happens later changes.

    :raises StateError: when it holds something that cannot be written; the message names it.
    """
    services = {"": _write(Classes(REALM.package), REALM.schema, realm.containers)}
    for name, bundle in sorted(realm.bundles.items()):
        who = owner(name)
        try:
            services[name] = _write(Classes(who.package), who.schema, bundle.containers)
        except StateError as error:
            raise StateError(f"the state of {name} cannot be saved: {error}") from error
    return SavedState(clock, services)


def restore(realm: Realm, state: SavedState, owner: FindOwner) -> None:
    """Replace all a realm holds; nothing is changed when the state cannot be read.

    :raises StateError: saying why it cannot.
    """
    loaded = {}
    for name, service in state.services.items():
        who = owner(name) if name else REALM
        loaded[name] = (who.store_class, _read(name, service, who))
    realm.reset()
    for name, (store_class, containers) in loaded.items():
        targets: Sequence[Any] = realm.bundle(name, store_class).containers if name else realm.containers
        for target, container in zip(targets, containers, strict=True):
            target.update(container)


def _write(classes: Classes, schema: int, roots: Sequence[Journaled]) -> SavedService:
    writer = RecordWriter(classes)
    return SavedService(schema, list(writer.write(roots)), writer.blobs)


def _read(name: str, saved: SavedService, owner: Owner) -> list[Any]:
    """Make the containers of a service, from records in whatever schema they are."""
    if saved.schema > owner.schema:
        raise StateError(
            f"the state of {name} follows schema {saved.schema}, of a later release: this one knows schema "
            f"{owner.schema}. Use that release, or another folder."
        )
    records = saved.records
    try:
        for schema in range(saved.schema, owner.schema):
            records = owner.migrate(schema, records)

        def blob(number: int, size: int, digests: dict[str, bytes]) -> Blob:
            found = saved.blobs[number]
            if found.size != size:
                raise StateError(f"blob {number} has {found.size} bytes, not {size}")
            found.digests = digests
            return found

        return read_records(records, owner.roots, Classes(owner.package), blob)
    except (StateError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise StateError(f"the state of {name or 'the realm'} cannot be read: {error}") from error
