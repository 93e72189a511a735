-- Generated from the datasets: do not edit, run dotnet run --project src/DbxServerless.Standalone -- docs docs.
-- Run once for each metastore (region), by somebody who is both account admin and metastore admin, after every
-- APPLICATION_ID was replaced by the application id of the collector's identity: infra-bicep/grants.sh does it.
-- Leave out the tables of datasets that you switch off (Datasets__NAME__Enabled=false). Nothing here lets anybody change anything.

GRANT USE CATALOG ON CATALOG system TO `APPLICATION_ID`;

GRANT USE SCHEMA ON SCHEMA system.access TO `APPLICATION_ID`;
-- workspaces
GRANT SELECT ON TABLE system.access.workspaces_latest TO `APPLICATION_ID`;

GRANT USE SCHEMA ON SCHEMA system.billing TO `APPLICATION_ID`;
-- billing_usage, job_baselines, list_prices, run_profiles, spend_baselines
GRANT SELECT ON TABLE system.billing.list_prices TO `APPLICATION_ID`;
-- billing_usage, job_baselines, run_profiles, spend_baselines
GRANT SELECT ON TABLE system.billing.usage TO `APPLICATION_ID`;

GRANT USE SCHEMA ON SCHEMA system.compute TO `APPLICATION_ID`;
-- clusters, run_machines
GRANT SELECT ON TABLE system.compute.clusters TO `APPLICATION_ID`;
-- node_utilization, run_machines
GRANT SELECT ON TABLE system.compute.node_timeline TO `APPLICATION_ID`;
-- warehouse_events
GRANT SELECT ON TABLE system.compute.warehouse_events TO `APPLICATION_ID`;
-- warehouses
GRANT SELECT ON TABLE system.compute.warehouses TO `APPLICATION_ID`;

GRANT USE SCHEMA ON SCHEMA system.lakeflow TO `APPLICATION_ID`;
-- job_baselines, job_runs, run_machines, run_profiles
GRANT SELECT ON TABLE system.lakeflow.job_run_timeline TO `APPLICATION_ID`;
-- job_runs, run_profiles, task_runs
GRANT SELECT ON TABLE system.lakeflow.job_task_run_timeline TO `APPLICATION_ID`;
-- job_baselines, job_runs, run_machines, run_profiles
GRANT SELECT ON TABLE system.lakeflow.jobs TO `APPLICATION_ID`;
-- pipeline_baselines, pipeline_updates
GRANT SELECT ON TABLE system.lakeflow.pipeline_update_timeline TO `APPLICATION_ID`;
-- pipeline_baselines, pipeline_updates
GRANT SELECT ON TABLE system.lakeflow.pipelines TO `APPLICATION_ID`;

GRANT USE SCHEMA ON SCHEMA system.query TO `APPLICATION_ID`;
-- notable_queries, query_aggregates, run_profiles, warehouse_baselines
GRANT SELECT ON TABLE system.query.history TO `APPLICATION_ID`;
