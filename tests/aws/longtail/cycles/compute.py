"""Machines, containers, functions, and what scales them."""

from __future__ import annotations

import io
import zipfile

from .cycle import Aws, Cycle

ROLE = "arn:aws:iam::000000000000:role/worker"


def run_instance(aws: Aws) -> str:
    ec2 = aws("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    instance = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1)["Instances"][
        0
    ]
    return str(instance["InstanceId"])


def instances(aws: Aws) -> list[str]:
    states = [{"Name": "instance-state-name", "Values": ["pending", "running"]}]
    reservations = aws("ec2").describe_instances(Filters=states)["Reservations"]
    return [instance["InstanceId"] for reservation in reservations for instance in reservation["Instances"]]


def create_launch_configuration(aws: Aws) -> str:
    image = aws("ec2").describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    aws("autoscaling").create_launch_configuration(
        LaunchConfigurationName="web", ImageId=image, InstanceType="t3.micro"
    )
    return "web"


def register_scalable_target(aws: Aws) -> str:
    aws("ecs").create_cluster(clusterName="shop")
    aws("ecs").register_task_definition(
        family="web", containerDefinitions=[{"name": "web", "image": "nginx", "memory": 64}]
    )
    aws("ecs").create_service(cluster="shop", serviceName="web", taskDefinition="web", desiredCount=0)
    aws("application-autoscaling").register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId="service/shop/web",
        ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=1,
        MaxCapacity=4,
    )
    return "service/shop/web"


def register_job_definition(aws: Aws) -> str:
    definition = aws("batch").register_job_definition(
        jobDefinitionName="report",
        type="container",
        containerProperties={"image": "busybox", "vcpus": 1, "memory": 64, "command": ["true"]},
    )
    return str(definition["jobDefinitionArn"])


def create_function(aws: Aws) -> str:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("handler.py", "def handle(event, context): return event")
    aws("iam").create_role(RoleName="worker", AssumeRolePolicyDocument="{}")
    aws("lambda").create_function(
        FunctionName="price",
        Runtime="python3.12",
        Role=ROLE,
        Handler="handler.handle",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"CURRENCY": "EUR"}},
    )
    return "price"


def create_load_balancer(aws: Aws) -> str:
    subnets = [subnet["SubnetId"] for subnet in aws("ec2").describe_subnets()["Subnets"][:2]]
    balancer = aws("elbv2").create_load_balancer(Name="shop", Subnets=subnets, Scheme="internal")
    return str(balancer["LoadBalancers"][0]["LoadBalancerArn"])


def active_clusters(aws: Aws) -> list[str]:
    # A deleted cluster stays for a while, as INACTIVE.
    arns = aws("ecs").list_clusters()["clusterArns"]
    clusters = aws("ecs").describe_clusters(clusters=arns)["clusters"] if arns else []
    return [cluster["clusterArn"] for cluster in clusters if cluster["status"] == "ACTIVE"]


def create_kubernetes_cluster(aws: Aws) -> str:
    subnets = [subnet["SubnetId"] for subnet in aws("ec2").describe_subnets()["Subnets"][:2]]
    aws("eks").create_cluster(
        name="shop", version="1.30", roleArn=ROLE, resourcesVpcConfig={"subnetIds": subnets}
    )
    return "shop"


CYCLES = [
    Cycle(
        "application-autoscaling",
        "scalable target",
        create=register_scalable_target,
        read=lambda aws, key: aws("application-autoscaling").describe_scalable_targets(
            ServiceNamespace="ecs", ResourceIds=[key]
        )["ScalableTargets"][0]["MaxCapacity"],
        expected=4,
        listed=lambda aws: [
            target["ResourceId"]
            for target in aws("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")[
                "ScalableTargets"
            ]
        ],
        delete=lambda aws, key: aws("application-autoscaling").deregister_scalable_target(
            ServiceNamespace="ecs", ResourceId=key, ScalableDimension="ecs:service:DesiredCount"
        ),
    ),
    Cycle(
        "autoscaling",
        "launch configuration",
        create=create_launch_configuration,
        read=lambda aws, name: aws("autoscaling").describe_launch_configurations(
            LaunchConfigurationNames=[name]
        )["LaunchConfigurations"][0]["InstanceType"],
        expected="t3.micro",
        listed=lambda aws: [
            configuration["LaunchConfigurationName"]
            for configuration in aws("autoscaling").describe_launch_configurations()["LaunchConfigurations"]
        ],
        delete=lambda aws, name: aws("autoscaling").delete_launch_configuration(LaunchConfigurationName=name),
    ),
    Cycle(
        "batch",
        "job definition",
        create=register_job_definition,
        read=lambda aws, arn: aws("batch").describe_job_definitions(jobDefinitions=[arn])["jobDefinitions"][
            0
        ]["containerProperties"]["image"],
        expected="busybox",
        listed=lambda aws: [
            definition["jobDefinitionArn"]
            for definition in aws("batch").describe_job_definitions(status="ACTIVE")["jobDefinitions"]
        ],
        delete=lambda aws, arn: aws("batch").deregister_job_definition(jobDefinition=arn),
    ),
    Cycle(
        "ec2",
        "instance",
        create=run_instance,
        read=lambda aws, key: aws("ec2").describe_instances(InstanceIds=[key])["Reservations"][0][
            "Instances"
        ][0]["InstanceType"],
        expected="t3.micro",
        listed=instances,
        delete=lambda aws, key: aws("ec2").terminate_instances(InstanceIds=[key]),
    ),
    Cycle(
        "ecr",
        "repository",
        create=lambda aws: (
            aws("ecr").create_repository(repositoryName="shop/web", imageTagMutability="IMMUTABLE")
            and "shop/web"
        ),
        read=lambda aws, name: aws("ecr").describe_repositories(repositoryNames=[name])["repositories"][0][
            "imageTagMutability"
        ],
        expected="IMMUTABLE",
        listed=lambda aws: [
            repository["repositoryName"] for repository in aws("ecr").describe_repositories()["repositories"]
        ],
        delete=lambda aws, name: aws("ecr").delete_repository(repositoryName=name),
    ),
    Cycle(
        "ecs",
        "cluster",
        create=lambda aws: aws("ecs").create_cluster(clusterName="shop")["cluster"]["clusterArn"],
        read=lambda aws, arn: aws("ecs").describe_clusters(clusters=[arn])["clusters"][0]["clusterName"],
        expected="shop",
        listed=active_clusters,
        delete=lambda aws, arn: aws("ecs").delete_cluster(cluster=arn),
    ),
    Cycle(
        "eks",
        "cluster",
        create=create_kubernetes_cluster,
        read=lambda aws, name: aws("eks").describe_cluster(name=name)["cluster"]["version"],
        expected="1.30",
        listed=lambda aws: aws("eks").list_clusters()["clusters"],
        delete=lambda aws, name: aws("eks").delete_cluster(name=name),
    ),
    Cycle(
        "elbv2",
        "load balancer",
        create=create_load_balancer,
        read=lambda aws, arn: aws("elbv2").describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][
            0
        ]["Scheme"],
        expected="internal",
        listed=lambda aws: [
            balancer["LoadBalancerArn"]
            for balancer in aws("elbv2").describe_load_balancers()["LoadBalancers"]
        ],
        delete=lambda aws, arn: aws("elbv2").delete_load_balancer(LoadBalancerArn=arn),
    ),
    Cycle(
        "lambda",
        "function",
        create=create_function,
        read=lambda aws, name: aws("lambda").get_function_configuration(FunctionName=name)["Environment"][
            "Variables"
        ],
        expected={"CURRENCY": "EUR"},
        listed=lambda aws: [
            function["FunctionName"] for function in aws("lambda").list_functions()["Functions"]
        ],
        delete=lambda aws, name: aws("lambda").delete_function(FunctionName=name),
    ),
]
