#!/usr/bin/env bash
# Writes what rolls log delivery out, for your names: the volume that logs go to, the cluster policy that fixes it, the same for Terraform and
# Asset Bundles. Without log delivery nothing can be said about Spark runs.
#
#   infra-bicep/log-delivery/render.sh --application-id ID --catalog ops --schema observability --volume cluster_logs --output DIR
#
#   --application-id  of the collector's identity (the deployment's output identityApplicationId)
#   --writers         the group whose clusters write logs: 'account users' when left out
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
application='' catalog='' schema='' volume=cluster_logs writers='account users' output=''

usage() { sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { echo "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --application-id) application=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --catalog) catalog=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --schema) schema=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --volume) volume=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --writers) writers=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --output) output=${2:-} && shift 2 || fail "$1 needs a value." ;;
    --help | -h) usage && exit ;;
    *) usage >&2 && fail "There is no option $1." ;;
  esac
done

[[ $application =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] || fail "--application-id '$application' is not an application id."
for name in catalog schema volume; do
  [[ ${!name} =~ ^[A-Za-z0-9_]+$ ]] || fail "--$name '${!name}' is not a name of letters, digits and underscores."
done
[[ $writers =~ ^[A-Za-z0-9_@.\ -]+$ ]] || fail "--writers '$writers' is not the name of a group."
[ -n "$output" ] || fail '--output is missing: the folder for the files.'

mkdir -p "$output"
for template in "$here"/templates/*; do
  sed -e "s/{APPLICATION_ID}/$application/g" -e "s/{CATALOG}/$catalog/g" -e "s/{SCHEMA}/$schema/g" -e "s/{VOLUME}/$volume/g" -e "s/{WRITERS}/$writers/g" \
    "$template" >"$output/$(basename "$template")"
done
echo "Written to $output:"
ls "$output"
