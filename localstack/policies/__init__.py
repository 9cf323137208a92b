"""The policy language: who may do what with which resource, and when.

    text -> :mod:`reading` -> :mod:`tree` -> :mod:`evaluation`, by :mod:`patterns` and :mod:`operators`

A service words the errors of reading in its own way, and says what its resources, actions and condition keys are.
"""
