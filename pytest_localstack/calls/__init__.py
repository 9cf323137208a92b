"""What a test's AWS calls tell, beside the test and at the end of the run.

::

    spans       which of the emulator's calls belong to a test and which to its set-up
    view        `aws_calls`: filters and assertions over them
    wording     a call in a line, with secrets masked; the calls nearest to one that was expected
    secrets     what must not be shown
    failure     the sections of a failing test's report, with log and changes of state
    totals      what is taken from every call before it is forgotten: coverage, slowest calls
    policy      the least-privilege IAM policy of calls
    plugin      options, hooks and the fixture
"""
