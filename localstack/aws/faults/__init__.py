"""Faults on purpose: which calls they are for, what they do to them, which errors they answer with.

The gateway asks :mod:`localstack.aws.handlers.faults` for each call while there are any.
"""
