"""The clients of `aws_client`, typed by types-boto3; by `make stubs` for botocore 1.44.8."""

from types_boto3_abuse_signal.client import AbuseSignalClient
from types_boto3_accessanalyzer.client import AccessAnalyzerClient
from types_boto3_account.client import AccountClient
from types_boto3_account_access.client import AccountAccessClient
from types_boto3_account_access_runtime.client import AccountAccessRuntimeClient
from types_boto3_acm.client import ACMClient
from types_boto3_acm_pca.client import ACMPCAClient
from types_boto3_agent_discovery.client import AgentDiscoveryClient
from types_boto3_agent_registry.client import AgentRegistryClient
from types_boto3_agent_registry_control.client import AgentRegistryControlClient
from types_boto3_aiops.client import AIOpsClient
from types_boto3_amp.client import PrometheusServiceClient
from types_boto3_amplify.client import AmplifyClient
from types_boto3_amplifybackend.client import AmplifyBackendClient
from types_boto3_amplifyuibuilder.client import AmplifyUIBuilderClient
from types_boto3_apigateway.client import APIGatewayClient
from types_boto3_apigatewaymanagementapi.client import ApiGatewayManagementApiClient
from types_boto3_apigatewayv2.client import ApiGatewayV2Client
from types_boto3_apiportal.client import APIPortalClient
from types_boto3_appconfig.client import AppConfigClient
from types_boto3_appconfigdata.client import AppConfigDataClient
from types_boto3_appfabric.client import AppFabricClient
from types_boto3_appflow.client import AppflowClient
from types_boto3_appintegrations.client import AppIntegrationsServiceClient
from types_boto3_application_autoscaling.client import ApplicationAutoScalingClient
from types_boto3_application_insights.client import ApplicationInsightsClient
from types_boto3_application_signals.client import CloudWatchApplicationSignalsClient
from types_boto3_applicationcostprofiler.client import ApplicationCostProfilerClient
from types_boto3_appmesh.client import AppMeshClient
from types_boto3_apprunner.client import AppRunnerClient
from types_boto3_appstream.client import AppStreamClient
from types_boto3_appsync.client import AppSyncClient
from types_boto3_arc_region_switch.client import ARCRegionswitchClient
from types_boto3_arc_zonal_shift.client import ARCZonalShiftClient
from types_boto3_artifact.client import ArtifactClient
from types_boto3_athena.client import AthenaClient
from types_boto3_auditmanager.client import AuditManagerClient
from types_boto3_autoscaling.client import AutoScalingClient
from types_boto3_autoscaling_plans.client import AutoScalingPlansClient
from types_boto3_b2bi.client import B2BIClient
from types_boto3_backup.client import BackupClient
from types_boto3_backup_gateway.client import BackupGatewayClient
from types_boto3_backupsearch.client import BackupSearchClient
from types_boto3_batch.client import BatchClient
from types_boto3_bcm_dashboards.client import BillingandCostManagementDashboardsClient
from types_boto3_bcm_data_exports.client import BillingandCostManagementDataExportsClient
from types_boto3_bcm_pricing_calculator.client import BillingandCostManagementPricingCalculatorClient
from types_boto3_bcm_recommended_actions.client import BillingandCostManagementRecommendedActionsClient
from types_boto3_bedrock.client import BedrockClient
from types_boto3_bedrock_agent.client import AgentsforBedrockClient
from types_boto3_bedrock_agent_runtime.client import AgentsforBedrockRuntimeClient
from types_boto3_bedrock_agentcore.client import BedrockAgentCoreClient
from types_boto3_bedrock_agentcore_control.client import BedrockAgentCoreControlClient
from types_boto3_bedrock_data_automation.client import DataAutomationforBedrockClient
from types_boto3_bedrock_data_automation_runtime.client import RuntimeforBedrockDataAutomationClient
from types_boto3_bedrock_runtime.client import BedrockRuntimeClient
from types_boto3_billing.client import BillingClient
from types_boto3_billingconductor.client import BillingConductorClient
from types_boto3_braket.client import BraketClient
from types_boto3_budgets.client import BudgetsClient
from types_boto3_ce.client import CostExplorerClient
from types_boto3_chatbot.client import ChatbotClient
from types_boto3_chime.client import ChimeClient
from types_boto3_chime_sdk_identity.client import ChimeSDKIdentityClient
from types_boto3_chime_sdk_media_pipelines.client import ChimeSDKMediaPipelinesClient
from types_boto3_chime_sdk_meetings.client import ChimeSDKMeetingsClient
from types_boto3_chime_sdk_messaging.client import ChimeSDKMessagingClient
from types_boto3_chime_sdk_voice.client import ChimeSDKVoiceClient
from types_boto3_cleanrooms.client import CleanRoomsServiceClient
from types_boto3_cleanroomsml.client import CleanRoomsMLClient
from types_boto3_cloud9.client import Cloud9Client
from types_boto3_cloudcontrol.client import CloudControlApiClient
from types_boto3_clouddirectory.client import CloudDirectoryClient
from types_boto3_cloudformation.client import CloudFormationClient
from types_boto3_cloudfront.client import CloudFrontClient
from types_boto3_cloudfront_keyvaluestore.client import CloudFrontKeyValueStoreClient
from types_boto3_cloudhsm.client import CloudHSMClient
from types_boto3_cloudhsmv2.client import CloudHSMV2Client
from types_boto3_cloudsearch.client import CloudSearchClient
from types_boto3_cloudsearchdomain.client import CloudSearchDomainClient
from types_boto3_cloudtrail.client import CloudTrailClient
from types_boto3_cloudtrail_data.client import CloudTrailDataServiceClient
from types_boto3_cloudwatch.client import CloudWatchClient
from types_boto3_cloudwatchomni.client import CloudWatchOmniClient
from types_boto3_codeartifact.client import CodeArtifactClient
from types_boto3_codebuild.client import CodeBuildClient
from types_boto3_codecatalyst.client import CodeCatalystClient
from types_boto3_codecommit.client import CodeCommitClient
from types_boto3_codeconnections.client import CodeConnectionsClient
from types_boto3_codedeploy.client import CodeDeployClient
from types_boto3_codeguru_reviewer.client import CodeGuruReviewerClient
from types_boto3_codeguru_security.client import CodeGuruSecurityClient
from types_boto3_codeguruprofiler.client import CodeGuruProfilerClient
from types_boto3_codepipeline.client import CodePipelineClient
from types_boto3_codestar_connections.client import CodeStarconnectionsClient
from types_boto3_codestar_notifications.client import CodeStarNotificationsClient
from types_boto3_cognito_identity.client import CognitoIdentityClient
from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
from types_boto3_cognito_sync.client import CognitoSyncClient
from types_boto3_comprehend.client import ComprehendClient
from types_boto3_comprehendmedical.client import ComprehendMedicalClient
from types_boto3_compute_optimizer.client import ComputeOptimizerClient
from types_boto3_compute_optimizer_automation.client import ComputeOptimizerAutomationClient
from types_boto3_config.client import ConfigServiceClient
from types_boto3_connect.client import ConnectClient
from types_boto3_connect_contact_lens.client import ConnectContactLensClient
from types_boto3_connectcampaigns.client import ConnectCampaignServiceClient
from types_boto3_connectcampaignsv2.client import ConnectCampaignServiceV2Client
from types_boto3_connectcases.client import ConnectCasesClient
from types_boto3_connecthealth.client import ConnectHealthClient
from types_boto3_connectparticipant.client import ConnectParticipantClient
from types_boto3_connectscheduling.client import ConnectSchedulingClient
from types_boto3_continuum.client import ContinuumClient
from types_boto3_controlcatalog.client import ControlCatalogClient
from types_boto3_controltower.client import ControlTowerClient
from types_boto3_cost_optimization_hub.client import CostOptimizationHubClient
from types_boto3_cur.client import CostandUsageReportServiceClient
from types_boto3_customer_profiles.client import CustomerProfilesClient
from types_boto3_databrew.client import GlueDataBrewClient
from types_boto3_dataexchange.client import DataExchangeClient
from types_boto3_datapipeline.client import DataPipelineClient
from types_boto3_datasync.client import DataSyncClient
from types_boto3_datazone.client import DataZoneClient
from types_boto3_dax.client import DAXClient
from types_boto3_deadline.client import DeadlineCloudClient
from types_boto3_detective.client import DetectiveClient
from types_boto3_devicefarm.client import DeviceFarmClient
from types_boto3_devops_agent.client import DevOpsAgentServiceClient
from types_boto3_devops_guru.client import DevOpsGuruClient
from types_boto3_directconnect.client import DirectConnectClient
from types_boto3_discovery.client import ApplicationDiscoveryServiceClient
from types_boto3_dlm.client import DLMClient
from types_boto3_dms.client import DatabaseMigrationServiceClient
from types_boto3_docdb.client import DocDBClient
from types_boto3_docdb_elastic.client import DocDBElasticClient
from types_boto3_drs.client import DrsClient
from types_boto3_ds.client import DirectoryServiceClient
from types_boto3_ds_data.client import DirectoryServiceDataClient
from types_boto3_dsql.client import AuroraDSQLClient
from types_boto3_dynamodb.client import DynamoDBClient
from types_boto3_dynamodbstreams.client import DynamoDBStreamsClient
from types_boto3_ebs.client import EBSClient
from types_boto3_ec2.client import EC2Client
from types_boto3_ec2_instance_connect.client import EC2InstanceConnectClient
from types_boto3_ecr.client import ECRClient
from types_boto3_ecr_public.client import ECRPublicClient
from types_boto3_ecs.client import ECSClient
from types_boto3_efs.client import EFSClient
from types_boto3_eks.client import EKSClient
from types_boto3_eks_auth.client import EKSAuthClient
from types_boto3_elasticache.client import ElastiCacheClient
from types_boto3_elasticbeanstalk.client import ElasticBeanstalkClient
from types_boto3_elb.client import ElasticLoadBalancingClient
from types_boto3_elbv2.client import ElasticLoadBalancingv2Client
from types_boto3_elementalinference.client import ElementalInferenceClient
from types_boto3_emr.client import EMRClient
from types_boto3_emr_containers.client import EMRContainersClient
from types_boto3_emr_serverless.client import EMRServerlessClient
from types_boto3_endusermessaging.client import EndUserMessagingClient
from types_boto3_entityresolution.client import EntityResolutionClient
from types_boto3_es.client import ElasticsearchServiceClient
from types_boto3_eventbridgev2.client import EventBridgeV2Client
from types_boto3_events.client import EventBridgeClient
from types_boto3_evs.client import EVSClient
from types_boto3_firehose.client import FirehoseClient
from types_boto3_fis.client import FISClient
from types_boto3_fms.client import FMSClient
from types_boto3_forecast.client import ForecastServiceClient
from types_boto3_forecastquery.client import ForecastQueryServiceClient
from types_boto3_frauddetector.client import FraudDetectorClient
from types_boto3_freetier.client import FreeTierClient
from types_boto3_fsx.client import FSxClient
from types_boto3_gamelift.client import GameLiftClient
from types_boto3_gameliftstreams.client import GameLiftStreamsClient
from types_boto3_geo_maps.client import LocationServiceMapsV2Client
from types_boto3_geo_places.client import LocationServicePlacesV2Client
from types_boto3_geo_routes.client import LocationServiceRoutesV2Client
from types_boto3_glacier.client import GlacierClient
from types_boto3_globalaccelerator.client import GlobalAcceleratorClient
from types_boto3_glue.client import GlueClient
from types_boto3_grafana.client import ManagedGrafanaClient
from types_boto3_greengrass.client import GreengrassClient
from types_boto3_greengrassv2.client import GreengrassV2Client
from types_boto3_groundstation.client import GroundStationClient
from types_boto3_guardduty.client import GuardDutyClient
from types_boto3_health.client import HealthClient
from types_boto3_healthlake.client import HealthLakeClient
from types_boto3_iam.client import IAMClient
from types_boto3_iam_toolbox.client import IAMToolboxPreviewClient
from types_boto3_identitystore.client import IdentityStoreClient
from types_boto3_imagebuilder.client import ImagebuilderClient
from types_boto3_importexport.client import ImportExportClient
from types_boto3_inspector.client import InspectorClient
from types_boto3_inspector_scan.client import InspectorscanClient
from types_boto3_inspector2.client import Inspector2Client
from types_boto3_interconnect.client import InterconnectClient
from types_boto3_internetmonitor.client import CloudWatchInternetMonitorClient
from types_boto3_invoicing.client import InvoicingClient
from types_boto3_iot.client import IoTClient
from types_boto3_iot_data.client import IoTDataPlaneClient
from types_boto3_iot_jobs_data.client import IoTJobsDataPlaneClient
from types_boto3_iot_managed_integrations.client import ManagedintegrationsforIoTDeviceManagementClient
from types_boto3_iotdeviceadvisor.client import IoTDeviceAdvisorClient
from types_boto3_iotfleetwise.client import IoTFleetWiseClient
from types_boto3_iotsecuretunneling.client import IoTSecureTunnelingClient
from types_boto3_iotsitewise.client import IoTSiteWiseClient
from types_boto3_iotthingsgraph.client import IoTThingsGraphClient
from types_boto3_iottwinmaker.client import IoTTwinMakerClient
from types_boto3_iotwireless.client import IoTWirelessClient
from types_boto3_ivs.client import IVSClient
from types_boto3_ivs_realtime.client import IvsrealtimeClient
from types_boto3_ivschat.client import IvschatClient
from types_boto3_kafka.client import KafkaClient
from types_boto3_kafkaconnect.client import KafkaConnectClient
from types_boto3_kendra.client import KendraClient
from types_boto3_kendra_ranking.client import KendraRankingClient
from types_boto3_keyspaces.client import KeyspacesClient
from types_boto3_keyspacesstreams.client import KeyspacesStreamsClient
from types_boto3_kinesis.client import KinesisClient
from types_boto3_kinesis_video_archived_media.client import KinesisVideoArchivedMediaClient
from types_boto3_kinesis_video_media.client import KinesisVideoMediaClient
from types_boto3_kinesis_video_signaling.client import KinesisVideoSignalingChannelsClient
from types_boto3_kinesis_video_webrtc_storage.client import KinesisVideoWebRTCStorageClient
from types_boto3_kinesisanalytics.client import KinesisAnalyticsClient
from types_boto3_kinesisanalyticsv2.client import KinesisAnalyticsV2Client
from types_boto3_kinesisvideo.client import KinesisVideoClient
from types_boto3_kms.client import KMSClient
from types_boto3_lakeformation.client import LakeFormationClient
from types_boto3_lambda.client import LambdaClient
from types_boto3_lambda_core.client import LambdaCoreClient
from types_boto3_lambda_microvms.client import LambdaMicroVMsClient
from types_boto3_lambda_web.client import LambdaWebClient
from types_boto3_launch_wizard.client import LaunchWizardClient
from types_boto3_lex_models.client import LexModelBuildingServiceClient
from types_boto3_lex_runtime.client import LexRuntimeServiceClient
from types_boto3_lexv2_models.client import LexModelsV2Client
from types_boto3_lexv2_runtime.client import LexRuntimeV2Client
from types_boto3_license_manager.client import LicenseManagerClient
from types_boto3_license_manager_linux_subscriptions.client import LicenseManagerLinuxSubscriptionsClient
from types_boto3_license_manager_user_subscriptions.client import LicenseManagerUserSubscriptionsClient
from types_boto3_lightsail.client import LightsailClient
from types_boto3_location.client import LocationServiceClient
from types_boto3_logs.client import CloudWatchLogsClient
from types_boto3_lookoutequipment.client import LookoutEquipmentClient
from types_boto3_m2.client import MainframeModernizationClient
from types_boto3_machinelearning.client import MachineLearningClient
from types_boto3_macie2.client import Macie2Client
from types_boto3_mailmanager.client import MailManagerClient
from types_boto3_managedblockchain.client import ManagedBlockchainClient
from types_boto3_managedblockchain_query.client import ManagedBlockchainQueryClient
from types_boto3_marketplace_agreement.client import AgreementServiceClient
from types_boto3_marketplace_catalog.client import MarketplaceCatalogClient
from types_boto3_marketplace_deployment.client import MarketplaceDeploymentServiceClient
from types_boto3_marketplace_discovery.client import MarketplaceDiscoveryClient
from types_boto3_marketplace_entitlement.client import MarketplaceEntitlementServiceClient
from types_boto3_marketplace_reporting.client import MarketplaceReportingServiceClient
from types_boto3_marketplacecommerceanalytics.client import MarketplaceCommerceAnalyticsClient
from types_boto3_mediaconnect.client import MediaConnectClient
from types_boto3_mediaconvert.client import MediaConvertClient
from types_boto3_medialive.client import MediaLiveClient
from types_boto3_mediapackage.client import MediaPackageClient
from types_boto3_mediapackage_vod.client import MediaPackageVodClient
from types_boto3_mediapackagev2.client import Mediapackagev2Client
from types_boto3_mediastore.client import MediaStoreClient
from types_boto3_mediastore_data.client import MediaStoreDataClient
from types_boto3_mediatailor.client import MediaTailorClient
from types_boto3_medical_imaging.client import HealthImagingClient
from types_boto3_memorydb.client import MemoryDBClient
from types_boto3_meteringmarketplace.client import MarketplaceMeteringClient
from types_boto3_mgh.client import MigrationHubClient
from types_boto3_mgn.client import MgnClient
from types_boto3_migration_hub_refactor_spaces.client import MigrationHubRefactorSpacesClient
from types_boto3_migrationhub_config.client import MigrationHubConfigClient
from types_boto3_migrationhuborchestrator.client import MigrationHubOrchestratorClient
from types_boto3_migrationhubstrategy.client import MigrationHubStrategyRecommendationsClient
from types_boto3_mpa.client import MultipartyApprovalClient
from types_boto3_mq.client import MQClient
from types_boto3_mturk.client import MTurkClient
from types_boto3_mwaa.client import MWAAClient
from types_boto3_mwaa_serverless.client import MWAAServerlessClient
from types_boto3_neptune.client import NeptuneClient
from types_boto3_neptune_graph.client import NeptuneGraphClient
from types_boto3_neptunedata.client import NeptuneDataClient
from types_boto3_network_firewall.client import NetworkFirewallClient
from types_boto3_network_security_manager.client import NetworkSecurityManagerCustomerAPIClient
from types_boto3_networkflowmonitor.client import NetworkFlowMonitorClient
from types_boto3_networkmanager.client import NetworkManagerClient
from types_boto3_networkmonitor.client import CloudWatchNetworkMonitorClient
from types_boto3_notifications.client import UserNotificationsClient
from types_boto3_notificationscontacts.client import UserNotificationsContactsClient
from types_boto3_nova_act.client import NovaActServiceClient
from types_boto3_oam.client import CloudWatchObservabilityAccessManagerClient
from types_boto3_observabilityadmin.client import CloudWatchObservabilityAdminServiceClient
from types_boto3_odb.client import OdbClient
from types_boto3_omics.client import OmicsClient
from types_boto3_opensearch.client import OpenSearchServiceClient
from types_boto3_opensearchmemory.client import OpenSearchMemoryClient
from types_boto3_opensearchserverless.client import OpenSearchServiceServerlessClient
from types_boto3_organizations.client import OrganizationsClient
from types_boto3_osis.client import OpenSearchIngestionClient
from types_boto3_outposts.client import OutpostsClient
from types_boto3_partnercentral_account.client import PartnerCentralAccountAPIClient
from types_boto3_partnercentral_benefits.client import PartnerCentralBenefitsClient
from types_boto3_partnercentral_channel.client import PartnerCentralChannelAPIClient
from types_boto3_partnercentral_marketing.client import PartnerCentralMarketingClient
from types_boto3_partnercentral_revenue_measurement.client import PartnerCentralRevenueMeasurementAPIClient
from types_boto3_partnercentral_selling.client import PartnerCentralSellingAPIClient
from types_boto3_payment_cryptography.client import PaymentCryptographyControlPlaneClient
from types_boto3_payment_cryptography_data.client import PaymentCryptographyDataPlaneClient
from types_boto3_payments.client import PaymentsClient
from types_boto3_pca_connector_ad.client import PcaConnectorAdClient
from types_boto3_pca_connector_scep.client import PrivateCAConnectorforSCEPClient
from types_boto3_pcs.client import ParallelComputingServiceClient
from types_boto3_personalize.client import PersonalizeClient
from types_boto3_personalize_events.client import PersonalizeEventsClient
from types_boto3_personalize_runtime.client import PersonalizeRuntimeClient
from types_boto3_pi.client import PIClient
from types_boto3_pinpoint.client import PinpointClient
from types_boto3_pinpoint_email.client import PinpointEmailClient
from types_boto3_pinpoint_sms_voice.client import PinpointSMSVoiceClient
from types_boto3_pinpoint_sms_voice_v2.client import PinpointSMSVoiceV2Client
from types_boto3_pipes.client import EventBridgePipesClient
from types_boto3_polly.client import PollyClient
from types_boto3_pricing.client import PricingClient
from types_boto3_pricing_plan_manager.client import PricingPlanManagerClient
from types_boto3_proton.client import ProtonClient
from types_boto3_qapps.client import QAppsClient
from types_boto3_qbusiness.client import QBusinessClient
from types_boto3_qconnect.client import QConnectClient
from types_boto3_quicksight.client import QuickSightClient
from types_boto3_ram.client import RAMClient
from types_boto3_rbin.client import RecycleBinClient
from types_boto3_rds.client import RDSClient
from types_boto3_rds_data.client import RDSDataServiceClient
from types_boto3_redshift.client import RedshiftClient
from types_boto3_redshift_data.client import RedshiftDataAPIServiceClient
from types_boto3_redshift_serverless.client import RedshiftServerlessClient
from types_boto3_rekognition.client import RekognitionClient
from types_boto3_repostspace.client import RePostPrivateClient
from types_boto3_resiliencehub.client import ResilienceHubClient
from types_boto3_resiliencehubv2.client import ResilienceHubV2Client
from types_boto3_resource_explorer_2.client import ResourceExplorerClient
from types_boto3_resource_groups.client import ResourceGroupsClient
from types_boto3_resourcegroupstaggingapi.client import ResourceGroupsTaggingAPIClient
from types_boto3_rolesanywhere.client import IAMRolesAnywhereClient
from types_boto3_route53.client import Route53Client
from types_boto3_route53_recovery_cluster.client import Route53RecoveryClusterClient
from types_boto3_route53_recovery_control_config.client import Route53RecoveryControlConfigClient
from types_boto3_route53_recovery_readiness.client import Route53RecoveryReadinessClient
from types_boto3_route53domains.client import Route53DomainsClient
from types_boto3_route53globalresolver.client import Route53GlobalResolverClient
from types_boto3_route53profiles.client import Route53ProfilesClient
from types_boto3_route53resolver.client import Route53ResolverClient
from types_boto3_rtbfabric.client import RTBFabricClient
from types_boto3_rum.client import CloudWatchRUMClient
from types_boto3_s3.client import S3Client
from types_boto3_s3control.client import S3ControlClient
from types_boto3_s3files.client import S3FilesClient
from types_boto3_s3outposts.client import S3OutpostsClient
from types_boto3_s3tables.client import S3TablesClient
from types_boto3_s3vectors.client import S3VectorsClient
from types_boto3_sagemaker.client import SageMakerClient
from types_boto3_sagemaker_a2i_runtime.client import AugmentedAIRuntimeClient
from types_boto3_sagemaker_edge.client import SagemakerEdgeManagerClient
from types_boto3_sagemaker_featurestore_runtime.client import SageMakerFeatureStoreRuntimeClient
from types_boto3_sagemaker_gateway_runtime.client import SageMakerGatewayRuntimeClient
from types_boto3_sagemaker_geospatial.client import SageMakergeospatialcapabilitiesClient
from types_boto3_sagemaker_inference_router_runtime.client import SageMakerInferenceRouterRuntimeClient
from types_boto3_sagemaker_metrics.client import SageMakerMetricsClient
from types_boto3_sagemaker_runtime.client import SageMakerRuntimeClient
from types_boto3_sagemakerjobruntime.client import SagemakerJobRuntimeServiceClient
from types_boto3_sagemakertrainingsessionruntime.client import SageMakerTrainingSessionRuntimeClient
from types_boto3_savingsplans.client import SavingsPlansClient
from types_boto3_scheduler.client import EventBridgeSchedulerClient
from types_boto3_schemas.client import SchemasClient
from types_boto3_sdb.client import SimpleDBClient
from types_boto3_secretsmanager.client import SecretsManagerClient
from types_boto3_security_ir.client import SecurityIncidentResponseClient
from types_boto3_securityagent.client import SecurityAgentClient
from types_boto3_securityhub.client import SecurityHubClient
from types_boto3_securitylake.client import SecurityLakeClient
from types_boto3_serverlessrepo.client import ServerlessApplicationRepositoryClient
from types_boto3_service_quotas.client import ServiceQuotasClient
from types_boto3_servicecatalog.client import ServiceCatalogClient
from types_boto3_servicecatalog_appregistry.client import AppRegistryClient
from types_boto3_servicediscovery.client import ServiceDiscoveryClient
from types_boto3_ses.client import SESClient
from types_boto3_sesv2.client import SESV2Client
from types_boto3_shield.client import ShieldClient
from types_boto3_signer.client import SignerClient
from types_boto3_signer_data.client import SignerDataPlaneClient
from types_boto3_signin.client import SignInServiceClient
from types_boto3_simpledbv2.client import SimpleDBv2Client
from types_boto3_snow_device_management.client import SnowDeviceManagementClient
from types_boto3_snowball.client import SnowballClient
from types_boto3_sns.client import SNSClient
from types_boto3_socialmessaging.client import EndUserMessagingSocialClient
from types_boto3_sqs.client import SQSClient
from types_boto3_ssm.client import SSMClient
from types_boto3_ssm_contacts.client import SSMContactsClient
from types_boto3_ssm_guiconnect.client import SSMGUIConnectClient
from types_boto3_ssm_incidents.client import SSMIncidentsClient
from types_boto3_ssm_quicksetup.client import SystemsManagerQuickSetupClient
from types_boto3_ssm_sap.client import SsmSapClient
from types_boto3_sso.client import SSOClient
from types_boto3_sso_admin.client import SSOAdminClient
from types_boto3_sso_oidc.client import SSOOIDCClient
from types_boto3_stepfunctions.client import SFNClient
from types_boto3_storagegateway.client import StorageGatewayClient
from types_boto3_sts.client import STSClient
from types_boto3_supplychain.client import SupplyChainClient
from types_boto3_support.client import SupportClient
from types_boto3_support_app.client import SupportAppClient
from types_boto3_supportauthz.client import SupportAuthZClient
from types_boto3_sustainability.client import SustainabilityClient
from types_boto3_swf.client import SWFClient
from types_boto3_synthetics.client import SyntheticsClient
from types_boto3_taxsettings.client import TaxSettingsClient
from types_boto3_textract.client import TextractClient
from types_boto3_timestream_influxdb.client import TimestreamInfluxDBClient
from types_boto3_timestream_query.client import TimestreamQueryClient
from types_boto3_timestream_write.client import TimestreamWriteClient
from types_boto3_transcribe.client import TranscribeServiceClient
from types_boto3_transfer.client import TransferClient
from types_boto3_translate.client import TranslateClient
from types_boto3_trustedadvisor.client import TrustedAdvisorPublicAPIClient
from types_boto3_uxc.client import UserExperienceCustomizationClient
from types_boto3_verifiedpermissions.client import VerifiedPermissionsClient
from types_boto3_voice_id.client import VoiceIDClient
from types_boto3_vpc_lattice.client import VPCLatticeClient
from types_boto3_waf.client import WAFClient
from types_boto3_waf_regional.client import WAFRegionalClient
from types_boto3_wafv2.client import WAFV2Client
from types_boto3_wellarchitected.client import WellArchitectedClient
from types_boto3_wickr.client import WickrAdminAPIClient
from types_boto3_wisdom.client import ConnectWisdomServiceClient
from types_boto3_workdocs.client import WorkDocsClient
from types_boto3_workmail.client import WorkMailClient
from types_boto3_workmailmessageflow.client import WorkMailMessageFlowClient
from types_boto3_workspaces.client import WorkSpacesClient
from types_boto3_workspaces_instances.client import WorkspacesInstancesClient
from types_boto3_workspaces_thin_client.client import WorkSpacesThinClientClient
from types_boto3_workspaces_web.client import WorkSpacesWebClient
from types_boto3_xray.client import XRayClient

from pytest_localstack.clients import ServiceClients

class AWSClients(ServiceClients):
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
