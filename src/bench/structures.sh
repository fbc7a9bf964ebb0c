#!/usr/bin/env bash
# Fits the same models with covariance structures in Multilevel, nlme and glmmTMB, one after another on a quiet machine, and prints medians and
# ratios as a Markdown table: src/bench/structures.sh [bodyweight|orthodont|visits|visits-short|million...]
#
# "visits" has 2,000 subjects with 50 visits, "visits-short" as many with 10, "million" 20,000 with 50. The other programs: r-cran-nlme
# r-cran-glmmtmb; what else can be set says peers/side-by-side.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(bodyweight orthodont visits-short visits million)
lines=target/bench/structures.txt
source src/bench/peers/side-by-side.sh

for name in "${cases[@]}"; do
    case "$name" in
        visits) file=$(drawn target/bench/visits.csv VisitsTable 2000 50) ;;
        visits-short) file=$(drawn target/bench/visits-short.csv VisitsTable 2000 10) ;;
        million) file=$(drawn target/bench/million.csv VisitsTable 20000 50) ;;
        *) file=src/test/resources/reference-structures/$name.csv ;;
    esac
    measure_ours "$name" java -cp "$classpath" org.multilevel.bench.CompareStructures "$name" "$file"
    measure Rscript src/bench/peers/structures.R nlme "$name" "$file"
    measure Rscript src/bench/peers/structures.R glmmTMB "$name" "$file"
done

versions nlme glmmTMB
side_by_side nlme glmmTMB "${cases[@]}"
