"""Service models as botocore's clients and ours share them."""

from __future__ import annotations

from typing import Any

from botocore.loaders import Loader


class SharedLoader(Loader):  # type: ignore[misc]
    """A loader that reads each model once and gives every caller request paths of its own.

    botocore's S3 clients cut `/{Bucket}` from the paths of their model at their first call.
    """

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> Any:
        """Load a model, as the base class does."""
        data = super().load_service_model(service_name, type_name, api_version)
        if type_name != "service-2":
            return data
        operations = {
            name: {**operation, "http": dict(operation.get("http", {}))}
            for name, operation in data["operations"].items()
        }
        return {**data, "operations": operations}
