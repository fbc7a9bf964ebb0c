#!/usr/bin/env bash
# How often 95% intervals of predictions hold what they are for, as a Markdown table: src/bench/coverage.sh [SETS], by default 2,000
# simulated data sets, which take about a minute of one processor. It counts and does not time, so it is no benchmark of "mvn -Pbench".
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
exec java -cp target/test-classes:target/multilevel.jar org.multilevel.bench.Coverage "${1:-2000}"
