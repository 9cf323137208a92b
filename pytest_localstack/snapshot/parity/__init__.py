"""How close what tests get is to what real AWS answers.

::

    evidence   recordings of real AWS that a match names
    proof      what such a recording proves about a value
    judge      what the comparisons of a test say
    outcome    that of one match, as it crosses from an xdist worker
    table      the outcomes of a run by service: text and JSON
    options    --parity, --parity-fail-under, --parity-json, --parity-drift
    hooks      the plugin that gathers outcomes and prints the table
"""
