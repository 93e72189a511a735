-- Classic compute that is under no policy which fixes where logs go: jobs and clusters with their cost since a day and their share of all
-- classic compute, the dearest first. What is listed here the harvest cannot see into, unless somebody set log delivery there by hand.
-- :since       the first day, '2026-01-31'
-- :policy_ids  ids of the policies that fix log delivery, with commas between
-- :currency    currency of the list prices, 'USD'
WITH configured AS (
  SELECT workspace_id, cluster_id, cluster_name, cluster_source, policy_id,
    ROW_NUMBER() OVER (PARTITION BY workspace_id, cluster_id ORDER BY change_time DESC) AS recency
  FROM system.compute.clusters
),
used AS (
  SELECT u.workspace_id, u.usage_metadata.cluster_id AS cluster_id, u.usage_metadata.job_id AS job_id, u.usage_metadata.job_name AS job_name,
    CAST(u.usage_quantity AS DECIMAL(20, 10)) * CAST(p.pricing.effective_list.`default` AS DECIMAL(16, 10)) AS list_cost
  FROM system.billing.usage u
  LEFT JOIN system.billing.list_prices p
    ON u.sku_name = p.sku_name AND u.cloud = p.cloud AND u.usage_unit = p.usage_unit AND p.currency_code = :currency
    AND u.usage_end_time >= p.price_start_time AND (p.price_end_time IS NULL OR u.usage_end_time < p.price_end_time)
  WHERE u.usage_date >= CAST(:since AS DATE) AND u.usage_metadata.cluster_id IS NOT NULL
),
things AS (
  SELECT used.workspace_id,
    CASE WHEN used.job_id IS NULL THEN 'cluster' ELSE 'job' END AS kind,
    COALESCE(used.job_id, used.cluster_id) AS id,
    MAX(COALESCE(used.job_name, configured.cluster_name)) AS name,
    COUNT(DISTINCT used.cluster_id) AS clusters,
    COUNT(DISTINCT CASE WHEN array_contains(split(:policy_ids, ','), configured.policy_id) THEN used.cluster_id END) AS clusters_under_policy,
    SUM(used.list_cost) AS list_cost,
    SUM(CASE WHEN array_contains(split(:policy_ids, ','), configured.policy_id) THEN 0 ELSE used.list_cost END) AS list_cost_without
  FROM used
  LEFT JOIN configured
    ON used.workspace_id = configured.workspace_id AND used.cluster_id = configured.cluster_id AND configured.recency = 1
  GROUP BY used.workspace_id, CASE WHEN used.job_id IS NULL THEN 'cluster' ELSE 'job' END, COALESCE(used.job_id, used.cluster_id)
),
shares AS (
  SELECT *, list_cost_without / NULLIF(SUM(list_cost) OVER (), 0) AS share_of_classic_compute
  FROM things
)
SELECT workspace_id, kind, id, name, clusters, clusters_under_policy, list_cost, list_cost_without, share_of_classic_compute
FROM shares
WHERE clusters_under_policy < clusters
ORDER BY list_cost_without DESC NULLS LAST, workspace_id, id
