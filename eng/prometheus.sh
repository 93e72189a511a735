#!/usr/bin/env bash
# Starts the demo, lets promtool judge its /metrics, and lets a real Prometheus scrape it. Prints TAP.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done; wait; rm -rf "$work"' EXIT
number=0 failures=0

# check TITLE COMMAND...
check() {
  local title=$1
  number=$((number + 1))
  shift
  if "$@" >"$work/check" 2>&1; then echo "ok $number - $title"; return 0; fi
  failures=$((failures + 1))
  echo "not ok $number - $title"
  sed 's/^/# /' "$work/check"
  return 1
}

# eventually COMMAND...: until it succeeds, for a minute.
eventually() {
  local until=$((SECONDS + 60))
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
}

give_up() { tail -n 40 "$work"/*.log | sed 's/^/# /'; exit 1; }

dotnet "$root/src/DbxServerless.Standalone/bin/Debug/net10.0/dbxserverless.dll" demo --port 0 --data "$work/data" >"$work/demo.log" 2>&1 &
pids+=($!)
has_url() { url=$(grep -om1 'http://[^ ]*/metrics' "$work/demo.log"); }
check 'the demo says where its metrics are' eventually has_url || give_up
has_collected() { grep -q '^Collected ' "$work/demo.log"; }
check 'the demo collects everything once' eventually has_collected || give_up
check 'the demo serves its metrics' curl -fsS "$url" -o "$work/metrics.txt" || give_up

check 'promtool finds nothing but mandated names' "$root/eng/check-metrics.sh" "$work/metrics.txt"

cat >"$work/prometheus.yml" <<YML
global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
  - job_name: dbxserverless
    static_configs: [{targets: ["$(sed 's|http://||; s|/metrics||' <<<"$url")"]}]
YML
check 'promtool accepts the scrape configuration' promtool check config "$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address=127.0.0.1:0 >"$work/prometheus.log" 2>&1 &
pids+=($!)
has_api() { api=$(sed -n 's/.*msg="Listening on" address=\([^ ]*\).*/http:\/\/\1\/api\/v1\/query/p' "$work/prometheus.log"); [ -n "$api" ]; }
check 'Prometheus starts' eventually has_api || give_up
ask() { curl -fsS --get --data-urlencode "query=$1" "$api" | grep -q "\"value\":\[[0-9.]*,\"$2\"\]"; }
check 'Prometheus scrapes the page' eventually ask 'min(up)' 1
check 'Prometheus has databricks_up of every scope' eventually ask 'min(databricks_up)' 1
same_number() { ask 'count({job="dbxserverless", __name__=~"databricks_.*|dbxserverless_.*"})' "$(curl -fsS "$url" | grep -cE '^(databricks|dbxserverless)_')"; }
check 'Prometheus stored every series of the page' eventually same_number

echo "1..$number"
[ "$failures" -eq 0 ]
