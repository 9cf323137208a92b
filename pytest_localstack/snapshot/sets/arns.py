"""The names in ARNs."""

from __future__ import annotations

from pytest_localstack.snapshot.patterns import arn_resource
from pytest_localstack.snapshot.transform import Transform
from pytest_localstack.snapshot.transformers import KeyValueBasedTransformer, Transformer


class ArnSets(Transform):
    """Make the transformer for the names in ARNs, and what the sets of services are made of."""

    @staticmethod
    def resource_name(replacement_name: str = "resource") -> KeyValueBasedTransformer:
        """Replace the name at the end of every value that is an ARN."""
        return KeyValueBasedTransformer(arn_resource, replacement_name)

    @classmethod
    def _references(cls, *keys: str) -> list[Transformer]:
        """Number the values of keys, each under the key in hyphens."""
        return [cls.key_value(key) for key in keys]

    @classmethod
    def _placeholder(cls, key: str, placeholder: str | None = None) -> Transformer:
        """Put a placeholder under a key, the key in hyphens without one."""
        return cls.key_value(key, placeholder, reference_replacement=False)

    @classmethod
    def _paths(cls, labels: dict[str, str]) -> list[Transformer]:
        """Number what JSONPaths find, by their labels."""
        return [cls.jsonpath(path, label) for path, label in labels.items()]

    @classmethod
    def _path_placeholders(cls, placeholders: dict[str, str]) -> list[Transformer]:
        """Put placeholders where JSONPaths find something."""
        return [
            cls.jsonpath(path, placeholder, reference_replacement=False)
            for path, placeholder in placeholders.items()
        ]
