"""Functions and attributes of others, replaced for a while."""

from __future__ import annotations

import pytest

from localstack.utils.patch import Patch, Patches, patch


class Greeter:
    """Says something."""

    word = "hello"

    def greet(self, name: str) -> str:
        return f"{self.word} {name}"

    @staticmethod
    def shout(name: str) -> str:
        return name.upper()


class Quiet(Greeter):
    """Inherits everything."""


def whisper(name: str) -> str:
    return f"psst {name}"


def test_an_attribute_is_replaced_for_a_while() -> None:
    with Patch(Greeter, "word", "bye") as applied:
        assert (Greeter().greet("you"), applied.is_applied) == ("bye you", True)

    assert (Greeter().greet("you"), applied.is_applied) == ("hello you", False)


def test_what_was_inherited_is_so_again_and_a_static_method_stays_one() -> None:
    with Patch(Quiet, "word", "hm"):
        assert Quiet().greet("you") == "hm you"
    with Patch(Greeter, "shout", staticmethod(str.lower)):
        assert Greeter().shout("You") == "you"

    assert "word" not in vars(Quiet)
    assert Greeter().shout("you") == "YOU"


def test_a_method_gets_the_one_it_replaces() -> None:
    with Patch.function(Greeter.greet, lambda old, self, name: f"{old(name)}!"):
        assert Greeter().greet("you") == "hello you!"

    assert Greeter().greet("you") == "hello you"


def test_a_function_of_a_module_gets_the_one_it_replaces_unless_it_does_not_want_to() -> None:
    with Patch.function(whisper, lambda old, name: old(name) + "?"):
        assert whisper("you") == "psst you?"
    with Patch.function(whisper, str.upper, pass_target=False):
        assert whisper("you") == "YOU"


def test_a_method_of_one_object_is_replaced_there_only() -> None:
    one = Greeter()
    with Patch.function(one.greet, lambda old, name: old(name) + "!"):
        assert (one.greet("you"), Greeter().greet("you")) == ("hello you!", "hello you")


def test_several_are_undone_in_reverse() -> None:
    patches = Patches([Patch(Greeter, "word", "one")])
    patches.add(Patch(Greeter, "word", "two"))

    with patches:
        assert Greeter.word == "two"

    assert Greeter.word == "hello"


def test_a_decorator_replaces_at_once() -> None:
    @patch(whisper)
    def louder(old: object, name: str) -> str:
        assert callable(old)
        return f"{old(name)}!!"

    try:
        assert whisper("you") == "psst you!!"
    finally:
        vars(louder)["patch"].undo()
    assert whisper("you") == "psst you"


def test_undoing_what_was_not_done_does_nothing() -> None:
    Patch(Greeter, "word", "x").undo()

    assert Greeter.word == "hello"


def test_a_function_that_nothing_can_reach_is_refused() -> None:
    def local() -> None: ...

    with pytest.raises(ValueError, match="is local to a function"):
        Patch.function(local, local)
