#!/usr/bin/env bash
# How long ratings of items by users take, from data in memory, once and cold: src/bench/ratings.sh [CASE...], of
# million (1e6 ratings, 6,000 users, 4,000 items), million-exact, ten (1e7; 70,000; 10,000) and largest (2.5e7; 160,000; 60,000).
#
# Prints seconds and what was found. The heap is what is allowed: 2, 4, 4 and 10 GB. Where R has lme4, it fits the same ratings after the exact
# and the larger cases, for BENCH_TIMEOUT seconds (300) at most, reading not included.
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(million million-exact ten largest)
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
classpath=${BENCH_CLASSPATH:-target/test-classes:target/multilevel.jar}
limit=${BENCH_TIMEOUT:-300}

# lme4 RATINGS USERS ITEMS
lme4() {
    Rscript -e "quit(status = !requireNamespace('lme4', quietly = TRUE))" >/dev/null 2>&1 || return 0
    local file=target/bench/ratings-$1.csv
    mkdir -p target/bench
    [ -s "$file" ] || java -Xmx10g -cp "$classpath" org.multilevel.bench.Ratings "$@" file "$file"
    timeout "$limit" Rscript src/bench/peers/ratings.R "$file" || echo "lme4 $1 ratings: no result within $limit s"
}

for name in "${cases[@]}"; do
    case "$name" in
        million) heap=2g arguments=(1000000 6000 4000 iterative) ;;
        million-exact) heap=4g arguments=(1000000 6000 4000 exact) ;;
        ten) heap=4g arguments=(10000000 70000 10000 automatic) ;;
        largest) heap=10g arguments=(25000000 160000 60000 automatic) ;;
        *) echo "There is no case $name; choose million, million-exact, ten or largest." >&2; exit 1 ;;
    esac
    java "-Xmx$heap" -cp "$classpath" org.multilevel.bench.Ratings "${arguments[@]}"
    [ "$name" = million ] || lme4 "${arguments[@]:0:3}"
done
