"""Tags of resources by ARN, for plugins that bring a service with tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class TaggingService:
    """The tags of the resources of a service.

    :param key_field: how an API calls a tag's key.
    :param value_field: how an API calls a tag's value.
    """

    def __init__(self, key_field: str = "Key", value_field: str = "Value") -> None:
        self.key_field = key_field
        self.value_field = value_field
        self.tags: dict[str, dict[str, str]] = {}

    def list_tags_for_resource(self, arn: str, root_name: str = "Tags") -> dict[str, list[dict[str, str]]]:
        """Give the tags of a resource as an API lists them, below one name."""
        tags = self.tags.get(arn, {})
        return {root_name: [{self.key_field: key, self.value_field: tags[key]} for key in tags]}

    def tag_resource(self, arn: str, tags: Iterable[Mapping[str, str]] | None) -> None:
        """Add tags to a resource, as an API lists them; a key it has gets the new value."""
        for tag in tags or ():
            self.tags.setdefault(arn, {})[tag[self.key_field]] = tag[self.value_field]

    def untag_resource(self, arn: str, tag_names: Iterable[str] | None) -> None:
        """Remove tags by their keys; one that is not there is no error."""
        for name in tag_names or ():
            self.tags.get(arn, {}).pop(name, None)

    def del_resource(self, arn: str) -> None:
        """Forget a resource."""
        self.tags.pop(arn, None)
