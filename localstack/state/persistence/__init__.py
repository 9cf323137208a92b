"""The state of an emulator on disk, and back.

::

    <folder>/manifest.json            what was saved, the clock, and per service its schema number and its file
    <folder>/services/<sha-256>.jsonl  a container per line, see :mod:`localstack.state.persistence.records`
    <folder>/blobs/<sha-256>          content that the records refer to

Every file but the manifest is named by its content and never changed, and the manifest is put in place last, by one
rename: whenever a save ends, even by a crash, the folder holds the state before it or the one after it, whole.
"""

from localstack.state.persistence.folder import StateFolder
from localstack.state.persistence.values import StateError

__all__ = ["StateError", "StateFolder"]
