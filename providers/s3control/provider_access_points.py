"""Operations on access points."""

from __future__ import annotations

import base64
import binascii
from itertools import islice
from typing import Any, Final

from localstack.aws.api import s3control as api
from localstack.aws.arns import arn
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.policies import reading

from . import errors
from .access_point import ALIAS_SUFFIX, AccessPoint, make_alias, require_name
from .operations import SETTINGS, S3ControlOperations

MAX_RESULTS: Final = 1000
S3: Final = "s3.amazonaws.com"


class AccessPointOperations(S3ControlOperations):
    """Access points and their policies; requests come through them to S3."""

    def create_access_point(
        self, context: RequestContext, request: api.CreateAccessPointRequest
    ) -> api.CreateAccessPointResult:
        """Create an access point for an existing bucket."""
        store, name = self._store(context, request), require_name(request["Name"])
        bucket, owner = request["Bucket"], request.get("BucketAccountId", context.account_id)
        parameters = {"Bucket": bucket, "ExpectedBucketOwner": owner}
        try:
            is_alias = context.call("s3", "HeadBucket", parameters)["AccessPointAlias"]
        except ServiceException:
            raise errors.InvalidRequest(
                "Amazon S3 AccessPoint can only be created for existing bucket"
            ) from None
        if is_alias:
            raise errors.InvalidRequest("Amazon S3 AccessPoint can only be created for existing bucket")
        if name in store.access_points:
            raise errors.AccessPointAlreadyOwnedByYou(AccessPointName=name)
        block: Any = request.get("PublicAccessBlockConfiguration")
        vpc: Any = request.get("VpcConfiguration") or {}
        made = AccessPoint(
            name,
            arn("s3", context.region, context.account_id, f"accesspoint/{name}"),
            make_alias(name, context.ids),
            bucket,
            owner,
            context.clock.now().replace(microsecond=0),
            context.region,
            vpc.get("VpcId", ""),
            {setting: block is None or bool(block.get(setting)) for setting in SETTINGS},
        )
        store.add(made)
        return {"AccessPointArn": made.arn, "Alias": made.alias}

    def get_access_point(
        self, context: RequestContext, request: api.GetAccessPointRequest
    ) -> api.GetAccessPointResult:
        """Describe an access point; to S3 also one of another account or region, by its alias."""
        if context.service_principal == S3 and request["Name"].endswith(ALIAS_SUFFIX):
            return self._of_alias(context, request["Name"]).description()  # type: ignore[return-value]
        return self._require(context, request).description()  # type: ignore[return-value]

    def list_access_points(
        self, context: RequestContext, request: api.ListAccessPointsRequest
    ) -> api.ListAccessPointsResult:
        """List the access points of the account in the region, by name."""
        points = self._store(context, request).access_points
        token, bucket = request.get("NextToken"), request.get("Bucket")
        limit = min(request.get("MaxResults", MAX_RESULTS), MAX_RESULTS)
        names = points.keys_from(_read_token(token) if token else "", inclusive=False)
        found = (points[name] for name in names if bucket in (None, points[name].bucket))
        page = list(islice(found, limit + 1))
        result: dict[str, Any] = {"AccessPointList": [point.summary() for point in page[:limit]]}
        if len(page) > limit:
            result["NextToken"] = _make_token(page[limit - 1].name)
        return result  # type: ignore[return-value]

    def delete_access_point(
        self, context: RequestContext, request: api.DeleteAccessPointRequest
    ) -> dict[str, int]:
        """Delete an access point."""
        point = self._require(context, request)
        self.store(context).remove(point)
        # The model says nothing of it, the recordings do.
        return {"StatusCode": 204}

    def get_access_point_policy(
        self, context: RequestContext, request: api.GetAccessPointPolicyRequest
    ) -> api.GetAccessPointPolicyResult:
        """Give the policy of an access point."""
        point = self._require(context, request)
        if not point.policy:
            raise errors.NoSuchAccessPointPolicy(AccessPointName=point.name)
        return {"Policy": point.policy}

    def put_access_point_policy(
        self, context: RequestContext, request: api.PutAccessPointPolicyRequest
    ) -> None:
        """Replace the policy of an access point."""
        point = self._require(context, request)
        try:
            reading.read(request["Policy"])
        except reading.PolicyError:
            raise errors.MalformedPolicy from None
        point.policy = request["Policy"]

    def delete_access_point_policy(
        self, context: RequestContext, request: api.DeleteAccessPointPolicyRequest
    ) -> None:
        """Remove the policy of an access point, if it has one."""
        self._require(context, request).policy = ""

    def _of_alias(self, context: RequestContext, alias: str) -> AccessPoint:
        account_id, region, name = self.store(context).aliases.get(alias, ("", "", ""))
        realm = context.emulator.realm
        store = realm.store(self.service, self.store_class, account_id, region) if name else None
        point = store.access_points.get(name) if store is not None else None
        if point is None:
            raise errors.NoSuchAccessPoint(AccessPointName=alias)
        return point

    def _require(self, context: RequestContext, request: Any) -> AccessPoint:
        point = self._store(context, request).access_points.get(request["Name"])
        if point is None:
            raise errors.NoSuchAccessPoint(AccessPointName=request["Name"])
        return point


def _make_token(name: str) -> str:
    return base64.urlsafe_b64encode(name.encode()).decode()


def _read_token(token: str) -> str:
    try:
        return base64.urlsafe_b64decode(token.encode()).decode()
    except (binascii.Error, UnicodeError):
        raise errors.InvalidRequest("The continuation token provided is incorrect") from None
