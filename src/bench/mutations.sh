#!/usr/bin/env bash
# Changes one room after the other in small ways, and tells how many of the changes its tests notice, as rows of a Markdown table; fails where
# those of a room are less than 85%. Usage: src/bench/mutations.sh [ROOM...], such as fit.linalg or inference.shares; all rooms without one.
# Each room names the quick tests that are to notice: slow ones would run for each of hundreds of changes. Names of tests stand below
# org.multilevel, as do those of rooms. What is reported stands in target/pit-reports/ROOM.
# SAMPLE=20 takes at most 20 changes of each class, for a quick look; THREADS=2 uses two processors.
set -euo pipefail
cd "$(dirname "$0")/../.."

rooms() {
    cat <<'ROOMS'
fit.linalg fit.linalg.*
fit.covariance fit.covariance.*
fit.information fit.information.*
fit.products fit.products.*,fit.problem.OrthogonalisationTest,fit.problem.NearlyExactProblemTest,fit.problem.TablePartsTest,fit.problem.FarColumnsTest
fit.iterative fit.iterative.*
fit.leastsquares fit.leastsquares.*,fit.solver.SystemsTest,fit.solver.StructuredGradientTest
fit.optimum fit.optimum.*,fit.problem.OptimiserTest,fit.problem.OtherOptimaTest,fit.problem.NearlyExactProblemTest,fit.problem.SearchLengthTest,fit.problem.HardDesignsTest
fit.profile fit.profile.*,inference.intervals.ProfileIntervalsTest,inference.intervals.VariancePartsTest,inference.intervals.StructureParameterTest,fit.problem.ProfileTest,inference.intervals.StructureRiseTest,fit.structure.StructureEdgeTest
fit.structure fit.structure.ShapeTest,fit.structure.DeviationsTest,fit.structure.RedundancyTest,fit.structure.ResidualLawTest,fit.structure.DistancesTest,fit.structure.CorrelationTest,fit.structure.ResidualCovarianceTest,fit.structure.CarriedReaderTest,fit.structure.SubjectRowsTest,fit.structure.DrawnRowsTest,fit.structure.StructureEdgeTest,fit.structure.ResidualProductsTest,fit.solver.StructuredGradientTest,fit.problem.ResponseSamplerTest,inference.StructureFreedomTest
fit.effects fit.effects.*,fit.problem.ProblemTest,model.LiveModelTest,exact.VariancesTest
fit.facts fit.facts.*,fit.problem.ProblemTest,model.LiveModelTest,fit.problem.TablePartsTest
fit.determination fit.determination.*,fit.problem.ProblemTest,exact.IdentifiedTest,exact.VariancesTest,exact.GroupsTest,exact.ThirdPartyTest,exact.ColumnsTest,fit.problem.NearlyExactProblemTest,fit.structure.StructureEdgeTest
fit fit.FitOptionsTest
fit.answers fit.answers.*,fit.problem.ProblemTest,fit.problem.ResponseSamplerTest,model.LiveModelTest,inference.intervals.ProfileIntervalsTest
fit.rows fit.rows.*,fit.problem.SpreadPartsTest,fit.problem.TablePartsTest,fit.problem.SurveyedPartsTest,fit.problem.PartitionTest
fit.solver fit.solver.*,fit.problem.ProblemTest,fit.problem.NearlyExactProblemTest,fit.problem.OtherOptimaTest,fit.problem.ProfileTest,fit.problem.ResponseSamplerTest,fit.problem.SpreadPartsTest,fit.iterative.IterativeResultTest,fit.structure.StructureEdgeTest,fit.structure.StructureElsewhereTest,fit.structure.StructureReferenceTest,inference.StructureFreedomTest,inference.influence.StructureInfluenceTest,inference.intervals.AccelerationTest,inference.intervals.ProfileIntervalsTest,inference.intervals.ParametricBootstrapTest,inference.intervals.StructureRiseTest,inference.intervals.VariancePartsTest,exact.IdentifiedTest,exact.VariancesTest,exact.GroupsTest,exact.ThirdPartyTest,exact.ColumnsTest,exact.PrecisionTest,model.LiveModelTest,model.ReferenceResultsTest,model.IterativeOptimumTest,inference.intervals.StructureParameterTest,inference.shares.VarianceSharesTest,inference.InferenceReferenceTest
fit.problem fit.problem.LevelDeletionTest,fit.problem.NestedSamplerTest,fit.problem.VarianceSpectrumTest,fit.problem.ResponseSamplerTest,fit.problem.ProblemTest,fit.problem.ProfileTest,fit.problem.SpreadPartsTest,model.LiveModelTest,inference.influence.InfluenceTest,inference.influence.StructureInfluenceTest,inference.intervals.AccelerationTest,inference.intervals.ProfileIntervalsTest,inference.intervals.ParametricBootstrapTest,inference.comparison.BootstrapTestTest
design.matrix design.*
design.scan design.*,model.PredictionGroupsTest
design.expression design.*
design design.*
inference.numeric inference.numeric.*
inference.shares inference.shares.*,glm.GeneralisedSharesTest
inference.tests inference.tests.*,inference.InferenceReferenceTest
inference.freedom inference.freedom.*,inference.InferenceReferenceTest,inference.StructureFreedomTest
inference.influence inference.influence.InfluenceTest
inference.comparison inference.comparison.*
inference.means inference.means.*
inference.intervals inference.intervals.*
inference.equation inference.equation.*
inference.advice inference.advice.*
inference inference.InferenceTest,inference.PValuesTest,inference.CountsTest,inference.ParametersTest,inference.ResponseWordsTest,inference.InferenceReferenceTest,inference.StructureFreedomTest
ROOMS
}

packages() {
    tr ',' '\n' <<<"$1" | sed 's/^/org.multilevel./' | paste -sd, -
}

measure() {
    local room=$1 tests=$2 report=target/pit-reports/$1 started=$SECONDS status=0
    local options=("-Dpit.classes=org.multilevel.$room.*" "-Dpit.tests=$(packages "$tests")" "-Dpit.threads=${THREADS:-1}")
    # a room that has rooms inside is measured without them
    [[ $room == *.* ]] || options+=("-DexcludedClasses=org.multilevel.$room.*.*")
    [ -z "${SAMPLE:-}" ] || options+=("-Dfeatures=+CLASSLIMIT(limit[$SAMPLE])")
    mvn -B -q -Ppit org.pitest:pitest-maven:mutationCoverage "${options[@]}" "-DreportsDirectory=$report" \
        >"target/pit-$room.log" 2>&1 || status=1
    if [ ! -f "$report/mutations.xml" ]; then
        echo "no report on $room; see target/pit-$room.log" >&2
        return 1
    fi
    local all killed
    all=$(grep -o '<mutation ' "$report/mutations.xml" | wc -l)
    killed=$(grep -o "detected='true'" "$report/mutations.xml" | wc -l)
    echo "| $room | $all | $killed | $(((100 * killed + all / 2) / all))% | $(((SECONDS - started + 30) / 60)) |"
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
