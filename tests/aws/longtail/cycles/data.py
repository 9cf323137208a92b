"""Databases, caches, search, analytics, file systems."""

from __future__ import annotations

from typing import Any

from .cycle import Aws, Cycle


def create_table(aws: Aws, **options: Any) -> Any:
    return aws("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        **options,
    )["TableDescription"]


def create_table_with_an_item(aws: Aws) -> str:
    create_table(aws)
    aws("dynamodb").put_item(TableName="orders", Item={"id": {"S": "1"}, "total": {"N": "12.5"}})
    return "orders"


def create_table_with_a_stream(aws: Aws) -> str:
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    arn = create_table(aws, StreamSpecification=stream)["LatestStreamArn"]
    aws("dynamodb").put_item(TableName="orders", Item={"id": {"S": "1"}})
    return str(arn)


def read_stream(aws: Aws, arn: str) -> Any:
    streams = aws("dynamodbstreams")
    shard_id = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard_id, ShardIteratorType="TRIM_HORIZON")[
        "ShardIterator"
    ]
    records = streams.get_records(ShardIterator=iterator)["Records"]
    return [(record["eventName"], record["dynamodb"]["NewImage"]) for record in records]


def create_cluster_of_hosts(aws: Aws) -> str:
    flow = aws("emr").run_job_flow(
        Name="nightly report",
        ReleaseLabel="emr-6.10.0",
        ServiceRole="EMR_DefaultRole",
        JobFlowRole="EMR_EC2_DefaultRole",
        Instances={
            "InstanceGroups": [
                {"InstanceRole": "MASTER", "InstanceType": "m5.xlarge", "InstanceCount": 1},
            ],
            "KeepJobFlowAliveWhenNoSteps": True,
        },
    )
    return str(flow["JobFlowId"])


def create_db_instance(aws: Aws) -> str:
    aws("rds").create_db_instance(
        DBInstanceIdentifier="orders",
        Engine="postgres",
        DBInstanceClass="db.t3.micro",
        AllocatedStorage=20,
        MasterUsername="clerk",
        MasterUserPassword="correct-horse",
    )
    return "orders"


def create_warehouse(aws: Aws) -> str:
    aws("redshift").create_cluster(
        ClusterIdentifier="sales",
        NodeType="ra3.xlplus",
        NumberOfNodes=2,
        ClusterType="multi-node",
        DBName="sales",
        MasterUsername="clerk",
        MasterUserPassword="Correct-h0rse",
    )
    return "sales"


def create_cache_cluster(aws: Aws) -> str:
    aws("elasticache").create_cache_cluster(
        CacheClusterId="sessions", Engine="redis", CacheNodeType="cache.t3.micro", NumCacheNodes=1
    )
    return "sessions"


def cache_clusters(aws: Aws) -> list[str]:
    clusters = aws("elasticache").describe_cache_clusters()["CacheClusters"]
    return [cluster["CacheClusterId"] for cluster in clusters if cluster["CacheClusterStatus"] != "deleting"]


def create_glue_database(aws: Aws) -> str:
    aws("glue").create_database(DatabaseInput={"Name": "sales", "Description": "Orders by day"})
    return "sales"


CYCLES = [
    Cycle(
        "athena",
        "work group",
        create=lambda aws: (
            aws("athena").create_work_group(Name="reports", Description="Monthly reports") and "reports"
        ),
        read=lambda aws, name: aws("athena").get_work_group(WorkGroup=name)["WorkGroup"]["Description"],
        expected="Monthly reports",
        listed=lambda aws: [group["Name"] for group in aws("athena").list_work_groups()["WorkGroups"]],
        delete=lambda aws, name: aws("athena").delete_work_group(WorkGroup=name),
    ),
    Cycle(
        "dynamodb",
        "table",
        create=create_table_with_an_item,
        read=lambda aws, name: aws("dynamodb").get_item(TableName=name, Key={"id": {"S": "1"}})["Item"],
        expected={"id": {"S": "1"}, "total": {"N": "12.5"}},
        listed=lambda aws: aws("dynamodb").list_tables()["TableNames"],
        delete=lambda aws, name: aws("dynamodb").delete_table(TableName=name),
    ),
    Cycle(
        "dynamodbstreams",
        "stream",
        create=create_table_with_a_stream,
        read=read_stream,
        expected=[("INSERT", {"id": {"S": "1"}})],
        listed=lambda aws: [
            stream["StreamArn"] for stream in aws("dynamodbstreams").list_streams()["Streams"]
        ],
        delete=lambda aws, _: aws("dynamodb").delete_table(TableName="orders"),
    ),
    Cycle(
        "efs",
        "file system",
        create=lambda aws: aws("efs").create_file_system(CreationToken="shared", Encrypted=True)[
            "FileSystemId"
        ],
        read=lambda aws, key: aws("efs").describe_file_systems(FileSystemId=key)["FileSystems"][0][
            "CreationToken"
        ],
        expected="shared",
        listed=lambda aws: [
            system["FileSystemId"] for system in aws("efs").describe_file_systems()["FileSystems"]
        ],
        delete=lambda aws, key: aws("efs").delete_file_system(FileSystemId=key),
    ),
    Cycle(
        "elasticache",
        "cache cluster",
        create=create_cache_cluster,
        read=lambda aws, name: aws("elasticache").describe_cache_clusters(CacheClusterId=name)[
            "CacheClusters"
        ][0]["CacheNodeType"],
        expected="cache.t3.micro",
        listed=cache_clusters,
        delete=lambda aws, name: aws("elasticache").delete_cache_cluster(CacheClusterId=name),
    ),
    Cycle(
        "emr",
        "cluster",
        create=create_cluster_of_hosts,
        read=lambda aws, key: aws("emr").describe_cluster(ClusterId=key)["Cluster"]["Name"],
        expected="nightly report",
        listed=lambda aws: [
            cluster["Id"]
            for cluster in aws("emr").list_clusters(ClusterStates=["STARTING", "WAITING", "RUNNING"])[
                "Clusters"
            ]
        ],
        delete=lambda aws, key: aws("emr").terminate_job_flows(JobFlowIds=[key]),
    ),
    Cycle(
        "es",
        "domain",
        create=lambda aws: (
            aws("es").create_elasticsearch_domain(DomainName="catalogue", ElasticsearchVersion="7.10")
            and "catalogue"
        ),
        read=lambda aws, name: aws("es").describe_elasticsearch_domain(DomainName=name)["DomainStatus"][
            "ElasticsearchVersion"
        ],
        expected="7.10",
        listed=lambda aws: [domain["DomainName"] for domain in aws("es").list_domain_names()["DomainNames"]],
        delete=lambda aws, name: aws("es").delete_elasticsearch_domain(DomainName=name),
    ),
    Cycle(
        "glue",
        "database",
        create=create_glue_database,
        read=lambda aws, name: aws("glue").get_database(Name=name)["Database"]["Description"],
        expected="Orders by day",
        listed=lambda aws: [database["Name"] for database in aws("glue").get_databases()["DatabaseList"]],
        delete=lambda aws, name: aws("glue").delete_database(Name=name),
    ),
    Cycle(
        "opensearch",
        "domain",
        create=lambda aws: (
            aws("opensearch").create_domain(DomainName="catalogue", EngineVersion="OpenSearch_2.11")
            and "catalogue"
        ),
        read=lambda aws, name: aws("opensearch").describe_domain(DomainName=name)["DomainStatus"][
            "EngineVersion"
        ],
        expected="OpenSearch_2.11",
        listed=lambda aws: [
            domain["DomainName"] for domain in aws("opensearch").list_domain_names()["DomainNames"]
        ],
        delete=lambda aws, name: aws("opensearch").delete_domain(DomainName=name),
    ),
    Cycle(
        "rds",
        "instance",
        create=create_db_instance,
        read=lambda aws, name: aws("rds").describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0][
            "Engine"
        ],
        expected="postgres",
        listed=lambda aws: [
            instance["DBInstanceIdentifier"] for instance in aws("rds").describe_db_instances()["DBInstances"]
        ],
        delete=lambda aws, name: aws("rds").delete_db_instance(
            DBInstanceIdentifier=name, SkipFinalSnapshot=True
        ),
    ),
    Cycle(
        "redshift",
        "cluster",
        create=create_warehouse,
        read=lambda aws, name: aws("redshift").describe_clusters(ClusterIdentifier=name)["Clusters"][0][
            "NumberOfNodes"
        ],
        expected=2,
        listed=lambda aws: [
            cluster["ClusterIdentifier"] for cluster in aws("redshift").describe_clusters()["Clusters"]
        ],
        delete=lambda aws, name: aws("redshift").delete_cluster(
            ClusterIdentifier=name, SkipFinalClusterSnapshot=True
        ),
    ),
]
