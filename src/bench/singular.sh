#!/usr/bin/env bash
# Whether any of our singular fits is slower than lme4's default fit: src/bench/singular.sh FOLDER...
#
# Each folder holds random designs: cases.json, a list of {"i": number, "f": formula, "reml": true or false, "w": whether column w weighs the
# rows, "n": rows}, and a file N.csv for each with the columns y, x, z, c, f, g, h, s, w. Those with more than BENCH_ROWS rows (default 200)
# and a singular optimum are fitted here (warm, one thread, from memory, median of nine) and right afterwards in lme4 (median of five, from a
# data frame), both in seconds of processor time. Prints the designs in which ours is slower and a line of a Markdown table for each folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { echo "Name folders of designs." >&2; exit 1; }
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
classpath=${BENCH_CLASSPATH:-target/test-classes:target/multilevel.jar}
mkdir -p target/bench
Rscript -e 'quit(status = !(requireNamespace("lme4", quietly = TRUE) && requireNamespace("jsonlite", quietly = TRUE)))' >/dev/null 2>&1 ||
    { echo "lme4 and jsonlite are not installed, so there is nothing to compare with." >&2; exit 1; }
echo "| designs | singular, more than ${BENCH_ROWS:-200} rows | slower than lme4 | evaluations, median | times faster, median | ours / lme4, worst |"
echo "|---|---|---|---|---|---|"
for folder in "$@"; do
    lines=target/bench/singular-$(basename "$folder").txt
    java -cp "$classpath" org.multilevel.bench.Singular "$folder" "${BENCH_ROWS:-200}" "$lines"
    OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 Rscript src/bench/peers/singular.R "$folder" "$lines"
done
