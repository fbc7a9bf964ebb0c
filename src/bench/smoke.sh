#!/usr/bin/env bash
# Runs one small case of each kind of benchmark, for seconds, after "mvn verify": shows that they compile, start and end, not
# how fast anything is. Other programs that are not installed are left out, and a sentence says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
export BENCH_SECONDS=0.2 BENCH_BUDGET=1 BENCH_TIMEOUT=60
mvn -q -Pbench -Dbench.include=FitBenchmark "-Dbench.options=-f 1 -wi 0 -i 1 -r 1 -p title=sleepstudy" verify
BENCH_BUILT=yes src/bench/compare.sh sleepstudy
BENCH_BUILT=yes src/bench/generalised.sh cbpp
BENCH_BUILT=yes src/bench/structures.sh orthodont
