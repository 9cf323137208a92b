"""Amazon S3 Control: what accounts have of S3.

Emulated: the public access block of an account, which S3 adds to those of its buckets; the tags of buckets;
access points with their policies, by which S3 finds its buckets.

- https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
"""
