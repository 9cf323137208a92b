"""Runs against real AWS: `--aws`, or `TEST_TARGET=AWS_CLOUD`.

::

    options    what may be said together with --aws
    identity   whose account it is, and whether the run may use it
    watch      where calls are seen, and requests before they leave
    budget     --aws-max-calls
    kinds      which operations create what, and which remove it, from the botocore model
    left       what the tests created and did not delete
    hooks      the plugin of such a run, over all of these

Ambient credentials are used as they are. No emulator boots, and no guard stands.
"""
