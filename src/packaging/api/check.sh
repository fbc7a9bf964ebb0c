#!/usr/bin/env bash
# Compares what the library offers with what the last tagged version did, and fails where a program written for that one
# would break: src/packaging/api/check.sh [TAG or JAR], after "mvn package".
#
# The jar of a tag is built in target/api from the sources of the tag. Without a tag there is nothing to compare with.
set -euo pipefail
cd "$(dirname "$0")/../../.."

# What docs/library.md calls stable.
stable="org.multilevel.data;org.multilevel.error;org.multilevel.formula;org.multilevel.inference;org.multilevel.model;org.multilevel.result"
stable+=";org.multilevel.inference.advice;org.multilevel.inference.comparison;org.multilevel.inference.equation;org.multilevel.inference.influence"
stable+=";org.multilevel.inference.intervals;org.multilevel.inference.means;org.multilevel.inference.shares;org.multilevel.inference.tests"
stable+=";org.multilevel.fit.EstimationMethod;org.multilevel.fit.optimum.Verdict*;org.multilevel.design.scan.MissingRows"
stable+=";org.multilevel.design.scan.RowCounts"

# library FOLDER: the jar of the library in what Maven built there.
library() {
    ls "$1"/multilevel-*.jar | grep -v -e -sources -e -javadoc
}

old=${1:-$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || true)}
if [ -z "$old" ]; then
    echo "API check skipped: no version is tagged yet (v*), so there is nothing to compare with."
    exit 0
fi
if [ -f "$old" ]; then
    baseline=$(readlink -f "$old")
else
    commit=$(git rev-parse --verify --quiet "$old^{commit}") || {
        echo "API check: there is neither a jar nor a tag $old." >&2
        exit 2
    }
    baseline=$PWD/target/api/$commit.jar
    if [ ! -s "$baseline" ]; then
        rm -rf target/api/sources
        mkdir -p target/api/sources
        git archive "$commit" | tar -x -C target/api/sources
        # A newer JDK may warn of what the one of that time did not.
        (cd target/api/sources && mvn -q -Dmaven.test.skip -Dwarnings=-Xlint:all -Dknime.phase=none -Dweka.phase=none package)
        cp "$(library target/api/sources/target)" "$baseline"
    fi
fi
echo "API check against $old"
mvn -q -f src/packaging/api/pom.xml org.codehaus.mojo:exec-maven-plugin:3.6.4:exec -Dexec.executable=java \
    -Dexec.args="-cp %classpath japicmp.JApiCmp --old '$baseline' --new '$PWD/$(library target)' --include '$stable' --include-exclusively \
    --exclude org.multilevel.inference.FixedUncertainty \
    -a public --only-modified --ignore-missing-classes --error-on-binary-incompatibility --error-on-source-incompatibility"
echo "API check passed."
