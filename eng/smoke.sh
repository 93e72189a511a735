#!/usr/bin/env bash
# Waits after a deployment for the first row of DbxCollections, says how each dataset goes, and explains what stands in the way.
#
#   eng/smoke.sh --resource-group RG --app APP --workspace-id RESOURCE_ID_OF_LOG_ANALYTICS
#
# Roles in Azure take up to 30 minutes to hold and a new table up to 15 to show its first row, so it waits 45 minutes (--minutes N).
# The exit code is 0 when rows arrive, 1 when none do.
set -euo pipefail

group='' app='' logs='' minutes=45
pause=${DBXSERVERLESS_PAUSE:-30}

usage() { sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { echo "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --resource-group) group=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --app) app=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --workspace-id) logs=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --minutes) minutes=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --help | -h) usage && exit ;;
    *) usage >&2 && fail "There is no option $1." ;;
  esac
done
[ -n "$group" ] && [ -n "$app" ] && [ -n "$logs" ] || { usage >&2; fail '--resource-group, --app and --workspace-id are needed.'; }

customer=$(az monitor log-analytics workspace show --ids "$logs" --query customerId --output tsv)
query() { az monitor log-analytics query --workspace "$customer" --analytics-query "$1" --output tsv --query "$2" 2>/dev/null || true; }

# The roles that hold for the app's identity, one a line: role and scope.
roles_held() {
  local principal
  principal=$(az functionapp identity show --resource-group "$group" --name "$app" --query 'principalId || values(userAssignedIdentities || `{}`)[0].principalId' --output tsv)
  az role assignment list --assignee "$principal" --all --query '[].[roleDefinitionName, scope]' --output tsv 2>/dev/null || true
}

explain_refusal() {
  local held missing=()
  held=$(roles_held)
  for role in 'Storage Blob Data Owner' 'Storage Queue Data Contributor' 'Storage Table Data Contributor' 'Monitoring Metrics Publisher'; do
    grep -q "^$role" <<<"$held" || missing+=("$role")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "The identity has not the role $(printf "'%s', " "${missing[@]}" | sed 's/, $//'). The deployment's output roles has the commands:"
    echo "  az deployment group show --resource-group $group --name main --query \"properties.outputs.roles.value[].command\" --output tsv"
  else
    echo 'All roles are assigned. A new one takes up to 30 minutes to hold; until then Azure answers 403 and nothing is lost: records wait in the storage.'
  fi
}

said=''
say_once() {
  [ "$said" = "$1" ] && return
  said=$1
  echo "$2"
}

echo "Waiting up to $minutes minutes for the first row of DbxCollections."
while :; do
  rows=$(query 'DbxCollections_CL | where TimeGenerated > ago(1d) | summarize arg_max(TimeGenerated, Outcome, Reason, Mend) by Dataset, Scope | project Dataset, Scope, Outcome, Reason, Mend | order by Outcome asc, Dataset asc' '[].[Dataset, Scope, Outcome, Reason, Mend]')
  if [ -n "$rows" ]; then
    echo "Rows arrive, $((SECONDS / 60)) minutes after the start. How each dataset goes (dataset, scope, outcome, reason, mend):"
    echo "$rows"
    exit 0
  fi

  host=$(az functionapp show --resource-group "$group" --name "$app" --query 'properties.defaultHostName || defaultHostName' --output tsv)
  health=$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 30 "https://$host/healthz" || true)
  problem=$(query 'union isfuzzy=true AppTraces, AppExceptions | where TimeGenerated > ago(30m) | extend Text = coalesce(column_ifexists("OuterMessage", ""), column_ifexists("Message", "")) | where Text has_any ("403", "401", "may not", "AuthorizationPermissionMismatch", "AuthorizationFailure") | top 1 by TimeGenerated desc | project Text' '[0].Text')
  if [ "$health" != 200 ]; then
    say_once "health $health" "https://$host/healthz answers $health: the app is not up. Is a package in it (eng/deploy.sh)? A wrong setting stops the start and is named in the log. 403 here is the network: with the profile 'private' ask from inside of it."
  elif [ -n "$problem" ] && [ "$problem" != None ]; then
    say_once "$problem" "The app was refused: $problem
$(explain_refusal)"
  else
    say_once up 'The app is up. The first collection runs within a minute of the first start; the first row of a new table shows after up to 15 minutes.'
  fi

  [ "$SECONDS" -lt $((minutes * 60)) ] || break
  sleep "$pause"
done

explain_refusal
fail "No row after $minutes minutes. GET https://$host/manage/status with a function key tells what the collections do."
