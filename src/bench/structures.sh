#!/usr/bin/env bash
# Fits the same models with covariance structures in Multilevel, nlme and glmmTMB, one after another on a quiet machine, and prints medians and
# ratios as a Markdown table: src/bench/structures.sh [bodyweight|orthodont|visits|visits-short|million...]
#
# "visits" has 2,000 subjects with 50 visits, "visits-short" as many with 10, "million" 20,000 with 50. The other programs come from Debian:
# r-cran-nlme r-cran-glmmtmb. What is not installed or needs more than BENCH_TIMEOUT seconds (default 1800) is shown as a dash.
# BENCH_SECONDS is how long ours warms up and then repeats (default 5).
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(bodyweight orthodont visits-short visits million)
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
classpath=${BENCH_CLASSPATH:-target/test-classes:target/multilevel.jar}
lines=target/bench/structures.txt
mkdir -p target/bench
: >"$lines"

# measure COMMAND...: appends the line that the command prints, or nothing where it fails or takes too long.
measure() {
    echo "running: $*" >&2
    { timeout "${BENCH_TIMEOUT:-1800}" "$@" 2>/dev/null || echo "no result: $*" >&2; } | tee -a "$lines" >&2
}

drawn() {
    [ -s "$1" ] || java -cp "$classpath" org.multilevel.bench.VisitsTable "$@"
    echo "$1"
}

for name in "${cases[@]}"; do
    case "$name" in
        visits) file=$(drawn target/bench/visits.csv 2000 50) ;;
        visits-short) file=$(drawn target/bench/visits-short.csv 2000 10) ;;
        million) file=$(drawn target/bench/million.csv 20000 50) ;;
        *) file=src/test/resources/reference-structures/$name.csv ;;
    esac
    measure java -cp "$classpath" org.multilevel.bench.CompareStructures "$name" "$file"
    # A peer may have no result; that ours has none is a fault.
    grep -q "^multilevel $name " "$lines"
    measure Rscript src/bench/peers/structures.R nlme "$name" "$file"
    measure Rscript src/bench/peers/structures.R glmmTMB "$name" "$file"
done

echo
echo "- $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
echo "- $(java -version 2>&1 | sed -n 2p)"
Rscript -e 'for (p in c("nlme", "glmmTMB")) cat("-", R.version.string, p, tryCatch(format(packageVersion(p)), error = function(e) "absent"), "\n")' \
    2>/dev/null || true
echo
awk -v titles="${cases[*]}" '
    { seconds[$1, $2] = $3; loglik[$1, $2] = $4; if ($1 == "multilevel") evaluations[$2] = $7 }
    function shown(program, title,  s) {
        s = seconds[program, title]
        return s == "" ? " - |" : sprintf(" %.4g s, x %.1f |", s, s / seconds["multilevel", title])
    }
    function difference(program, title) {
        return loglik[program, title] == "" ? "-" : sprintf("%.2g", loglik["multilevel", title] - loglik[program, title])
    }
    END {
        print "| case | Multilevel | evaluations | nlme | glmmTMB | log-likelihood; its difference from nlme, glmmTMB |"
        print "|---|---|---|---|---|---|"
        n = split(titles, title, " ")
        for (k = 1; k <= n; k++) {
            c = title[k]
            printf "| %s | %.4g s | %s |%s%s %s; %s, %s |\n", c, seconds["multilevel", c], evaluations[c],
                shown("nlme", c), shown("glmmTMB", c), loglik["multilevel", c], difference("nlme", c), difference("glmmTMB", c)
        }
    }' "$lines"
