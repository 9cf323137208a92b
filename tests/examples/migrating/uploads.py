"""The application under test: keeps uploads in a bucket and announces them in a queue."""

import json
import os

import boto3


def client(service):
    return boto3.client(service, endpoint_url=os.environ.get("UPLOADS_ENDPOINT"))


def store(bucket, queue_url, name, content):
    key = f"uploads/{name}"
    client("s3").put_object(Bucket=bucket, Key=key, Body=content)
    message = {"key": key, "size": len(content)}
    client("sqs").send_message(QueueUrl=queue_url, MessageBody=json.dumps(message))
    return key
