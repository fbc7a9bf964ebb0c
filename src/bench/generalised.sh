#!/usr/bin/env bash
# Fits the same generalised models by Laplace's approximation in Multilevel, lme4's glmer and glmmTMB, one after another on a quiet machine, and
# prints medians and ratios as a Markdown table: src/bench/generalised.sh [cbpp|contraception|verbagg|grouseticks|clicks|clicks-million...]
#
# "clicks" has 2,000 customers with 10 rows, "clicks-million" 100,000, each with an intercept and a slope of its own. The other programs:
# r-cran-lme4 r-cran-glmmtmb libopenblas0-pthread; what else can be set says peers/side-by-side.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(cbpp contraception verbagg grouseticks clicks-million)
lines=target/bench/generalised.txt
source src/bench/peers/side-by-side.sh

for name in "${cases[@]}"; do
    case "$name" in
        clicks) file=$(drawn target/bench/clicks.csv ClicksTable 2000 10) ;;
        clicks-million) file=$(drawn target/bench/clicks-million.csv ClicksTable 100000 10) ;;
        *) file=src/test/resources/reference-glmm/$name.csv ;;
    esac
    measure_ours "$name" java -cp "$classpath" org.multilevel.bench.CompareGeneralised "$name" "$file"
    measure Rscript src/bench/peers/generalised.R glmer "$name" "$file"
    measure Rscript src/bench/peers/generalised.R glmmTMB "$name" "$file"
done

versions lme4 glmmTMB
side_by_side glmer glmmTMB "${cases[@]}"
