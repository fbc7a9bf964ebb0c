#!/usr/bin/env bash
# Fits a random intercept and slope to rows that Spark makes, on the processors of this machine, and prints a Markdown table: src/bench/spark.sh
# [ROWS...], by default a million, ten and a hundred million, in BENCH_GROUPS groups (a million), with cross-products gathered on the driver and
# spread over the executors (BENCH_WAYS names one of both). BENCH_HEAP is the memory of the process in which
# driver and executors are one (4g); the tables stay in target/bench (2 GB for the largest).
set -euo pipefail
cd "$(dirname "$0")/../.."
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(1000000 10000000 100000000)
groups=${BENCH_GROUPS:-1000000}
ways=${BENCH_WAYS:-gathered spread}
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
mkdir -p target/bench
libraries=target/bench/spark.classpath
[ -s "$libraries" ] || mvn -q dependency:build-classpath "-Dmdep.outputFile=$libraries"

echo "| rows | groups | cross-products | spreading and survey | cross-products | fit | evaluations | one evaluation | its processor time | group effects | processor time of all | log-likelihood |"
echo "|---|---|---|---|---|---|---|---|---|---|---|---|"
# what spark-submit would say to Java, for rows that have no room in memory
read -r -a opens < <(sed -n 's/.*<spark.opens>\(.*\)<.spark.opens>.*/\1/p' pom.xml)
for rows in "${sizes[@]}"; do for way in $ways; do
    java "${opens[@]}" "-Xmx${BENCH_HEAP:-4g}" -cp "target/test-classes:target/classes:$(cat "$libraries")" org.multilevel.bench.SparkRows "$rows" "$groups" \
        "target/bench/spark-$rows-$groups.parquet" "$way" 2>target/bench/spark.log || { tail -n 3 target/bench/spark.log >&2; exit 1; }
done; done
