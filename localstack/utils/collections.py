"""Lists and dicts."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from typing import Any, TypeVar

T = TypeVar("T")


def select_attributes(obj: Mapping[str, Any], attributes: Iterable[str]) -> dict[str, Any]:
    """Give the part of a dict that has these keys."""
    return {name: obj[name] for name in attributes if name in obj}


def remove_attributes(
    obj: dict[str, Any], attributes: Iterable[str], recursive: bool = False
) -> dict[str, Any]:
    """Take keys out of a dict.

    :param recursive: out of dicts and lists inside it too.
    :returns: the dict.
    """
    unwanted = set(attributes)
    for name in unwanted:
        obj.pop(name, None)
    if recursive:
        pending: list[Any] = list(obj.values())
        while pending:
            one = pending.pop()
            if isinstance(one, dict):
                for name in unwanted:
                    one.pop(name, None)
                pending.extend(one.values())
            elif isinstance(one, list):
                pending.extend(one)
    return obj


def merge_recursive(
    source: Mapping[str, Any],
    destination: dict[str, Any],
    none_values: Iterable[Any] = (None,),
    overwrite: bool = False,
) -> dict[str, Any]:
    """Put what a dict lacks into it, and into the dicts inside it.

    :param none_values: what counts as lacking.
    :param overwrite: whether a value that is there is replaced.
    :returns: the destination.
    """
    lacking = list(none_values)
    for key, value in source.items():
        present = destination.get(key)
        if isinstance(value, Mapping) and isinstance(present, dict):
            merge_recursive(value, present, lacking, overwrite)
        elif overwrite or key not in destination or present in lacking:
            destination[key] = copy.deepcopy(value)
    return destination


def ensure_list(obj: Any, wrap_none: bool = False) -> list[Any] | None:
    """Give a list as it is, other sequences as a list, and anything else as a list of one.

    :param wrap_none: whether `None` becomes a list of one too, and not `None`.
    """
    if obj is None and not wrap_none:
        return None
    if isinstance(obj, list):
        return obj
    return list(obj) if isinstance(obj, (tuple, set, frozenset)) else [obj]


def is_sub_dict(child: Mapping[str, Any], parent: Mapping[str, Any]) -> bool:
    """Tell whether a dict has all that another has, with the same values."""
    return all(key in parent and parent[key] == value for key, value in child.items())


def split_list_by(items: Iterable[T], predicate: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    """Give the items that something holds for, and the others."""
    holding: list[T] = []
    others: list[T] = []
    for item in items:
        (holding if predicate(item) else others).append(item)
    return holding, others


class PaginatedList(list[T]):
    """A list that is given in pages."""

    DEFAULT_PAGE_SIZE = 50

    def get_page(
        self,
        token_generator: Callable[[T], str],
        next_token: str | None = None,
        page_size: int | None = None,
        filter_function: Callable[[T], bool] | None = None,
    ) -> tuple[Sequence[T], str | None]:
        """Give a page, and the token of the next one if there is one.

        :param token_generator: gives the token of an item; that of the first item of the next page is its token.
        :param filter_function: says which items are given at all.
        """
        items = [item for item in self if filter_function is None or filter_function(item)]
        size = page_size or self.DEFAULT_PAGE_SIZE
        tokens = [token_generator(item) for item in items]
        start = tokens.index(next_token) if next_token in tokens else 0
        end = start + size
        return items[start:end], tokens[end] if end < len(items) else None


def is_none_or_empty(obj: Any) -> bool:
    """Tell whether something is None, an empty text or an empty container; 0 and false are values."""
    return obj is None or (isinstance(obj, Sized) and len(obj) == 0)


def remove_none_values_from_dict(dict: Mapping[str, Any]) -> dict[str, Any]:
    """Give a dict without the members that are None."""
    return {key: value for key, value in dict.items() if value is not None}


def select_from_typed_dict(typed_dict: type, obj: Mapping[str, Any], filter: bool = False) -> dict[str, Any]:
    """Give the members of a dict that a TypedDict has.

    :param filter: whether those with an empty value are left out.
    """
    names = [*typed_dict.__required_keys__, *typed_dict.__optional_keys__]  # type: ignore[attr-defined]
    return {name: obj[name] for name in names if name in obj and (obj[name] or not filter)}


def parse_key_value_pairs(raw_text: str) -> dict[str, str]:
    """Read `a=1,b=2`, as command lines have it.

    :raises ValueError: when a pair has no `=` or no key.
    """
    pairs: dict[str, str] = {}
    for pair in filter(None, map(str.strip, raw_text.split(","))):
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise ValueError(f"{pair!r} is no pair KEY=VALUE")
        pairs[key.strip()] = value.strip()
    return pairs
