"""Markers by attribute: `markers.aws.validated`, `markers.snapshot.skip_snapshot_verify(paths=[…])`."""

import pytest


class aws:  # noqa: N801 - a namespace, named as suites use it
    """How a test relates to real AWS; a run against it skips `only_localstack`."""

    validated = pytest.mark.aws_validated
    manual_setup_required = pytest.mark.aws_manual_setup_required
    needs_fixing = pytest.mark.aws_needs_fixing
    only_localstack = pytest.mark.aws_only_localstack
    unknown = pytest.mark.aws_unknown


class snapshot:  # noqa: N801
    """What a comparison with a recording leaves out."""

    skip_snapshot_verify = pytest.mark.skip_snapshot_verify
