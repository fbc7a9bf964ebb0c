#!/usr/bin/env bash
# Fits the same models in Multilevel, lme4, nlme and statsmodels, one after another on a quiet machine, and prints the
# medians and their ratios as a Markdown table: src/bench/compare.sh [CASE...]
#
# The other programs come from Debian: r-cran-lme4 r-cran-nlme python3-statsmodels libopenblas0-pthread. What is not
# installed, has no such model or needs more than BENCH_TIMEOUT seconds (default 1800) is shown as a dash, and which programs
# are absent is said. BENCH_SECONDS is how long ours warms up and then repeats (default 5).
set -euo pipefail
cd "$(dirname "$0")/../.."

cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(sleepstudy hsb insteval insteval-three synthetic)
limit=${BENCH_TIMEOUT:-1800}
python=${BENCH_PYTHON:-/usr/bin/python3}
synthetic=target/bench/synthetic.csv
lines=target/bench/compare.txt

# With BENCH_BUILT, "mvn -Pbench verify" has just run.
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
mkdir -p target/bench
java=(java -cp target/test-classes:target/multilevel.jar)
if [[ " ${cases[*]} " == *" synthetic "* && ! -s "$synthetic" ]]; then
    "${java[@]}" org.multilevel.bench.SyntheticTable "$synthetic"
fi
: >"$lines"

file_of() {
    case "$1" in
        insteval*) echo workflows/data/InstEval.csv ;;
        synthetic) echo "$synthetic" ;;
        *) echo "workflows/data/$1.csv" ;;
    esac
}

# measure COMMAND...: appends the line that the command prints, or nothing where it fails or takes too long.
measure() {
    echo "running: $*" >&2
    { timeout "$limit" "$@" 2>/dev/null || echo "no result: $*" >&2; } | tee -a "$lines" >&2
}

absent=()
has_r() { Rscript -e "quit(status = !requireNamespace('$1', quietly = TRUE))" >/dev/null 2>&1; }
has_r lme4 || absent+=(lme4)
has_r nlme || absent+=(nlme)
"$python" -c 'import statsmodels' >/dev/null 2>&1 || absent+=(statsmodels)
is_absent() { [[ " ${absent[*]-} " == *" $1 "* ]]; }
[ ${#absent[@]} -eq 0 ] || echo "not installed, so not compared with: ${absent[*]}" >&2

for name in "${cases[@]}"; do
    file=$(file_of "$name")
    measure "${java[@]}" org.multilevel.bench.Compare "$name" memory
    # A peer may have no result; that ours has none is a fault.
    grep -q "^multilevel $name " "$lines"
    # The limit on the heap is part of what is promised: rows are not held.
    measure "${java[@]:0:1}" -Xmx256m "${java[@]:1}" org.multilevel.bench.Compare "$name" csv
    is_absent lme4 || measure Rscript src/bench/peers/lme4.R "$name" "$file"
    case "$name" in
        insteval*) ;;
        *)
            is_absent nlme || measure Rscript src/bench/peers/nlme.R "$name" "$file"
            is_absent statsmodels || measure "$python" src/bench/peers/statsmodels.py "$name" "$file"
            ;;
    esac
done

echo
echo "- $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
echo "- $(java -version 2>&1 | sed -n 2p)"
Rscript -e 'cat("-", R.version.string, "lme4", format(packageVersion("lme4")), "nlme", format(packageVersion("nlme")),
    "BLAS", basename(dirname(extSoftVersion()[["BLAS"]])), "\n")' 2>/dev/null || true
"$python" -c 'import statsmodels, platform; print("- Python", platform.python_version(), "statsmodels", statsmodels.__version__)' \
    2>/dev/null || true
echo
awk -v titles="${cases[*]}" '
    { seconds[$1, $2] = $3; loglik[$1, $2] = $4; if ($1 == "multilevel") evaluations[$2] = $7 }
    function shown(program, title, ours,  s) {
        s = seconds[program, title]
        if (s == "") return " - |"
        if (ours == "" || ours == 0) return sprintf(" %.4g s |", s)
        return sprintf(" %.4g s, x %.1f |", s, s / ours)
    }
    END {
        print "| case | Multilevel, in memory | evaluations | with reading the CSV, 256 MB heap | lme4 | lme4 / with reading |" \
            " nlme | statsmodels | log-likelihood; its difference from lme4, nlme, statsmodels |"
        print "|---|---|---|---|---|---|---|---|---|"
        n = split(titles, title, " ")
        for (k = 1; k <= n; k++) {
            c = title[k]
            ours = seconds["multilevel", c]
            row = "| " c " |" shown("multilevel", c, "") " " evaluations[c] " |" shown("multilevel-csv", c, "")
            row = row shown("lme4", c, ours)
            csv = seconds["multilevel-csv", c]; peer = seconds["lme4", c]
            row = row (csv != "" && peer != "" ? sprintf(" x %.1f |", peer / csv) : " - |")
            row = row shown("nlme", c, ours) shown("statsmodels", c, ours)
            difference = ""
            m = split("lme4 nlme statsmodels", peers, " ")
            for (j = 1; j <= m; j++) {
                other = loglik[peers[j], c]
                both = other != "" && loglik["multilevel", c] != ""
                difference = difference (j > 1 ? ", " : "") (both ? sprintf("%.2g", loglik["multilevel", c] - other) : "-")
            }
            print row " " loglik["multilevel", c] "; " difference " |"
        }
    }' "$lines"
