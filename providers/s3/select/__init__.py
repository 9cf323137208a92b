"""S3 Select: one table, its language, and what it reads.

::

    expression -> tokens -> tree (parser, expressions, calls) -> validation -> compiler, over a scope -> query
    object     -> scan_range -> decompression -> text -> csv_input, json_input -> rows
    rows       -> query -> records -> output -> events (selection)

The grammar is in README.md. Closed to new customers of AWS since July 2024; the emulator answers as to others.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference.html
"""
