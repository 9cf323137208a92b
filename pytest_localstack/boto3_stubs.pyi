"""The clients of `aws_client`, typed by boto3-stubs; by `make stubs` for botocore 1.44.8."""

from mypy_boto3_abuse_signal.client import AbuseSignalClient
from mypy_boto3_accessanalyzer.client import AccessAnalyzerClient
from mypy_boto3_account.client import AccountClient
from mypy_boto3_account_access.client import AccountAccessClient
from mypy_boto3_account_access_runtime.client import AccountAccessRuntimeClient
from mypy_boto3_acm.client import ACMClient
from mypy_boto3_acm_pca.client import ACMPCAClient
from mypy_boto3_agent_discovery.client import AgentDiscoveryClient
from mypy_boto3_agent_registry.client import AgentRegistryClient
from mypy_boto3_agent_registry_control.client import AgentRegistryControlClient
from mypy_boto3_aiops.client import AIOpsClient
from mypy_boto3_amp.client import PrometheusServiceClient
from mypy_boto3_amplify.client import AmplifyClient
from mypy_boto3_amplifybackend.client import AmplifyBackendClient
from mypy_boto3_amplifyuibuilder.client import AmplifyUIBuilderClient
from mypy_boto3_apigateway.client import APIGatewayClient
from mypy_boto3_apigatewaymanagementapi.client import ApiGatewayManagementApiClient
from mypy_boto3_apigatewayv2.client import ApiGatewayV2Client
from mypy_boto3_apiportal.client import APIPortalClient
from mypy_boto3_appconfig.client import AppConfigClient
from mypy_boto3_appconfigdata.client import AppConfigDataClient
from mypy_boto3_appfabric.client import AppFabricClient
from mypy_boto3_appflow.client import AppflowClient
from mypy_boto3_appintegrations.client import AppIntegrationsServiceClient
from mypy_boto3_application_autoscaling.client import ApplicationAutoScalingClient
from mypy_boto3_application_insights.client import ApplicationInsightsClient
from mypy_boto3_application_signals.client import CloudWatchApplicationSignalsClient
from mypy_boto3_applicationcostprofiler.client import ApplicationCostProfilerClient
from mypy_boto3_appmesh.client import AppMeshClient
from mypy_boto3_apprunner.client import AppRunnerClient
from mypy_boto3_appstream.client import AppStreamClient
from mypy_boto3_appsync.client import AppSyncClient
from mypy_boto3_arc_region_switch.client import ARCRegionswitchClient
from mypy_boto3_arc_zonal_shift.client import ARCZonalShiftClient
from mypy_boto3_artifact.client import ArtifactClient
from mypy_boto3_athena.client import AthenaClient
from mypy_boto3_auditmanager.client import AuditManagerClient
from mypy_boto3_autoscaling.client import AutoScalingClient
from mypy_boto3_autoscaling_plans.client import AutoScalingPlansClient
from mypy_boto3_b2bi.client import B2BIClient
from mypy_boto3_backup.client import BackupClient
from mypy_boto3_backup_gateway.client import BackupGatewayClient
from mypy_boto3_backupsearch.client import BackupSearchClient
from mypy_boto3_batch.client import BatchClient
from mypy_boto3_bcm_dashboards.client import BillingandCostManagementDashboardsClient
from mypy_boto3_bcm_data_exports.client import BillingandCostManagementDataExportsClient
from mypy_boto3_bcm_pricing_calculator.client import BillingandCostManagementPricingCalculatorClient
from mypy_boto3_bcm_recommended_actions.client import BillingandCostManagementRecommendedActionsClient
from mypy_boto3_bedrock.client import BedrockClient
from mypy_boto3_bedrock_agent.client import AgentsforBedrockClient
from mypy_boto3_bedrock_agent_runtime.client import AgentsforBedrockRuntimeClient
from mypy_boto3_bedrock_agentcore.client import BedrockAgentCoreClient
from mypy_boto3_bedrock_agentcore_control.client import BedrockAgentCoreControlClient
from mypy_boto3_bedrock_data_automation.client import DataAutomationforBedrockClient
from mypy_boto3_bedrock_data_automation_runtime.client import RuntimeforBedrockDataAutomationClient
from mypy_boto3_bedrock_runtime.client import BedrockRuntimeClient
from mypy_boto3_billing.client import BillingClient
from mypy_boto3_billingconductor.client import BillingConductorClient
from mypy_boto3_braket.client import BraketClient
from mypy_boto3_budgets.client import BudgetsClient
from mypy_boto3_ce.client import CostExplorerClient
from mypy_boto3_chatbot.client import ChatbotClient
from mypy_boto3_chime.client import ChimeClient
from mypy_boto3_chime_sdk_identity.client import ChimeSDKIdentityClient
from mypy_boto3_chime_sdk_media_pipelines.client import ChimeSDKMediaPipelinesClient
from mypy_boto3_chime_sdk_meetings.client import ChimeSDKMeetingsClient
from mypy_boto3_chime_sdk_messaging.client import ChimeSDKMessagingClient
from mypy_boto3_chime_sdk_voice.client import ChimeSDKVoiceClient
from mypy_boto3_cleanrooms.client import CleanRoomsServiceClient
from mypy_boto3_cleanroomsml.client import CleanRoomsMLClient
from mypy_boto3_cloud9.client import Cloud9Client
from mypy_boto3_cloudcontrol.client import CloudControlApiClient
from mypy_boto3_clouddirectory.client import CloudDirectoryClient
from mypy_boto3_cloudformation.client import CloudFormationClient
from mypy_boto3_cloudfront.client import CloudFrontClient
from mypy_boto3_cloudfront_keyvaluestore.client import CloudFrontKeyValueStoreClient
from mypy_boto3_cloudhsm.client import CloudHSMClient
from mypy_boto3_cloudhsmv2.client import CloudHSMV2Client
from mypy_boto3_cloudsearch.client import CloudSearchClient
from mypy_boto3_cloudsearchdomain.client import CloudSearchDomainClient
from mypy_boto3_cloudtrail.client import CloudTrailClient
from mypy_boto3_cloudtrail_data.client import CloudTrailDataServiceClient
from mypy_boto3_cloudwatch.client import CloudWatchClient
from mypy_boto3_cloudwatchomni.client import CloudWatchOmniClient
from mypy_boto3_codeartifact.client import CodeArtifactClient
from mypy_boto3_codebuild.client import CodeBuildClient
from mypy_boto3_codecatalyst.client import CodeCatalystClient
from mypy_boto3_codecommit.client import CodeCommitClient
from mypy_boto3_codeconnections.client import CodeConnectionsClient
from mypy_boto3_codedeploy.client import CodeDeployClient
from mypy_boto3_codeguru_reviewer.client import CodeGuruReviewerClient
from mypy_boto3_codeguru_security.client import CodeGuruSecurityClient
from mypy_boto3_codeguruprofiler.client import CodeGuruProfilerClient
from mypy_boto3_codepipeline.client import CodePipelineClient
from mypy_boto3_codestar_connections.client import CodeStarconnectionsClient
from mypy_boto3_codestar_notifications.client import CodeStarNotificationsClient
from mypy_boto3_cognito_identity.client import CognitoIdentityClient
from mypy_boto3_cognito_idp.client import CognitoIdentityProviderClient
from mypy_boto3_cognito_sync.client import CognitoSyncClient
from mypy_boto3_comprehend.client import ComprehendClient
from mypy_boto3_comprehendmedical.client import ComprehendMedicalClient
from mypy_boto3_compute_optimizer.client import ComputeOptimizerClient
from mypy_boto3_compute_optimizer_automation.client import ComputeOptimizerAutomationClient
from mypy_boto3_config.client import ConfigServiceClient
from mypy_boto3_connect.client import ConnectClient
from mypy_boto3_connect_contact_lens.client import ConnectContactLensClient
from mypy_boto3_connectcampaigns.client import ConnectCampaignServiceClient
from mypy_boto3_connectcampaignsv2.client import ConnectCampaignServiceV2Client
from mypy_boto3_connectcases.client import ConnectCasesClient
from mypy_boto3_connecthealth.client import ConnectHealthClient
from mypy_boto3_connectparticipant.client import ConnectParticipantClient
from mypy_boto3_connectscheduling.client import ConnectSchedulingClient
from mypy_boto3_continuum.client import ContinuumClient
from mypy_boto3_controlcatalog.client import ControlCatalogClient
from mypy_boto3_controltower.client import ControlTowerClient
from mypy_boto3_cost_optimization_hub.client import CostOptimizationHubClient
from mypy_boto3_cur.client import CostandUsageReportServiceClient
from mypy_boto3_customer_profiles.client import CustomerProfilesClient
from mypy_boto3_databrew.client import GlueDataBrewClient
from mypy_boto3_dataexchange.client import DataExchangeClient
from mypy_boto3_datapipeline.client import DataPipelineClient
from mypy_boto3_datasync.client import DataSyncClient
from mypy_boto3_datazone.client import DataZoneClient
from mypy_boto3_dax.client import DAXClient
from mypy_boto3_deadline.client import DeadlineCloudClient
from mypy_boto3_detective.client import DetectiveClient
from mypy_boto3_devicefarm.client import DeviceFarmClient
from mypy_boto3_devops_agent.client import DevOpsAgentServiceClient
from mypy_boto3_devops_guru.client import DevOpsGuruClient
from mypy_boto3_directconnect.client import DirectConnectClient
from mypy_boto3_discovery.client import ApplicationDiscoveryServiceClient
from mypy_boto3_dlm.client import DLMClient
from mypy_boto3_dms.client import DatabaseMigrationServiceClient
from mypy_boto3_docdb.client import DocDBClient
from mypy_boto3_docdb_elastic.client import DocDBElasticClient
from mypy_boto3_drs.client import DrsClient
from mypy_boto3_ds.client import DirectoryServiceClient
from mypy_boto3_ds_data.client import DirectoryServiceDataClient
from mypy_boto3_dsql.client import AuroraDSQLClient
from mypy_boto3_dynamodb.client import DynamoDBClient
from mypy_boto3_dynamodbstreams.client import DynamoDBStreamsClient
from mypy_boto3_ebs.client import EBSClient
from mypy_boto3_ec2.client import EC2Client
from mypy_boto3_ec2_instance_connect.client import EC2InstanceConnectClient
from mypy_boto3_ecr.client import ECRClient
from mypy_boto3_ecr_public.client import ECRPublicClient
from mypy_boto3_ecs.client import ECSClient
from mypy_boto3_efs.client import EFSClient
from mypy_boto3_eks.client import EKSClient
from mypy_boto3_eks_auth.client import EKSAuthClient
from mypy_boto3_elasticache.client import ElastiCacheClient
from mypy_boto3_elasticbeanstalk.client import ElasticBeanstalkClient
from mypy_boto3_elb.client import ElasticLoadBalancingClient
from mypy_boto3_elbv2.client import ElasticLoadBalancingv2Client
from mypy_boto3_elementalinference.client import ElementalInferenceClient
from mypy_boto3_emr.client import EMRClient
from mypy_boto3_emr_containers.client import EMRContainersClient
from mypy_boto3_emr_serverless.client import EMRServerlessClient
from mypy_boto3_endusermessaging.client import EndUserMessagingClient
from mypy_boto3_entityresolution.client import EntityResolutionClient
from mypy_boto3_es.client import ElasticsearchServiceClient
from mypy_boto3_eventbridgev2.client import EventBridgeV2Client
from mypy_boto3_events.client import EventBridgeClient
from mypy_boto3_evs.client import EVSClient
from mypy_boto3_firehose.client import FirehoseClient
from mypy_boto3_fis.client import FISClient
from mypy_boto3_fms.client import FMSClient
from mypy_boto3_forecast.client import ForecastServiceClient
from mypy_boto3_forecastquery.client import ForecastQueryServiceClient
from mypy_boto3_frauddetector.client import FraudDetectorClient
from mypy_boto3_freetier.client import FreeTierClient
from mypy_boto3_fsx.client import FSxClient
from mypy_boto3_gamelift.client import GameLiftClient
from mypy_boto3_gameliftstreams.client import GameLiftStreamsClient
from mypy_boto3_geo_maps.client import LocationServiceMapsV2Client
from mypy_boto3_geo_places.client import LocationServicePlacesV2Client
from mypy_boto3_geo_routes.client import LocationServiceRoutesV2Client
from mypy_boto3_glacier.client import GlacierClient
from mypy_boto3_globalaccelerator.client import GlobalAcceleratorClient
from mypy_boto3_glue.client import GlueClient
from mypy_boto3_grafana.client import ManagedGrafanaClient
from mypy_boto3_greengrass.client import GreengrassClient
from mypy_boto3_greengrassv2.client import GreengrassV2Client
from mypy_boto3_groundstation.client import GroundStationClient
from mypy_boto3_guardduty.client import GuardDutyClient
from mypy_boto3_health.client import HealthClient
from mypy_boto3_healthlake.client import HealthLakeClient
from mypy_boto3_iam.client import IAMClient
from mypy_boto3_iam_toolbox.client import IAMToolboxPreviewClient
from mypy_boto3_identitystore.client import IdentityStoreClient
from mypy_boto3_imagebuilder.client import ImagebuilderClient
from mypy_boto3_importexport.client import ImportExportClient
from mypy_boto3_inspector.client import InspectorClient
from mypy_boto3_inspector_scan.client import InspectorscanClient
from mypy_boto3_inspector2.client import Inspector2Client
from mypy_boto3_interconnect.client import InterconnectClient
from mypy_boto3_internetmonitor.client import CloudWatchInternetMonitorClient
from mypy_boto3_invoicing.client import InvoicingClient
from mypy_boto3_iot.client import IoTClient
from mypy_boto3_iot_data.client import IoTDataPlaneClient
from mypy_boto3_iot_jobs_data.client import IoTJobsDataPlaneClient
from mypy_boto3_iot_managed_integrations.client import ManagedintegrationsforIoTDeviceManagementClient
from mypy_boto3_iotdeviceadvisor.client import IoTDeviceAdvisorClient
from mypy_boto3_iotfleetwise.client import IoTFleetWiseClient
from mypy_boto3_iotsecuretunneling.client import IoTSecureTunnelingClient
from mypy_boto3_iotsitewise.client import IoTSiteWiseClient
from mypy_boto3_iotthingsgraph.client import IoTThingsGraphClient
from mypy_boto3_iottwinmaker.client import IoTTwinMakerClient
from mypy_boto3_iotwireless.client import IoTWirelessClient
from mypy_boto3_ivs.client import IVSClient
from mypy_boto3_ivs_realtime.client import IvsrealtimeClient
from mypy_boto3_ivschat.client import IvschatClient
from mypy_boto3_kafka.client import KafkaClient
from mypy_boto3_kafkaconnect.client import KafkaConnectClient
from mypy_boto3_kendra.client import KendraClient
from mypy_boto3_kendra_ranking.client import KendraRankingClient
from mypy_boto3_keyspaces.client import KeyspacesClient
from mypy_boto3_keyspacesstreams.client import KeyspacesStreamsClient
from mypy_boto3_kinesis.client import KinesisClient
from mypy_boto3_kinesis_video_archived_media.client import KinesisVideoArchivedMediaClient
from mypy_boto3_kinesis_video_media.client import KinesisVideoMediaClient
from mypy_boto3_kinesis_video_signaling.client import KinesisVideoSignalingChannelsClient
from mypy_boto3_kinesis_video_webrtc_storage.client import KinesisVideoWebRTCStorageClient
from mypy_boto3_kinesisanalytics.client import KinesisAnalyticsClient
from mypy_boto3_kinesisanalyticsv2.client import KinesisAnalyticsV2Client
from mypy_boto3_kinesisvideo.client import KinesisVideoClient
from mypy_boto3_kms.client import KMSClient
from mypy_boto3_lakeformation.client import LakeFormationClient
from mypy_boto3_lambda.client import LambdaClient
from mypy_boto3_lambda_core.client import LambdaCoreClient
from mypy_boto3_lambda_microvms.client import LambdaMicroVMsClient
from mypy_boto3_lambda_web.client import LambdaWebClient
from mypy_boto3_launch_wizard.client import LaunchWizardClient
from mypy_boto3_lex_models.client import LexModelBuildingServiceClient
from mypy_boto3_lex_runtime.client import LexRuntimeServiceClient
from mypy_boto3_lexv2_models.client import LexModelsV2Client
from mypy_boto3_lexv2_runtime.client import LexRuntimeV2Client
from mypy_boto3_license_manager.client import LicenseManagerClient
from mypy_boto3_license_manager_linux_subscriptions.client import LicenseManagerLinuxSubscriptionsClient
from mypy_boto3_license_manager_user_subscriptions.client import LicenseManagerUserSubscriptionsClient
from mypy_boto3_lightsail.client import LightsailClient
from mypy_boto3_location.client import LocationServiceClient
from mypy_boto3_logs.client import CloudWatchLogsClient
from mypy_boto3_lookoutequipment.client import LookoutEquipmentClient
from mypy_boto3_m2.client import MainframeModernizationClient
from mypy_boto3_machinelearning.client import MachineLearningClient
from mypy_boto3_macie2.client import Macie2Client
from mypy_boto3_mailmanager.client import MailManagerClient
from mypy_boto3_managedblockchain.client import ManagedBlockchainClient
from mypy_boto3_managedblockchain_query.client import ManagedBlockchainQueryClient
from mypy_boto3_marketplace_agreement.client import AgreementServiceClient
from mypy_boto3_marketplace_catalog.client import MarketplaceCatalogClient
from mypy_boto3_marketplace_deployment.client import MarketplaceDeploymentServiceClient
from mypy_boto3_marketplace_discovery.client import MarketplaceDiscoveryClient
from mypy_boto3_marketplace_entitlement.client import MarketplaceEntitlementServiceClient
from mypy_boto3_marketplace_reporting.client import MarketplaceReportingServiceClient
from mypy_boto3_marketplacecommerceanalytics.client import MarketplaceCommerceAnalyticsClient
from mypy_boto3_mediaconnect.client import MediaConnectClient
from mypy_boto3_mediaconvert.client import MediaConvertClient
from mypy_boto3_medialive.client import MediaLiveClient
from mypy_boto3_mediapackage.client import MediaPackageClient
from mypy_boto3_mediapackage_vod.client import MediaPackageVodClient
from mypy_boto3_mediapackagev2.client import Mediapackagev2Client
from mypy_boto3_mediastore.client import MediaStoreClient
from mypy_boto3_mediastore_data.client import MediaStoreDataClient
from mypy_boto3_mediatailor.client import MediaTailorClient
from mypy_boto3_medical_imaging.client import HealthImagingClient
from mypy_boto3_memorydb.client import MemoryDBClient
from mypy_boto3_meteringmarketplace.client import MarketplaceMeteringClient
from mypy_boto3_mgh.client import MigrationHubClient
from mypy_boto3_mgn.client import MgnClient
from mypy_boto3_migration_hub_refactor_spaces.client import MigrationHubRefactorSpacesClient
from mypy_boto3_migrationhub_config.client import MigrationHubConfigClient
from mypy_boto3_migrationhuborchestrator.client import MigrationHubOrchestratorClient
from mypy_boto3_migrationhubstrategy.client import MigrationHubStrategyRecommendationsClient
from mypy_boto3_mpa.client import MultipartyApprovalClient
from mypy_boto3_mq.client import MQClient
from mypy_boto3_mturk.client import MTurkClient
from mypy_boto3_mwaa.client import MWAAClient
from mypy_boto3_mwaa_serverless.client import MWAAServerlessClient
from mypy_boto3_neptune.client import NeptuneClient
from mypy_boto3_neptune_graph.client import NeptuneGraphClient
from mypy_boto3_neptunedata.client import NeptuneDataClient
from mypy_boto3_network_firewall.client import NetworkFirewallClient
from mypy_boto3_network_security_manager.client import NetworkSecurityManagerCustomerAPIClient
from mypy_boto3_networkflowmonitor.client import NetworkFlowMonitorClient
from mypy_boto3_networkmanager.client import NetworkManagerClient
from mypy_boto3_networkmonitor.client import CloudWatchNetworkMonitorClient
from mypy_boto3_notifications.client import UserNotificationsClient
from mypy_boto3_notificationscontacts.client import UserNotificationsContactsClient
from mypy_boto3_nova_act.client import NovaActServiceClient
from mypy_boto3_oam.client import CloudWatchObservabilityAccessManagerClient
from mypy_boto3_observabilityadmin.client import CloudWatchObservabilityAdminServiceClient
from mypy_boto3_odb.client import OdbClient
from mypy_boto3_omics.client import OmicsClient
from mypy_boto3_opensearch.client import OpenSearchServiceClient
from mypy_boto3_opensearchmemory.client import OpenSearchMemoryClient
from mypy_boto3_opensearchserverless.client import OpenSearchServiceServerlessClient
from mypy_boto3_organizations.client import OrganizationsClient
from mypy_boto3_osis.client import OpenSearchIngestionClient
from mypy_boto3_outposts.client import OutpostsClient
from mypy_boto3_partnercentral_account.client import PartnerCentralAccountAPIClient
from mypy_boto3_partnercentral_benefits.client import PartnerCentralBenefitsClient
from mypy_boto3_partnercentral_channel.client import PartnerCentralChannelAPIClient
from mypy_boto3_partnercentral_marketing.client import PartnerCentralMarketingClient
from mypy_boto3_partnercentral_revenue_measurement.client import PartnerCentralRevenueMeasurementAPIClient
from mypy_boto3_partnercentral_selling.client import PartnerCentralSellingAPIClient
from mypy_boto3_payment_cryptography.client import PaymentCryptographyControlPlaneClient
from mypy_boto3_payment_cryptography_data.client import PaymentCryptographyDataPlaneClient
from mypy_boto3_payments.client import PaymentsClient
from mypy_boto3_pca_connector_ad.client import PcaConnectorAdClient
from mypy_boto3_pca_connector_scep.client import PrivateCAConnectorforSCEPClient
from mypy_boto3_pcs.client import ParallelComputingServiceClient
from mypy_boto3_personalize.client import PersonalizeClient
from mypy_boto3_personalize_events.client import PersonalizeEventsClient
from mypy_boto3_personalize_runtime.client import PersonalizeRuntimeClient
from mypy_boto3_pi.client import PIClient
from mypy_boto3_pinpoint.client import PinpointClient
from mypy_boto3_pinpoint_email.client import PinpointEmailClient
from mypy_boto3_pinpoint_sms_voice.client import PinpointSMSVoiceClient
from mypy_boto3_pinpoint_sms_voice_v2.client import PinpointSMSVoiceV2Client
from mypy_boto3_pipes.client import EventBridgePipesClient
from mypy_boto3_polly.client import PollyClient
from mypy_boto3_pricing.client import PricingClient
from mypy_boto3_pricing_plan_manager.client import PricingPlanManagerClient
from mypy_boto3_proton.client import ProtonClient
from mypy_boto3_qapps.client import QAppsClient
from mypy_boto3_qbusiness.client import QBusinessClient
from mypy_boto3_qconnect.client import QConnectClient
from mypy_boto3_quicksight.client import QuickSightClient
from mypy_boto3_ram.client import RAMClient
from mypy_boto3_rbin.client import RecycleBinClient
from mypy_boto3_rds.client import RDSClient
from mypy_boto3_rds_data.client import RDSDataServiceClient
from mypy_boto3_redshift.client import RedshiftClient
from mypy_boto3_redshift_data.client import RedshiftDataAPIServiceClient
from mypy_boto3_redshift_serverless.client import RedshiftServerlessClient
from mypy_boto3_rekognition.client import RekognitionClient
from mypy_boto3_repostspace.client import RePostPrivateClient
from mypy_boto3_resiliencehub.client import ResilienceHubClient
from mypy_boto3_resiliencehubv2.client import ResilienceHubV2Client
from mypy_boto3_resource_explorer_2.client import ResourceExplorerClient
from mypy_boto3_resource_groups.client import ResourceGroupsClient
from mypy_boto3_resourcegroupstaggingapi.client import ResourceGroupsTaggingAPIClient
from mypy_boto3_rolesanywhere.client import IAMRolesAnywhereClient
from mypy_boto3_route53.client import Route53Client
from mypy_boto3_route53_recovery_cluster.client import Route53RecoveryClusterClient
from mypy_boto3_route53_recovery_control_config.client import Route53RecoveryControlConfigClient
from mypy_boto3_route53_recovery_readiness.client import Route53RecoveryReadinessClient
from mypy_boto3_route53domains.client import Route53DomainsClient
from mypy_boto3_route53globalresolver.client import Route53GlobalResolverClient
from mypy_boto3_route53profiles.client import Route53ProfilesClient
from mypy_boto3_route53resolver.client import Route53ResolverClient
from mypy_boto3_rtbfabric.client import RTBFabricClient
from mypy_boto3_rum.client import CloudWatchRUMClient
from mypy_boto3_s3.client import S3Client
from mypy_boto3_s3control.client import S3ControlClient
from mypy_boto3_s3files.client import S3FilesClient
from mypy_boto3_s3outposts.client import S3OutpostsClient
from mypy_boto3_s3tables.client import S3TablesClient
from mypy_boto3_s3vectors.client import S3VectorsClient
from mypy_boto3_sagemaker.client import SageMakerClient
from mypy_boto3_sagemaker_a2i_runtime.client import AugmentedAIRuntimeClient
from mypy_boto3_sagemaker_edge.client import SagemakerEdgeManagerClient
from mypy_boto3_sagemaker_featurestore_runtime.client import SageMakerFeatureStoreRuntimeClient
from mypy_boto3_sagemaker_gateway_runtime.client import SageMakerGatewayRuntimeClient
from mypy_boto3_sagemaker_geospatial.client import SageMakergeospatialcapabilitiesClient
from mypy_boto3_sagemaker_inference_router_runtime.client import SageMakerInferenceRouterRuntimeClient
from mypy_boto3_sagemaker_metrics.client import SageMakerMetricsClient
from mypy_boto3_sagemaker_runtime.client import SageMakerRuntimeClient
from mypy_boto3_sagemakerjobruntime.client import SagemakerJobRuntimeServiceClient
from mypy_boto3_sagemakertrainingsessionruntime.client import SageMakerTrainingSessionRuntimeClient
from mypy_boto3_savingsplans.client import SavingsPlansClient
from mypy_boto3_scheduler.client import EventBridgeSchedulerClient
from mypy_boto3_schemas.client import SchemasClient
from mypy_boto3_sdb.client import SimpleDBClient
from mypy_boto3_secretsmanager.client import SecretsManagerClient
from mypy_boto3_security_ir.client import SecurityIncidentResponseClient
from mypy_boto3_securityagent.client import SecurityAgentClient
from mypy_boto3_securityhub.client import SecurityHubClient
from mypy_boto3_securitylake.client import SecurityLakeClient
from mypy_boto3_serverlessrepo.client import ServerlessApplicationRepositoryClient
from mypy_boto3_service_quotas.client import ServiceQuotasClient
from mypy_boto3_servicecatalog.client import ServiceCatalogClient
from mypy_boto3_servicecatalog_appregistry.client import AppRegistryClient
from mypy_boto3_servicediscovery.client import ServiceDiscoveryClient
from mypy_boto3_ses.client import SESClient
from mypy_boto3_sesv2.client import SESV2Client
from mypy_boto3_shield.client import ShieldClient
from mypy_boto3_signer.client import SignerClient
from mypy_boto3_signer_data.client import SignerDataPlaneClient
from mypy_boto3_signin.client import SignInServiceClient
from mypy_boto3_simpledbv2.client import SimpleDBv2Client
from mypy_boto3_snow_device_management.client import SnowDeviceManagementClient
from mypy_boto3_snowball.client import SnowballClient
from mypy_boto3_sns.client import SNSClient
from mypy_boto3_socialmessaging.client import EndUserMessagingSocialClient
from mypy_boto3_sqs.client import SQSClient
from mypy_boto3_ssm.client import SSMClient
from mypy_boto3_ssm_contacts.client import SSMContactsClient
from mypy_boto3_ssm_guiconnect.client import SSMGUIConnectClient
from mypy_boto3_ssm_incidents.client import SSMIncidentsClient
from mypy_boto3_ssm_quicksetup.client import SystemsManagerQuickSetupClient
from mypy_boto3_ssm_sap.client import SsmSapClient
from mypy_boto3_sso.client import SSOClient
from mypy_boto3_sso_admin.client import SSOAdminClient
from mypy_boto3_sso_oidc.client import SSOOIDCClient
from mypy_boto3_stepfunctions.client import SFNClient
from mypy_boto3_storagegateway.client import StorageGatewayClient
from mypy_boto3_sts.client import STSClient
from mypy_boto3_supplychain.client import SupplyChainClient
from mypy_boto3_support.client import SupportClient
from mypy_boto3_support_app.client import SupportAppClient
from mypy_boto3_supportauthz.client import SupportAuthZClient
from mypy_boto3_sustainability.client import SustainabilityClient
from mypy_boto3_swf.client import SWFClient
from mypy_boto3_synthetics.client import SyntheticsClient
from mypy_boto3_taxsettings.client import TaxSettingsClient
from mypy_boto3_textract.client import TextractClient
from mypy_boto3_timestream_influxdb.client import TimestreamInfluxDBClient
from mypy_boto3_timestream_query.client import TimestreamQueryClient
from mypy_boto3_timestream_write.client import TimestreamWriteClient
from mypy_boto3_transcribe.client import TranscribeServiceClient
from mypy_boto3_transfer.client import TransferClient
from mypy_boto3_translate.client import TranslateClient
from mypy_boto3_trustedadvisor.client import TrustedAdvisorPublicAPIClient
from mypy_boto3_uxc.client import UserExperienceCustomizationClient
from mypy_boto3_verifiedpermissions.client import VerifiedPermissionsClient
from mypy_boto3_voice_id.client import VoiceIDClient
from mypy_boto3_vpc_lattice.client import VPCLatticeClient
from mypy_boto3_waf.client import WAFClient
from mypy_boto3_waf_regional.client import WAFRegionalClient
from mypy_boto3_wafv2.client import WAFV2Client
from mypy_boto3_wellarchitected.client import WellArchitectedClient
from mypy_boto3_wickr.client import WickrAdminAPIClient
from mypy_boto3_wisdom.client import ConnectWisdomServiceClient
from mypy_boto3_workdocs.client import WorkDocsClient
from mypy_boto3_workmail.client import WorkMailClient
from mypy_boto3_workmailmessageflow.client import WorkMailMessageFlowClient
from mypy_boto3_workspaces.client import WorkSpacesClient
from mypy_boto3_workspaces_instances.client import WorkspacesInstancesClient
from mypy_boto3_workspaces_thin_client.client import WorkSpacesThinClientClient
from mypy_boto3_workspaces_web.client import WorkSpacesWebClient
from mypy_boto3_xray.client import XRayClient

class ClientsByName:
    abuse_signal: AbuseSignalClient
    accessanalyzer: AccessAnalyzerClient
    account: AccountClient
    account_access: AccountAccessClient
    account_access_runtime: AccountAccessRuntimeClient
    acm: ACMClient
    acm_pca: ACMPCAClient
    agent_discovery: AgentDiscoveryClient
    agent_registry: AgentRegistryClient
    agent_registry_control: AgentRegistryControlClient
    aiops: AIOpsClient
    amp: PrometheusServiceClient
    amplify: AmplifyClient
    amplifybackend: AmplifyBackendClient
    amplifyuibuilder: AmplifyUIBuilderClient
    apigateway: APIGatewayClient
    apigatewaymanagementapi: ApiGatewayManagementApiClient
    apigatewayv2: ApiGatewayV2Client
    apiportal: APIPortalClient
    appconfig: AppConfigClient
    appconfigdata: AppConfigDataClient
    appfabric: AppFabricClient
    appflow: AppflowClient
    appintegrations: AppIntegrationsServiceClient
    application_autoscaling: ApplicationAutoScalingClient
    application_insights: ApplicationInsightsClient
    application_signals: CloudWatchApplicationSignalsClient
    applicationcostprofiler: ApplicationCostProfilerClient
    appmesh: AppMeshClient
    apprunner: AppRunnerClient
    appstream: AppStreamClient
    appsync: AppSyncClient
    arc_region_switch: ARCRegionswitchClient
    arc_zonal_shift: ARCZonalShiftClient
    artifact: ArtifactClient
    athena: AthenaClient
    auditmanager: AuditManagerClient
    autoscaling: AutoScalingClient
    autoscaling_plans: AutoScalingPlansClient
    b2bi: B2BIClient
    backup: BackupClient
    backup_gateway: BackupGatewayClient
    backupsearch: BackupSearchClient
    batch: BatchClient
    bcm_dashboards: BillingandCostManagementDashboardsClient
    bcm_data_exports: BillingandCostManagementDataExportsClient
    bcm_pricing_calculator: BillingandCostManagementPricingCalculatorClient
    bcm_recommended_actions: BillingandCostManagementRecommendedActionsClient
    bedrock: BedrockClient
    bedrock_agent: AgentsforBedrockClient
    bedrock_agent_runtime: AgentsforBedrockRuntimeClient
    bedrock_agentcore: BedrockAgentCoreClient
    bedrock_agentcore_control: BedrockAgentCoreControlClient
    bedrock_data_automation: DataAutomationforBedrockClient
    bedrock_data_automation_runtime: RuntimeforBedrockDataAutomationClient
    bedrock_runtime: BedrockRuntimeClient
    billing: BillingClient
    billingconductor: BillingConductorClient
    braket: BraketClient
    budgets: BudgetsClient
    ce: CostExplorerClient
    chatbot: ChatbotClient
    chime: ChimeClient
    chime_sdk_identity: ChimeSDKIdentityClient
    chime_sdk_media_pipelines: ChimeSDKMediaPipelinesClient
    chime_sdk_meetings: ChimeSDKMeetingsClient
    chime_sdk_messaging: ChimeSDKMessagingClient
    chime_sdk_voice: ChimeSDKVoiceClient
    cleanrooms: CleanRoomsServiceClient
    cleanroomsml: CleanRoomsMLClient
    cloud9: Cloud9Client
    cloudcontrol: CloudControlApiClient
    clouddirectory: CloudDirectoryClient
    cloudformation: CloudFormationClient
    cloudfront: CloudFrontClient
    cloudfront_keyvaluestore: CloudFrontKeyValueStoreClient
    cloudhsm: CloudHSMClient
    cloudhsmv2: CloudHSMV2Client
    cloudsearch: CloudSearchClient
    cloudsearchdomain: CloudSearchDomainClient
    cloudtrail: CloudTrailClient
    cloudtrail_data: CloudTrailDataServiceClient
    cloudwatch: CloudWatchClient
    cloudwatchomni: CloudWatchOmniClient
    codeartifact: CodeArtifactClient
    codebuild: CodeBuildClient
    codecatalyst: CodeCatalystClient
    codecommit: CodeCommitClient
    codeconnections: CodeConnectionsClient
    codedeploy: CodeDeployClient
    codeguru_reviewer: CodeGuruReviewerClient
    codeguru_security: CodeGuruSecurityClient
    codeguruprofiler: CodeGuruProfilerClient
    codepipeline: CodePipelineClient
    codestar_connections: CodeStarconnectionsClient
    codestar_notifications: CodeStarNotificationsClient
    cognito_identity: CognitoIdentityClient
    cognito_idp: CognitoIdentityProviderClient
    cognito_sync: CognitoSyncClient
    comprehend: ComprehendClient
    comprehendmedical: ComprehendMedicalClient
    compute_optimizer: ComputeOptimizerClient
    compute_optimizer_automation: ComputeOptimizerAutomationClient
    config: ConfigServiceClient
    connect: ConnectClient
    connect_contact_lens: ConnectContactLensClient
    connectcampaigns: ConnectCampaignServiceClient
    connectcampaignsv2: ConnectCampaignServiceV2Client
    connectcases: ConnectCasesClient
    connecthealth: ConnectHealthClient
    connectparticipant: ConnectParticipantClient
    connectscheduling: ConnectSchedulingClient
    continuum: ContinuumClient
    controlcatalog: ControlCatalogClient
    controltower: ControlTowerClient
    cost_optimization_hub: CostOptimizationHubClient
    cur: CostandUsageReportServiceClient
    customer_profiles: CustomerProfilesClient
    databrew: GlueDataBrewClient
    dataexchange: DataExchangeClient
    datapipeline: DataPipelineClient
    datasync: DataSyncClient
    datazone: DataZoneClient
    dax: DAXClient
    deadline: DeadlineCloudClient
    detective: DetectiveClient
    devicefarm: DeviceFarmClient
    devops_agent: DevOpsAgentServiceClient
    devops_guru: DevOpsGuruClient
    directconnect: DirectConnectClient
    discovery: ApplicationDiscoveryServiceClient
    dlm: DLMClient
    dms: DatabaseMigrationServiceClient
    docdb: DocDBClient
    docdb_elastic: DocDBElasticClient
    drs: DrsClient
    ds: DirectoryServiceClient
    ds_data: DirectoryServiceDataClient
    dsql: AuroraDSQLClient
    dynamodb: DynamoDBClient
    dynamodbstreams: DynamoDBStreamsClient
    ebs: EBSClient
    ec2: EC2Client
    ec2_instance_connect: EC2InstanceConnectClient
    ecr: ECRClient
    ecr_public: ECRPublicClient
    ecs: ECSClient
    efs: EFSClient
    eks: EKSClient
    eks_auth: EKSAuthClient
    elasticache: ElastiCacheClient
    elasticbeanstalk: ElasticBeanstalkClient
    elb: ElasticLoadBalancingClient
    elbv2: ElasticLoadBalancingv2Client
    elementalinference: ElementalInferenceClient
    emr: EMRClient
    emr_containers: EMRContainersClient
    emr_serverless: EMRServerlessClient
    endusermessaging: EndUserMessagingClient
    entityresolution: EntityResolutionClient
    es: ElasticsearchServiceClient
    eventbridgev2: EventBridgeV2Client
    events: EventBridgeClient
    evs: EVSClient
    firehose: FirehoseClient
    fis: FISClient
    fms: FMSClient
    forecast: ForecastServiceClient
    forecastquery: ForecastQueryServiceClient
    frauddetector: FraudDetectorClient
    freetier: FreeTierClient
    fsx: FSxClient
    gamelift: GameLiftClient
    gameliftstreams: GameLiftStreamsClient
    geo_maps: LocationServiceMapsV2Client
    geo_places: LocationServicePlacesV2Client
    geo_routes: LocationServiceRoutesV2Client
    glacier: GlacierClient
    globalaccelerator: GlobalAcceleratorClient
    glue: GlueClient
    grafana: ManagedGrafanaClient
    greengrass: GreengrassClient
    greengrassv2: GreengrassV2Client
    groundstation: GroundStationClient
    guardduty: GuardDutyClient
    health: HealthClient
    healthlake: HealthLakeClient
    iam: IAMClient
    iam_toolbox: IAMToolboxPreviewClient
    identitystore: IdentityStoreClient
    imagebuilder: ImagebuilderClient
    importexport: ImportExportClient
    inspector: InspectorClient
    inspector_scan: InspectorscanClient
    inspector2: Inspector2Client
    interconnect: InterconnectClient
    internetmonitor: CloudWatchInternetMonitorClient
    invoicing: InvoicingClient
    iot: IoTClient
    iot_data: IoTDataPlaneClient
    iot_jobs_data: IoTJobsDataPlaneClient
    iot_managed_integrations: ManagedintegrationsforIoTDeviceManagementClient
    iotdeviceadvisor: IoTDeviceAdvisorClient
    iotfleetwise: IoTFleetWiseClient
    iotsecuretunneling: IoTSecureTunnelingClient
    iotsitewise: IoTSiteWiseClient
    iotthingsgraph: IoTThingsGraphClient
    iottwinmaker: IoTTwinMakerClient
    iotwireless: IoTWirelessClient
    ivs: IVSClient
    ivs_realtime: IvsrealtimeClient
    ivschat: IvschatClient
    kafka: KafkaClient
    kafkaconnect: KafkaConnectClient
    kendra: KendraClient
    kendra_ranking: KendraRankingClient
    keyspaces: KeyspacesClient
    keyspacesstreams: KeyspacesStreamsClient
    kinesis: KinesisClient
    kinesis_video_archived_media: KinesisVideoArchivedMediaClient
    kinesis_video_media: KinesisVideoMediaClient
    kinesis_video_signaling: KinesisVideoSignalingChannelsClient
    kinesis_video_webrtc_storage: KinesisVideoWebRTCStorageClient
    kinesisanalytics: KinesisAnalyticsClient
    kinesisanalyticsv2: KinesisAnalyticsV2Client
    kinesisvideo: KinesisVideoClient
    kms: KMSClient
    lakeformation: LakeFormationClient
    lambda_: LambdaClient
    lambda_core: LambdaCoreClient
    lambda_microvms: LambdaMicroVMsClient
    lambda_web: LambdaWebClient
    launch_wizard: LaunchWizardClient
    lex_models: LexModelBuildingServiceClient
    lex_runtime: LexRuntimeServiceClient
    lexv2_models: LexModelsV2Client
    lexv2_runtime: LexRuntimeV2Client
    license_manager: LicenseManagerClient
    license_manager_linux_subscriptions: LicenseManagerLinuxSubscriptionsClient
    license_manager_user_subscriptions: LicenseManagerUserSubscriptionsClient
    lightsail: LightsailClient
    location: LocationServiceClient
    logs: CloudWatchLogsClient
    lookoutequipment: LookoutEquipmentClient
    m2: MainframeModernizationClient
    machinelearning: MachineLearningClient
    macie2: Macie2Client
    mailmanager: MailManagerClient
    managedblockchain: ManagedBlockchainClient
    managedblockchain_query: ManagedBlockchainQueryClient
    marketplace_agreement: AgreementServiceClient
    marketplace_catalog: MarketplaceCatalogClient
    marketplace_deployment: MarketplaceDeploymentServiceClient
    marketplace_discovery: MarketplaceDiscoveryClient
    marketplace_entitlement: MarketplaceEntitlementServiceClient
    marketplace_reporting: MarketplaceReportingServiceClient
    marketplacecommerceanalytics: MarketplaceCommerceAnalyticsClient
    mediaconnect: MediaConnectClient
    mediaconvert: MediaConvertClient
    medialive: MediaLiveClient
    mediapackage: MediaPackageClient
    mediapackage_vod: MediaPackageVodClient
    mediapackagev2: Mediapackagev2Client
    mediastore: MediaStoreClient
    mediastore_data: MediaStoreDataClient
    mediatailor: MediaTailorClient
    medical_imaging: HealthImagingClient
    memorydb: MemoryDBClient
    meteringmarketplace: MarketplaceMeteringClient
    mgh: MigrationHubClient
    mgn: MgnClient
    migration_hub_refactor_spaces: MigrationHubRefactorSpacesClient
    migrationhub_config: MigrationHubConfigClient
    migrationhuborchestrator: MigrationHubOrchestratorClient
    migrationhubstrategy: MigrationHubStrategyRecommendationsClient
    mpa: MultipartyApprovalClient
    mq: MQClient
    mturk: MTurkClient
    mwaa: MWAAClient
    mwaa_serverless: MWAAServerlessClient
    neptune: NeptuneClient
    neptune_graph: NeptuneGraphClient
    neptunedata: NeptuneDataClient
    network_firewall: NetworkFirewallClient
    network_security_manager: NetworkSecurityManagerCustomerAPIClient
    networkflowmonitor: NetworkFlowMonitorClient
    networkmanager: NetworkManagerClient
    networkmonitor: CloudWatchNetworkMonitorClient
    notifications: UserNotificationsClient
    notificationscontacts: UserNotificationsContactsClient
    nova_act: NovaActServiceClient
    oam: CloudWatchObservabilityAccessManagerClient
    observabilityadmin: CloudWatchObservabilityAdminServiceClient
    odb: OdbClient
    omics: OmicsClient
    opensearch: OpenSearchServiceClient
    opensearchmemory: OpenSearchMemoryClient
    opensearchserverless: OpenSearchServiceServerlessClient
    organizations: OrganizationsClient
    osis: OpenSearchIngestionClient
    outposts: OutpostsClient
    partnercentral_account: PartnerCentralAccountAPIClient
    partnercentral_benefits: PartnerCentralBenefitsClient
    partnercentral_channel: PartnerCentralChannelAPIClient
    partnercentral_marketing: PartnerCentralMarketingClient
    partnercentral_revenue_measurement: PartnerCentralRevenueMeasurementAPIClient
    partnercentral_selling: PartnerCentralSellingAPIClient
    payment_cryptography: PaymentCryptographyControlPlaneClient
    payment_cryptography_data: PaymentCryptographyDataPlaneClient
    payments: PaymentsClient
    pca_connector_ad: PcaConnectorAdClient
    pca_connector_scep: PrivateCAConnectorforSCEPClient
    pcs: ParallelComputingServiceClient
    personalize: PersonalizeClient
    personalize_events: PersonalizeEventsClient
    personalize_runtime: PersonalizeRuntimeClient
    pi: PIClient
    pinpoint: PinpointClient
    pinpoint_email: PinpointEmailClient
    pinpoint_sms_voice: PinpointSMSVoiceClient
    pinpoint_sms_voice_v2: PinpointSMSVoiceV2Client
    pipes: EventBridgePipesClient
    polly: PollyClient
    pricing: PricingClient
    pricing_plan_manager: PricingPlanManagerClient
    proton: ProtonClient
    qapps: QAppsClient
    qbusiness: QBusinessClient
    qconnect: QConnectClient
    quicksight: QuickSightClient
    ram: RAMClient
    rbin: RecycleBinClient
    rds: RDSClient
    rds_data: RDSDataServiceClient
    redshift: RedshiftClient
    redshift_data: RedshiftDataAPIServiceClient
    redshift_serverless: RedshiftServerlessClient
    rekognition: RekognitionClient
    repostspace: RePostPrivateClient
    resiliencehub: ResilienceHubClient
    resiliencehubv2: ResilienceHubV2Client
    resource_explorer_2: ResourceExplorerClient
    resource_groups: ResourceGroupsClient
    resourcegroupstaggingapi: ResourceGroupsTaggingAPIClient
    rolesanywhere: IAMRolesAnywhereClient
    route53: Route53Client
    route53_recovery_cluster: Route53RecoveryClusterClient
    route53_recovery_control_config: Route53RecoveryControlConfigClient
    route53_recovery_readiness: Route53RecoveryReadinessClient
    route53domains: Route53DomainsClient
    route53globalresolver: Route53GlobalResolverClient
    route53profiles: Route53ProfilesClient
    route53resolver: Route53ResolverClient
    rtbfabric: RTBFabricClient
    rum: CloudWatchRUMClient
    s3: S3Client
    s3control: S3ControlClient
    s3files: S3FilesClient
    s3outposts: S3OutpostsClient
    s3tables: S3TablesClient
    s3vectors: S3VectorsClient
    sagemaker: SageMakerClient
    sagemaker_a2i_runtime: AugmentedAIRuntimeClient
    sagemaker_edge: SagemakerEdgeManagerClient
    sagemaker_featurestore_runtime: SageMakerFeatureStoreRuntimeClient
    sagemaker_gateway_runtime: SageMakerGatewayRuntimeClient
    sagemaker_geospatial: SageMakergeospatialcapabilitiesClient
    sagemaker_inference_router_runtime: SageMakerInferenceRouterRuntimeClient
    sagemaker_metrics: SageMakerMetricsClient
    sagemaker_runtime: SageMakerRuntimeClient
    sagemakerjobruntime: SagemakerJobRuntimeServiceClient
    sagemakertrainingsessionruntime: SageMakerTrainingSessionRuntimeClient
    savingsplans: SavingsPlansClient
    scheduler: EventBridgeSchedulerClient
    schemas: SchemasClient
    sdb: SimpleDBClient
    secretsmanager: SecretsManagerClient
    security_ir: SecurityIncidentResponseClient
    securityagent: SecurityAgentClient
    securityhub: SecurityHubClient
    securitylake: SecurityLakeClient
    serverlessrepo: ServerlessApplicationRepositoryClient
    service_quotas: ServiceQuotasClient
    servicecatalog: ServiceCatalogClient
    servicecatalog_appregistry: AppRegistryClient
    servicediscovery: ServiceDiscoveryClient
    ses: SESClient
    sesv2: SESV2Client
    shield: ShieldClient
    signer: SignerClient
    signer_data: SignerDataPlaneClient
    signin: SignInServiceClient
    simpledbv2: SimpleDBv2Client
    snow_device_management: SnowDeviceManagementClient
    snowball: SnowballClient
    sns: SNSClient
    socialmessaging: EndUserMessagingSocialClient
    sqs: SQSClient
    ssm: SSMClient
    ssm_contacts: SSMContactsClient
    ssm_guiconnect: SSMGUIConnectClient
    ssm_incidents: SSMIncidentsClient
    ssm_quicksetup: SystemsManagerQuickSetupClient
    ssm_sap: SsmSapClient
    sso: SSOClient
    sso_admin: SSOAdminClient
    sso_oidc: SSOOIDCClient
    stepfunctions: SFNClient
    storagegateway: StorageGatewayClient
    sts: STSClient
    supplychain: SupplyChainClient
    support: SupportClient
    support_app: SupportAppClient
    supportauthz: SupportAuthZClient
    sustainability: SustainabilityClient
    swf: SWFClient
    synthetics: SyntheticsClient
    taxsettings: TaxSettingsClient
    textract: TextractClient
    timestream_influxdb: TimestreamInfluxDBClient
    timestream_query: TimestreamQueryClient
    timestream_write: TimestreamWriteClient
    transcribe: TranscribeServiceClient
    transfer: TransferClient
    translate: TranslateClient
    trustedadvisor: TrustedAdvisorPublicAPIClient
    uxc: UserExperienceCustomizationClient
    verifiedpermissions: VerifiedPermissionsClient
    voice_id: VoiceIDClient
    vpc_lattice: VPCLatticeClient
    waf: WAFClient
    waf_regional: WAFRegionalClient
    wafv2: WAFV2Client
    wellarchitected: WellArchitectedClient
    wickr: WickrAdminAPIClient
    wisdom: ConnectWisdomServiceClient
    workdocs: WorkDocsClient
    workmail: WorkMailClient
    workmailmessageflow: WorkMailMessageFlowClient
    workspaces: WorkSpacesClient
    workspaces_instances: WorkspacesInstancesClient
    workspaces_thin_client: WorkSpacesThinClientClient
    workspaces_web: WorkSpacesWebClient
    xray: XRayClient
