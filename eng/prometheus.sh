#!/usr/bin/env bash
# Tests the rules, starts the demo, lets promtool judge its /metrics, and lets a real Prometheus scrape it and evaluate the rules. Prints TAP.
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

# eventually COMMAND...: until it succeeds, for two minutes.
eventually() {
  local until=$((SECONDS + 120))
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
}

rules=$root/infra-bicep/prometheus
program=$root/src/DbxServerless.Standalone/bin/Debug/net10.0/dbxserverless.dll

give_up() { tail -n 40 "$work"/*.log | sed 's/^/# /'; exit 1; }

check 'promtool accepts the rules' promtool check rules "$rules/recording.rules.yml" "$rules/alerting.rules.yml"
check 'promtool accepts the example of a configuration' promtool check config "$rules/prometheus.yml"
# every_alert_fires: each alert is expected to fire in some case of the tests.
every_alert_fires() {
  comm -23 <(sed -n 's/.*- alert: //p' "$rules/alerting.rules.yml" | sort) \
    <(grep -A 3 'alertname:' "$rules/tests/rules.test.yml" | awk '/alertname:/ { name = $NF } /exp_labels:/ { print name }' | sort -u) | grep . && return 1
  return 0
}
check 'every alert has a case in which it fires' every_alert_fires
# Weeks of made-up series take a minute; meanwhile the demo collects.
promtool test rules "$rules/tests/rules.test.yml" >"$work/rules.log" 2>&1 &
rules_test=$!

dotnet "$program" demo --port 0 --data "$work/data" >"$work/demo.log" 2>&1 &
pids+=($!)
has_url() { url=$(grep -om1 'http://[^ ]*/metrics' "$work/demo.log"); }
check 'the demo says where its metrics are' eventually has_url || give_up
has_collected() { grep -q '^Collected ' "$work/demo.log"; }
check 'the demo collects everything once' eventually has_collected || give_up
check 'the demo serves its metrics' curl -fsS "$url" -o "$work/metrics.txt" || give_up

# In the exporter's windows of two or three hours nothing may have failed; in three days something has.
dotnet "$program" simulate --port 0 >"$work/simulate.log" 2>&1 &
pids+=($!)
has_workspace() { workspace=$(grep -m1 '^DATABRICKS_HOST=' "$work/simulate.log"); }
check 'a workspace is simulated for a run' eventually has_workspace || give_up
# shellcheck disable=SC2086
env $workspace Workspaces__0__RequestsPerSecond=1000 Harvest__Enabled=false Sliding__JobsHours=72 Sliding__PipelinesHours=72 Sliding__QueriesHours=72 \
  dotnet "$program" run --port 0 --data "$work/wide" >"$work/run.log" 2>&1 &
pids+=($!)
has_run() { wide=$(sed -n 's/^Collected .*\(http:[^ ]*\/metrics\),.*/\1/p' "$work/run.log"); [ -n "$wide" ]; }
check 'the run collects everything once' eventually has_run || give_up
check 'the run serves the names of the exporter' curl -fsS "$wide?names=sliding" -o "$work/sliding.txt" || give_up
kill "${pids[@]: -2}"
# resolve METRIC LABEL[=VALUE]...: some series of the page has them all.
resolve() {
  local series=("^$1{") label
  shift
  for label in "$@"; do
    case $label in
      *=*) series+=("[{,]${label%%=*}=\"${label#*=}\"[,}]") ;;
      *) series+=("[{,]$label=\"") ;;
    esac
  done
  local found
  found=$(cat "$work/sliding.txt")
  for label in "${series[@]}"; do found=$(grep -E "$label" <<<"$found") || { echo "no series of $1 has $label"; return 1; }; done
}
while read -r metric labels; do
  # shellcheck disable=SC2086
  check "the exporter's dashboards find $metric $labels" resolve "$metric" $labels
done < <(grep -v '^#' "$root/eng/exporter-dashboards.txt")

check 'promtool finds nothing but mandated names' "$root/eng/check-metrics.sh" "$work/metrics.txt"

cat >"$work/prometheus.yml" <<YML
global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
rule_files: ["$rules/recording.rules.yml", "$rules/alerting.rules.yml"]
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
# Rules have their own interval of a minute; the first evaluation comes within it.
is_recorded() { curl -fsS --get --data-urlencode "query=count($1)" "$api" | grep -q '"value"'; }
for record in $(sed -n 's/.*record: //p' "$rules/recording.rules.yml"); do
  # What compares with three days ago has no value yet.
  [ "$record" = workspace:databricks_cost_usd_new_day:max ] || check "Prometheus records $record" eventually is_recorded "$record"
done
rules_are_healthy() {
  curl -fsS "${api%query}rules" -o "$work/rules.json" && ! grep -q '"health":"\(err\|unknown\)"' "$work/rules.json" && grep -q '"health":"ok"' "$work/rules.json"
}
check 'Prometheus evaluates every rule without an error' eventually rules_are_healthy
panels_are_answered() {
  local expression
  node -e '
    const fs = require("fs"), folder = process.argv[1];
    for (const file of fs.readdirSync(folder).filter(name => name.startsWith("prometheus-")))
      for (const panel of JSON.parse(fs.readFileSync(`${folder}/${file}`, "utf8")).panels) console.log(panel.targets[0].expr.replaceAll("$workspace", ".*"));
  ' "$root/infra-bicep/grafana" >"$work/expressions" && [ -s "$work/expressions" ] || return 1
  while read -r expression; do
    curl -sS --get --data-urlencode "query=$expression" "$api" >"$work/answer" && grep -q '"status":"success"' "$work/answer" || { echo "$expression"; cat "$work/answer"; return 1; }
  done <"$work/expressions"
}
check 'Prometheus answers what every panel asks' panels_are_answered
rules_fire() { wait "$rules_test" || { cat "$work/rules.log"; return 1; }; }
check 'the rules fire when they should, and only then' rules_fire

echo "1..$number"
[ "$failures" -eq 0 ]
