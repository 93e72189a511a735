#!/usr/bin/env bash
# Puts a package of eng/package.sh into the Function app, and waits until the app answers. An upgrade and a roll-back are this same command
# with another package: state is only ever added to, and a running collection goes on where the last one committed.
#
#   eng/deploy.sh --resource-group RG --app APP artifacts/dbxserverless-functions-VERSION.zip
#
# The package is compared with its .sha256 beside it. --minutes N waits longer than five minutes.
set -euo pipefail

group='' app='' package='' minutes=5

usage() { sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { echo "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --resource-group) group=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --app) app=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --minutes) minutes=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --help | -h) usage && exit ;;
    -*) usage >&2 && fail "There is no option $1." ;;
    *) package=$1 && shift ;;
  esac
done

[ -n "$group" ] && [ -n "$app" ] && [ -n "$package" ] || { usage >&2; fail '--resource-group, --app and a package are needed.'; }
[ -f "$package" ] || fail "There is no file $package; eng/package.sh makes it."
[ -f "$package.sha256" ] || fail "There is no $package.sha256: keep it beside the package, so that it can be compared."
(cd "$(dirname "$package")" && sha256sum --check --status "$(basename "$package").sha256") || fail "$package is not what its .sha256 says: it was changed or cut off. Take it anew."

az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none
host=$(az functionapp show --resource-group "$group" --name "$app" --query properties.defaultHostName --output tsv)
[ -n "$host" ] || host=$(az functionapp show --resource-group "$group" --name "$app" --query defaultHostName --output tsv)

until curl --silent --fail --max-time 30 "https://$host/healthz" >/dev/null; do
  [ "$SECONDS" -lt $((minutes * 60)) ] || fail "https://$host/healthz does not answer after $minutes minutes. Settings that are wrong stop the start and are named in the log: az monitor app-insights query, or Log stream in the portal. With the network profile 'private' ask from inside the network."
  sleep "${DBXSERVERLESS_PAUSE:-10}"
done
echo "$(basename "$package" .zip) is in: https://$host/healthz answers."
