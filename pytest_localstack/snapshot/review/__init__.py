"""`--snapshot-review`: decide after the run, match by match, what of the differences is recorded.

::

    hooks   what is kept of a run, and when it is asked
    walk    the questions and what the answers do
"""
