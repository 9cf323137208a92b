"""What is done with recordings outside of a run: behind `localstack snapshot`.

::

    collecting   the tests of a suite, as pytest collects them, without running any
    renaming     entries follow a test or a file that was renamed
    adopting     entries of a LocalStack checkout become those of one's own tests
    revisions    recordings of two files or two git revisions
    differing    what differs between them, as lines
"""
