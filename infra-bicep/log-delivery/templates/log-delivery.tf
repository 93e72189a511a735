# Log delivery with the Databricks provider, signed in to the workspace. Takes policy.json from beside it.

resource "databricks_schema" "logs" {
  catalog_name = "{CATALOG}"
  name         = "{SCHEMA}"
}

resource "databricks_volume" "logs" {
  catalog_name = databricks_schema.logs.catalog_name
  schema_name  = databricks_schema.logs.name
  name         = "{VOLUME}"
  volume_type  = "MANAGED"
  comment      = "Logs of clusters, delivered by Databricks and read by DbxServerless"
}

locals {
  log_principals = {
    "{WRITERS}"        = "WRITE_VOLUME"
    "{APPLICATION_ID}" = "READ_VOLUME"
  }
}

resource "databricks_grant" "logs_catalog" {
  for_each   = local.log_principals
  catalog    = databricks_schema.logs.catalog_name
  principal  = each.key
  privileges = ["USE_CATALOG"]
}

resource "databricks_grant" "logs_schema" {
  for_each   = local.log_principals
  schema     = databricks_schema.logs.id
  principal  = each.key
  privileges = ["USE_SCHEMA"]
}

resource "databricks_grant" "logs_volume" {
  for_each   = local.log_principals
  volume     = databricks_volume.logs.id
  principal  = each.key
  privileges = [each.value]
}

resource "databricks_cluster_policy" "logs" {
  name       = "Log delivery"
  definition = file("${path.module}/policy.json")
}

resource "databricks_permissions" "logs_policy" {
  cluster_policy_id = databricks_cluster_policy.logs.id

  access_control {
    group_name       = "users"
    permission_level = "CAN_USE"
  }
}

# In a cluster or job cluster of yours, either the policy …
#   policy_id                   = databricks_cluster_policy.logs.id
#   apply_policy_default_values = true
# … or, under another policy, the destination itself:
#   cluster_log_conf {
#     volumes {
#       destination = "/Volumes/{CATALOG}/{SCHEMA}/{VOLUME}"
#     }
#   }
