#!/usr/bin/env bash
# Fits the same generalised models by Laplace's approximation in Multilevel, lme4's glmer and glmmTMB, one after another on a quiet machine, and
# prints medians and ratios as a Markdown table: src/bench/generalised.sh [cbpp|contraception|verbagg|grouseticks...]
#
# The other programs come from Debian: r-cran-lme4 r-cran-glmmtmb libopenblas0-pthread. What is not installed or needs more than BENCH_TIMEOUT
# seconds (default 1800) is shown as a dash. BENCH_SECONDS is how long ours warms up and then repeats (default 5).
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(cbpp contraception verbagg grouseticks)
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
classpath=${BENCH_CLASSPATH:-target/test-classes:target/multilevel.jar}
lines=target/bench/generalised.txt
mkdir -p target/bench
: >"$lines"

# measure COMMAND...: appends the line that the command prints, or nothing where it fails or takes too long.
measure() {
    echo "running: $*" >&2
    { timeout "${BENCH_TIMEOUT:-1800}" "$@" 2>/dev/null || echo "no result: $*" >&2; } | tee -a "$lines" >&2
}

for name in "${cases[@]}"; do
    file=src/test/resources/reference-glmm/$name.csv
    measure java -cp "$classpath" org.multilevel.bench.CompareGeneralised "$name" "$file"
    # A peer may have no result; that ours has none is a fault.
    grep -q "^multilevel $name " "$lines"
    measure Rscript src/bench/peers/generalised.R glmer "$name" "$file"
    measure Rscript src/bench/peers/generalised.R glmmTMB "$name" "$file"
done

echo
echo "- $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
echo "- $(java -version 2>&1 | sed -n 2p)"
Rscript -e 'for (p in c("lme4", "glmmTMB")) cat("-", R.version.string, p, tryCatch(format(packageVersion(p)), error = function(e) "absent"), "\n")' \
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
        print "| case | Multilevel | evaluations | glmer | glmmTMB | log-likelihood; its difference from glmer, glmmTMB |"
        print "|---|---|---|---|---|---|"
        n = split(titles, title, " ")
        for (k = 1; k <= n; k++) {
            c = title[k]
            printf "| %s | %.4g s | %s |%s%s %s; %s, %s |\n", c, seconds["multilevel", c], evaluations[c],
                shown("glmer", c), shown("glmmTMB", c), loglik["multilevel", c], difference("glmer", c), difference("glmmTMB", c)
        }
    }' "$lines"
