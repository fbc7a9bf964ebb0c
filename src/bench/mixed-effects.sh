#!/usr/bin/env bash
# Errors of Weka's schemes without groups, with the group as an attribute and with random effects, as the Markdown table of docs/weka.md:
# src/bench/mixed-effects.sh [FOLDS [TABLE...]], by default 5 and Oxboys, sleepstudy and hsb, which takes about half an hour of one processor.
# It measures errors and no time.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip test-compile
exec mvn -q -Pbench exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
    "-Dexec.args=-classpath %classpath org.multilevel.bench.SchemesWithGroups $*"
