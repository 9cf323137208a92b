"""Recordings that no test asks for: entries of tests that are gone, match keys that are matched no more.

::

    usage      what a run has collected, run and matched; written by a shard, merged over shards
    tracker    gathers it, in each process of a run
    found      what the recording files hold beyond it, and its deletion
    static     the same from the source of the test files, without a run

An entry is unused when its test file was collected whole, each of its tests was run to its end, and none has the
entry's node id; or when its test has passed without a match. A key is unused when its test has passed without
matching it. Whatever a run cannot know (deselected tests, failed collection, a stop, a crash) is not reported.
"""
