"""Automatic normalising: what AWS chooses anew in each run is replaced, told by the shape of the operation's output.

::

    answers       which call a matched value answers, and which values the tests chose themselves
    rules         what a member is by its name and shape: a time, an id, an address, a secret, or nothing
    transformer   walks matches beside their shapes and asks for tokens

It runs after the transformers of a test, so these name what they name. It keeps what proves something: names, counts,
states, the form of an ARN, ETags, MD5s and checksums, and whatever a test has sent before AWS did.
"""
