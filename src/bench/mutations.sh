#!/usr/bin/env bash
# Changes one room after the other in small ways, and tells how many of the changes its tests notice, as rows of a Markdown table; fails where
# those of a room are less than 85%. Usage: src/bench/mutations.sh [ROOM...], such as fit.linalg or inference.shares; all rooms without one.
# Each room names the quick tests that are to notice: slow ones would run for each of hundreds of changes. Names of tests stand below
# org.multilevel, as do those of rooms. What is reported stands in target/pit-reports/ROOM.
set -euo pipefail
cd "$(dirname "$0")/../.."

rooms() {
    cat <<'ROOMS'
fit.linalg fit.linalg.*
fit.covariance fit.covariance.*
fit.information fit.information.*
ROOMS
}

packages() {
    tr ',' '\n' <<<"$1" | sed 's/^/org.multilevel./' | paste -sd, -
}

measure() {
    local room=$1 tests=$2 report=target/pit-reports/$1 started=$SECONDS excluded=
    # a room that has rooms inside is measured without them
    [[ $room == *.* ]] || excluded="-DexcludedClasses=org.multilevel.$room.*.*"
    local status=0
    mvn -B -q -Ppit org.pitest:pitest-maven:mutationCoverage "-Dpit.classes=org.multilevel.$room.*" $excluded \
        "-Dpit.tests=$(packages "$tests")" "-DreportsDirectory=$report" >"target/pit-$room.log" 2>&1 || status=1
    if [ ! -f "$report/mutations.xml" ]; then
        echo "no report on $room; see target/pit-$room.log" >&2
        return 1
    fi
    local all killed
    all=$(grep -o '<mutation ' "$report/mutations.xml" | wc -l)
    killed=$(grep -o "detected='true'" "$report/mutations.xml" | wc -l)
    echo "| $room | $all | $killed | $((100 * killed / all))% | $(((SECONDS - started + 30) / 60)) |"
    return $status
}

mvn -B -q -DskipTests test-compile
echo "| room | changes | noticed | | minutes |"
echo "|---|--:|--:|--:|--:|"
failed=0
while read -r room tests; do
    if [ $# -eq 0 ] || [[ " $* " == *" $room "* ]]; then
        rm -rf "target/pit-reports/$room"
        measure "$room" "$tests" </dev/null || failed=1
    fi
done < <(rooms)
exit $failed
