-- The volume that clusters deliver their logs to. Run by whoever may create schemas in the catalog.
-- For a storage account of your own: CREATE EXTERNAL VOLUME … LOCATION 'abfss://…' in place of CREATE VOLUME.
CREATE SCHEMA IF NOT EXISTS {CATALOG}.{SCHEMA};
CREATE VOLUME IF NOT EXISTS {CATALOG}.{SCHEMA}.{VOLUME} COMMENT 'Logs of clusters, delivered by Databricks and read by DbxServerless';

-- Logs are written as whoever a cluster or job runs as.
GRANT USE CATALOG ON CATALOG {CATALOG} TO `{WRITERS}`;
GRANT USE SCHEMA ON SCHEMA {CATALOG}.{SCHEMA} TO `{WRITERS}`;
GRANT WRITE VOLUME ON VOLUME {CATALOG}.{SCHEMA}.{VOLUME} TO `{WRITERS}`;

-- The collector reads, and nobody else: event logs have texts of queries in them.
GRANT USE CATALOG ON CATALOG {CATALOG} TO `{APPLICATION_ID}`;
GRANT USE SCHEMA ON SCHEMA {CATALOG}.{SCHEMA} TO `{APPLICATION_ID}`;
GRANT READ VOLUME ON VOLUME {CATALOG}.{SCHEMA}.{VOLUME} TO `{APPLICATION_ID}`;
