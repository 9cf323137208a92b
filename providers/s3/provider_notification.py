"""Operations on notification configurations, and the deliveries that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.services.provider import pending_work

from . import content, delivery, events, notification
from .operations import S3Operations


class NotificationOperations(S3Operations):
    """Notification configurations and deliveries."""

    def get_bucket_notification_configuration(
        self, context: RequestContext, request: api.GetBucketNotificationConfigurationRequest
    ) -> api.NotificationConfiguration:
        """Give the notification configuration, empty when there is none."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return bucket.notifications.shown()  # type: ignore[return-value]

    def put_bucket_notification_configuration(
        self, context: RequestContext, request: api.PutBucketNotificationConfigurationRequest
    ) -> None:
        """Replace the notification configuration, and send queues and topics a test event."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        configuration = request.get("NotificationConfiguration") or {}
        notifications = notification.parse(configuration, bucket.region, context.ids)
        is_validated = not request.get("SkipDestinationValidation")
        if is_validated:
            delivery.require_destinations(context, notifications.destinations)
        bucket.notifications = notifications
        for destination in notifications.destinations if is_validated else ():
            if destination.target.service != "lambda":
                event = events.test_event(delivery.circumstances(context, bucket), bucket.name)
                context.schedule("deliver_notification", delivery.message_to(destination.arn, bucket, event))

    @pending_work
    def deliver_notification(self, context: RequestContext, message: Mapping[str, Any]) -> None:
        """Bring a message to its destination, or record it as undelivered."""
        try:
            delivery.deliver(context, message)
        except delivery.DeliveryFailed as failure:
            description = f"s3: {message['BucketArn']} to {message['Arn']}: {failure}"
            context.emulator.recorder.add_undelivered(description)
