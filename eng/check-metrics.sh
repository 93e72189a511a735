#!/usr/bin/env bash
# Lets promtool judge a page of metrics in text format 0.0.4. Fails on anything that it finds, but for the naming rules that the names in
# eng/mandated-metrics.txt break.
# Usage: eng/check-metrics.sh FILE     (- reads standard input)
set -uo pipefail
names=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/mandated-metrics.txt
[ $# -eq 1 ] || { echo "Usage: $0 FILE" >&2; exit 2; }
command -v promtool >/dev/null || { echo "promtool is not installed: apt-get install prometheus" >&2; exit 2; }

page=$(cat -- "$1") || exit 2
[ -n "$page" ] || { echo "There are no metrics in $1." >&2; exit 1; }
found=$(promtool check metrics <<<"$page" 2>&1)
code=$?
# promtool: 0 nothing found, 3 naming rules broken (a line each, the name first), anything else: not a page of metrics.
if [ $code -ne 0 ] && [ $code -ne 3 ]; then
  printf '%s\n' "$found" >&2
  exit 1
fi
unknown=$(awk 'NR == FNR { if (/^[a-z]/) known[$1]; next } NF && !($1 in known)' "$names" <(printf '%s\n' "$found"))
[ -z "$unknown" ] && exit 0
printf '%s\n' "$unknown" >&2
exit 1
