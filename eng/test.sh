#!/usr/bin/env bash
# Runs every test of the product: installs what they need, builds with warnings as errors, runs all test projects one after the other,
# the conformance tests (Node) and the Prometheus checks, and beside them checks the format.
# The last line is "N passed, N failed"; the exit code is 0 only if something ran and nothing failed.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
results=$root/artifacts/test
rm -rf "$results" && mkdir -p "$results"
passed=0 failed=0
began=$SECONDS

finish() {
  printf '\nTotal time: %d s. Logs and results: artifacts/test\n%d passed, %d failed\n' $((SECONDS - began)) "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# step TITLE LOG COMMAND...: runs quietly; on failure shows the end of the log and counts one failure.
step() {
  local title=$1 log=$results/$2.log from=$SECONDS
  shift 2
  if "$@" >"$log" 2>&1; then
    printf '%-28s ok (%d s)\n' "$title" $((SECONDS - from))
    return 0
  fi
  printf '%-28s FAILED (%d s)\n' "$title" $((SECONDS - from))
  tail -n 60 "$log" | sed 's/^/    /'
  failed=$((failed + 1))
  return 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    echo "Installing packages needs root or sudo: run '$*' once as root." >&2
    return 1
  fi
}

# install_apt COMMAND PACKAGE...: nothing to do when the command is there.
install_apt() {
  command -v "$1" >/dev/null && return 0
  shift
  command -v apt-get >/dev/null || { echo "Install $* with your package manager." >&2; return 1; }
  # The package starts a service on Debian machines with systemd; the tests start their own.
  as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@"
}

install_tools() {
  install_apt curl curl ca-certificates && install_apt promtool prometheus && install_apt node nodejs && install_apt npm npm && install_apt chromium chromium
}

# Which Azure packages the build uses: the real ones, or the contracts in tests/ where the registry lacks them (Directory.Solution.targets).
azure_packages_mode() { echo "Azure packages: ${AzurePackages:-$(cat artifacts/azure-packages.txt)}"; }

# test_project FILE: runs one test project and adds its results, which come from the result file and not from the console text.
test_project() {
  local name log trx from=$SECONDS code counters ok bad
  name=$(basename "$1" .csproj)
  log=$results/$name.log
  trx=$results/$name.trx
  dotnet test "$1" --no-build --nologo --logger "trx;LogFileName=$trx" --blame-hang-timeout 10m --results-directory "$results" >"$log" 2>&1
  code=$?
  counters=$(grep -o '<Counters [^>]*>' "$trx" 2>/dev/null)
  ok=$(sed -n 's/.* passed="\([0-9]*\)".*/\1/p' <<<"$counters")
  bad=$(sed -n 's/.* total="\([0-9]*\)".*/\1/p' <<<"$counters")
  ok=${ok:-0}
  bad=$((${bad:-0} - ok))
  # A crash or an empty project is a failure, even when no single test says so.
  { [ "$code" -ne 0 ] || [ "$ok" -eq 0 ]; } && [ "$bad" -eq 0 ] && bad=1
  passed=$((passed + ok))
  failed=$((failed + bad))
  printf '%-40s %5d passed, %d failed (%d s)\n' "$name" "$ok" "$bad" $((SECONDS - from))
  [ "$bad" -eq 0 ] || grep -vE '^\s*(Determining|Passed!)' "$log" | tail -n 80 | sed 's/^/    /'
}

# count_tap NAME COMMAND...: runs something that prints TAP and adds its results.
count_tap() {
  local name=$1 log=$results/$1.log from=$SECONDS code ok bad
  shift
  "$@" >"$log" 2>&1
  code=$?
  ok=$(grep -cE '^ok ' "$log")
  bad=$(grep -cE '^not ok ' "$log")
  { [ "$code" -ne 0 ] || [ "$ok" -eq 0 ]; } && [ "$bad" -eq 0 ] && bad=1
  passed=$((passed + ok))
  failed=$((failed + bad))
  printf '%-40s %5d passed, %d failed (%d s)\n' "$name" "$ok" "$bad" $((SECONDS - from))
  [ "$bad" -eq 0 ] || tail -n 80 "$log" | sed 's/^/    /'
}

# In a subshell, so that what comes after still runs from the root. Not npm ci: it refuses a lock file without DuckDB's bindings for
# other platforms, which some registries do not hold; versions are pinned in package.json.
conformance() (
  cd tests/conformance || exit
  [ node_modules/.package-lock.json -nt package.json ] || npm install --no-save --no-fund --no-audit || exit
  npm run --silent "$1"
)

command -v dotnet >/dev/null || {
  echo "The .NET SDK is not installed; global.json names the version (https://dotnet.microsoft.com/download)." >&2
  failed=1
  finish
}

step 'Install tools' install install_tools
# Looks anew whether the real Azure packages can be had.
rm -f artifacts/azure-packages.txt
step 'Restore' restore dotnet restore || finish
azure_packages_mode
step 'Build, warnings as errors' build dotnet build --no-restore --nologo -warnaserror || finish
# One core for two minutes, which the tests leave free.
dotnet format --no-restore --verify-no-changes >"$results/dotnet-format.log" 2>&1 &
format=$!
format_check() { wait "$format" || { cat "$results/dotnet-format.log"; return 1; }; }
for project in tests/*.Tests/*.csproj; do test_project "$project"; done
count_tap conformance conformance test
count_tap kusto conformance kusto
count_tap bicep conformance bicep
count_tap deployment conformance deployment
count_tap prometheus eng/prometheus.sh
step 'Format check' format format_check
finish
