"""Operations on configurations that say what is measured and where objects go: kept, without effect."""

from __future__ import annotations

from typing import Final

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import analytics, configurations, intelligent_tiering, metrics
from .operations import S3Operations

# As in the examples of the API reference, and in the recordings of two of the four kinds.
DONE: Final = {"StatusCode": 204}


class AnalysisOperations(S3Operations):
    """Metrics, analytics and intelligent tiering."""

    def get_bucket_metrics_configuration(
        self, context: RequestContext, request: api.GetBucketMetricsConfigurationRequest
    ) -> api.GetBucketMetricsConfigurationOutput:
        """Give a metrics configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        found = configurations.find(bucket.metrics, request["Id"])
        return {"MetricsConfiguration": found}  # type: ignore[typeddict-item]

    def put_bucket_metrics_configuration(
        self, context: RequestContext, request: api.PutBucketMetricsConfigurationRequest
    ) -> dict[str, int]:
        """Keep a metrics configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        given = metrics.parse(request["Id"], request.get("MetricsConfiguration") or {})
        with context.lock(bucket.arn):
            configurations.put(bucket.metrics, request["Id"], given)
        return DONE

    def delete_bucket_metrics_configuration(
        self, context: RequestContext, request: api.DeleteBucketMetricsConfigurationRequest
    ) -> None:
        """Remove a metrics configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        with context.lock(bucket.arn):
            configurations.remove(bucket.metrics, request["Id"])

    def list_bucket_metrics_configurations(
        self, context: RequestContext, request: api.ListBucketMetricsConfigurationsRequest
    ) -> api.ListBucketMetricsConfigurationsOutput:
        """List the metrics configurations."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        token = request.get("ContinuationToken")
        return configurations.page(bucket.metrics, "MetricsConfigurationList", token)  # type: ignore[return-value]

    def get_bucket_analytics_configuration(
        self, context: RequestContext, request: api.GetBucketAnalyticsConfigurationRequest
    ) -> api.GetBucketAnalyticsConfigurationOutput:
        """Give an analytics configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        found = configurations.find(bucket.analytics, request["Id"])
        return {"AnalyticsConfiguration": found}  # type: ignore[typeddict-item]

    def put_bucket_analytics_configuration(
        self, context: RequestContext, request: api.PutBucketAnalyticsConfigurationRequest
    ) -> dict[str, int]:
        """Keep an analytics configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        given = analytics.parse(request["Id"], request.get("AnalyticsConfiguration") or {})
        with context.lock(bucket.arn):
            configurations.put(bucket.analytics, request["Id"], given)
        return DONE

    def delete_bucket_analytics_configuration(
        self, context: RequestContext, request: api.DeleteBucketAnalyticsConfigurationRequest
    ) -> None:
        """Remove an analytics configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        with context.lock(bucket.arn):
            configurations.remove(bucket.analytics, request["Id"])

    def list_bucket_analytics_configurations(
        self, context: RequestContext, request: api.ListBucketAnalyticsConfigurationsRequest
    ) -> api.ListBucketAnalyticsConfigurationsOutput:
        """List the analytics configurations."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        token = request.get("ContinuationToken")
        return configurations.page(bucket.analytics, "AnalyticsConfigurationList", token)  # type: ignore[return-value]

    def get_bucket_intelligent_tiering_configuration(
        self, context: RequestContext, request: api.GetBucketIntelligentTieringConfigurationRequest
    ) -> api.GetBucketIntelligentTieringConfigurationOutput:
        """Give an intelligent-tiering configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        found = configurations.find(bucket.intelligent_tiering, request["Id"])
        return {"IntelligentTieringConfiguration": found}  # type: ignore[typeddict-item]

    def put_bucket_intelligent_tiering_configuration(
        self, context: RequestContext, request: api.PutBucketIntelligentTieringConfigurationRequest
    ) -> dict[str, int]:
        """Keep an intelligent-tiering configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        given = intelligent_tiering.parse(request["Id"], request.get("IntelligentTieringConfiguration") or {})
        with context.lock(bucket.arn):
            configurations.put(bucket.intelligent_tiering, request["Id"], given)
        return DONE

    def delete_bucket_intelligent_tiering_configuration(
        self, context: RequestContext, request: api.DeleteBucketIntelligentTieringConfigurationRequest
    ) -> None:
        """Remove an intelligent-tiering configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        with context.lock(bucket.arn):
            configurations.remove(bucket.intelligent_tiering, request["Id"])

    def list_bucket_intelligent_tiering_configurations(
        self, context: RequestContext, request: api.ListBucketIntelligentTieringConfigurationsRequest
    ) -> api.ListBucketIntelligentTieringConfigurationsOutput:
        """List the intelligent-tiering configurations."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        token = request.get("ContinuationToken")
        kept = bucket.intelligent_tiering
        return configurations.page(kept, "IntelligentTieringConfigurationList", token)  # type: ignore[return-value]
