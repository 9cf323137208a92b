"""AWS's transformer sets, by what a service does.

Labels, keys and order are those of the recordings made with localstack-snapshot, so that these verify: a set numbers
its references in the order of its transformers.
"""
