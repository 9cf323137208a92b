"""`--snapshot-html FILE`: the matches of a run on one page that needs nothing but itself.

::

    gather      collects outcomes, from workers too, and writes at the end
    contents    outcomes as the values that the page shows
    rows        a recorded and an observed value side by side
    parity      matches by service
    page        the file: style, script and values in one, allowed by their digests
"""
