#!/usr/bin/env bash
# Runs one small case of each kind of benchmark, for seconds: shows that they compile, start and end, not how fast anything is.
set -euo pipefail
cd "$(dirname "$0")/../.."
export BENCH_SECONDS=0.2 BENCH_BUDGET=1 BENCH_TIMEOUT=60
mvn -q -Pbench -Dbench.include=FitBenchmark "-Dbench.options=-f 1 -wi 0 -i 1 -r 1 -p title=sleepstudy" verify
BENCH_BUILT=yes src/bench/compare.sh sleepstudy
