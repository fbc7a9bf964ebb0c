#!/usr/bin/env bash
# Seconds for one replicate of a parametric bootstrap in Multilevel and in lme4's bootMer, one after the other on the same table:
# src/bench/bootstrap.sh [CASE...], by default sleepstudy and the synthetic million rows of compare.sh.
#
# Ours draws BENCH_REPLICATES replicates (default 1000) from the cross-products; the time is that of the whole program, less that of the
# fit without a bootstrap. lme4 fits BENCH_PEER_REPLICATES simulated responses (default 2, sleepstudy 200). lme4 comes from Debian
# (r-cran-lme4); where it is absent only ours is measured.
set -euo pipefail
cd "$(dirname "$0")/../.."

cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(sleepstudy synthetic)
replicates=${BENCH_REPLICATES:-1000}
synthetic=target/bench/synthetic.csv
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
mkdir -p target/bench
if [[ " ${cases[*]} " == *" synthetic "* && ! -s "$synthetic" ]]; then
    java -cp target/test-classes:target/multilevel.jar org.multilevel.bench.SyntheticTable "$synthetic"
fi

seconds() {
    local start end
    start=$(date +%s.%N)
    "$@" >/dev/null
    end=$(date +%s.%N)
    echo "$end - $start" | bc
}

for name in "${cases[@]}"; do
    case "$name" in
        sleepstudy) file=workflows/data/sleepstudy.csv formula='Reaction ~ Days + (Days | Subject)' peer=200 ;;
        synthetic) file=$synthetic formula='y ~ x1 + x2 + x3 + x4 + x5 + (1 + x1 | g)' peer=2 ;;
        *) echo "There is no case $name; choose sleepstudy or synthetic." >&2; exit 1 ;;
    esac
    alone=$(seconds java -jar target/multilevel.jar fit "$file" "$formula" --quiet)
    whole=$(seconds java -jar target/multilevel.jar fit "$file" "$formula" --quiet --intervals bootstrap --replicates "$replicates")
    ours=$(echo "scale=6; ($whole - $alone) / $replicates" | bc)
    echo "$name multilevel: $replicates replicates in $(echo "$whole - $alone" | bc) s, $ours s each"
    if Rscript -e 'quit(status = !requireNamespace("lme4", quietly = TRUE))' >/dev/null 2>&1; then
        Rscript src/bench/peers/bootmer.R "$name" "$file" "$formula" "${BENCH_PEER_REPLICATES:-$peer}" "$ours"
    else
        echo "$name lme4: not installed"
    fi
done
