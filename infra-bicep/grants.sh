#!/usr/bin/env bash
# Lets the collector's identity into a Databricks workspace and gives it what the datasets read, and no more.
#
#   infra-bicep/grants.sh --application-id ID                     prints the SQL, for whoever grants
#   infra-bicep/grants.sh --application-id ID --warehouse-id WID  does it, with the Databricks CLI and whoever is signed in there
#
# With a warehouse, in this order, and again as often as you like:
#   1. the identity becomes a service principal of the workspace (needs a workspace admin)
#   2. it may use the warehouse
#   3. the grants of grants.sql are run on the warehouse (needs an account admin who is metastore admin; once for each region)
# --profile NAME chooses a profile of the Databricks CLI. --skip-grants leaves step 3 out: further workspaces of a region need 1 and 2 alone;
# one that reads no system tables needs only 1 (--skip-grants without --warehouse-id).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
application='' warehouse='' profile=() grants=true

usage() { sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { echo "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --application-id) application=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --warehouse-id) warehouse=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --profile) profile=(--profile "${2:-}") && shift 2 || fail "$1 needs a value." ;;
    --skip-grants) grants=false && shift ;;
    --help | -h) usage && exit ;;
    *) usage >&2 && fail "There is no option $1." ;;
  esac
done

# It becomes part of SQL.
[[ $application =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] ||
  fail "--application-id '$application' is not an application id; the deployment's output identityApplicationId has it."

sql() { sed -e '1,/^GRANT/{/^--/d;}' -e "s/APPLICATION_ID/$application/g" "$here/grants.sql"; }

if [ -z "$warehouse" ] && $grants; then
  sql
  exit
fi

command -v databricks >/dev/null || fail 'The Databricks CLI is not installed: https://docs.databricks.com/dev-tools/cli/install.html'
api() { databricks api "$@" "${profile[@]}"; }

principals=$(api get "/api/2.0/preview/scim/v2/ServicePrincipals?filter=applicationId%20eq%20%22$application%22")
if grep -q "$application" <<<"$principals"; then
  echo 'The identity is a service principal of the workspace already.'
else
  api post /api/2.0/preview/scim/v2/ServicePrincipals --json "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal\"],\"applicationId\":\"$application\",\"displayName\":\"DbxServerless\"}" >/dev/null
  echo 'The identity is a service principal of the workspace now.'
fi

[ -n "$warehouse" ] || exit 0
api patch "/api/2.0/permissions/warehouses/$warehouse" --json "{\"access_control_list\":[{\"service_principal_name\":\"$application\",\"permission_level\":\"CAN_USE\"}]}" >/dev/null
echo "It may use the warehouse $warehouse."

$grants || exit 0
refused=0
while IFS= read -r statement; do
  answer=$(api post /api/2.0/sql/statements --json "{\"warehouse_id\":\"$warehouse\",\"wait_timeout\":\"50s\",\"on_wait_timeout\":\"CANCEL\",\"statement\":\"$statement\"}") || answer="${answer:-} (the call failed)"
  if tr -d ' \n' <<<"$answer" | grep -q '"state":"SUCCEEDED"'; then
    echo "ok      $statement"
  else
    refused=$((refused + 1))
    echo "REFUSED $statement"
    tr -d '\n' <<<"$answer" | sed -n 's/.*"message": *"\([^"]*\).*/        \1/p'
  fi
done < <(sql | grep '^GRANT' | tr -d ';')
[ "$refused" -eq 0 ] || fail "$refused grants were refused. They need somebody who is both account admin and metastore admin, and the schema must be enabled."
