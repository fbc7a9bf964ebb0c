package org.multilevel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.information.KenwardRoger;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.rows.CountedParts;
import org.multilevel.fit.rows.KeepingParts;
import org.multilevel.fit.rows.KeptPart;
import org.multilevel.fit.rows.KeptParts;
import org.multilevel.fit.rows.PartQuestion;
import org.multilevel.fit.rows.TableParts;
import org.multilevel.fit.structure.CarriedRows;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.ReadingCost;
import org.multilevel.fit.structure.ResidualLaw;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.glm.density.RowResiduals;
import org.multilevel.glm.problem.GeneralisedDeletion;
import org.multilevel.glm.problem.GeneralisedFit;
import org.multilevel.glm.problem.GeneralisedProblem;
import org.multilevel.glm.problem.GeneralisedSampler;
import org.multilevel.glm.rows.Outcomes;
import org.multilevel.inference.FixedUncertainty;
import org.multilevel.inference.numeric.Distributions;

/** Holds the arrows between the rooms: data flow one way, and each foreign library is known to one room only. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("org.multilevel", "weka");

    /** A package of ours, in the order in which data flow, with those that it may use besides what these use. */
    private enum Room {
        ERROR,
        FORMULA,
        DATA,
        DESIGN,
        FIT,
        GLM,
        MODEL,
        INFERENCE,
        RESULT,
        CHART,
        REPORT,
        CLI,
        SPARK,
        KNIME,
        WEKA;

        private Stream<Room> uses() {
            return switch (this) {
                case ERROR -> Stream.of();
                case FORMULA, DATA -> Stream.of(ERROR);
                case DESIGN -> Stream.of(FORMULA, DATA);
                case FIT -> Stream.of(DESIGN);
                case GLM -> Stream.of(FIT);
                case MODEL -> Stream.of(GLM);
                case INFERENCE -> Stream.of(MODEL);
                case RESULT -> Stream.of(MODEL, INFERENCE);
                case CHART -> Stream.of(RESULT);
                case REPORT -> Stream.of(CHART);
                case CLI, KNIME, WEKA -> Stream.of(REPORT);
                // what spark-submit starts is the command line
                case SPARK -> Stream.of(CLI);
            };
        }

        String packages() {
            return this == WEKA ? "weka.." : "org.multilevel." + name().toLowerCase(Locale.ROOT) + "..";
        }

        Stream<Room> usable() {
            return Stream.concat(Stream.of(this), uses().flatMap(Room::usable)).distinct();
        }

        DescribedPredicate<JavaClass> classes() {
            return are(resideInAnyPackage(packages()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void roomUsesOnlyWhatLiesAboveIt(Room room) {
        List<Room> usable = room.usable().toList();
        String[] closed = Stream.of(Room.values())
                .filter(other -> !usable.contains(other))
                // The Weka API shares the package names of our adapters; a rule of its own watches it.
                .filter(other -> other != Room.WEKA)
                .map(Room::packages)
                .toArray(String[]::new);
        noClasses()
                .that(room.classes())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(closed)
                .allowEmptyShould(true)
                .check(OURS);
    }

    /**
     * The inner rooms of a room, in the order in which data flow through them; the room itself comes last, or first where it has the words that
     * all others speak.
     */
    static Stream<List<String>> innerRooms() {
        return Stream.of(
                List.of(
                        "org.multilevel.data.parts",
                        "org.multilevel.data",
                        "org.multilevel.data.levels",
                        "org.multilevel.data.groups",
                        "org.multilevel.data.description"),
                List.of(
                        "org.multilevel.design.scan",
                        "org.multilevel.design.expression",
                        "org.multilevel.design.matrix",
                        "org.multilevel.design"),
                List.of(
                        "org.multilevel.fit",
                        "org.multilevel.fit.linalg",
                        "org.multilevel.fit.covariance",
                        "org.multilevel.fit.products",
                        "org.multilevel.fit.leastsquares",
                        "org.multilevel.fit.optimum",
                        "org.multilevel.fit.effects",
                        "org.multilevel.fit.facts",
                        "org.multilevel.fit.iterative",
                        "org.multilevel.fit.structure",
                        "org.multilevel.fit.profile",
                        "org.multilevel.fit.information",
                        "org.multilevel.fit.determination",
                        "org.multilevel.fit.rows",
                        "org.multilevel.fit.answers",
                        "org.multilevel.fit.solver",
                        "org.multilevel.fit.problem"),
                List.of(
                        "org.multilevel.glm",
                        "org.multilevel.glm.density",
                        "org.multilevel.glm.rows",
                        "org.multilevel.glm.modes",
                        "org.multilevel.glm.marginal",
                        "org.multilevel.glm.problem"),
                List.of(
                        "org.multilevel.chart.description",
                        "org.multilevel.chart.data",
                        "org.multilevel.chart.picture",
                        "org.multilevel.chart.drawing",
                        "org.multilevel.chart.browser"),
                List.of(
                        "org.multilevel.inference.numeric",
                        "org.multilevel.inference.freedom",
                        "org.multilevel.inference",
                        "org.multilevel.inference.shares",
                        "org.multilevel.inference.tests",
                        "org.multilevel.inference.comparison",
                        "org.multilevel.inference.means",
                        "org.multilevel.inference.intervals",
                        "org.multilevel.inference.influence",
                        "org.multilevel.inference.advice",
                        "org.multilevel.inference.equation"));
    }

    /** Formats stand side by side, each a source of rows; which of them a file is, is decided above them. */
    @Test
    void formatsOfFilesDoNotKnowOneAnother() {
        slices().matching("org.multilevel.data.files.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("org.multilevel.data.files.."),
                        resideInAPackage("org.multilevel.data.files.source"))
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("org.multilevel.data.files.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.multilevel.data.files")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.multilevel.data.files..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.multilevel.data.files.*")
                .check(OURS);
    }

    /** Questions of a model stand side by side: only how the variance is shared out is part of the answers of others. */
    @Test
    void questionsOfAModelDoNotKnowOneAnother() {
        slices().matching("org.multilevel.inference.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("org.multilevel.inference.."),
                        resideInAnyPackage(
                                "org.multilevel.inference.numeric",
                                "org.multilevel.inference.freedom",
                                "org.multilevel.inference.shares"))
                .check(OURS);
    }

    @ParameterizedTest
    @MethodSource
    void innerRooms(List<String> inOrder) {
        for (int k = 0; k + 1 < inOrder.size(); k++) {
            List<String> later = inOrder.subList(k + 1, inOrder.size());
            noClasses()
                    .that()
                    .resideInAPackage(inOrder.get(k))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later.toArray(String[]::new))
                    .check(OURS);
        }
    }

    /** What the inner rooms offer to one another is public for Java only; these alone are for everybody, and what a fit gives. */
    @Test
    void innerRoomsAreInternal() {
        noClasses()
                .that(resideOutsideOfPackages(
                        "org.multilevel.design..", "org.multilevel.fit..", "org.multilevel.glm.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.multilevel.design.*", "org.multilevel.fit.*")
                        .and(resideOutsideOfPackages(
                                "org.multilevel.fit.answers",
                                "org.multilevel.fit.effects",
                                "org.multilevel.fit.facts",
                                "org.multilevel.fit.problem"))
                        .and(DescribedPredicate.not(belongToAnyOf(
                                RowCounts.class,
                                RowFingerprint.class,
                                MissingRows.class,
                                Verdict.class,
                                Evaluation.class,
                                Information.class,
                                SymmetricEigen.class,
                                TableParts.class,
                                CountedParts.class,
                                KeepingParts.class,
                                KeptPart.class,
                                KeptParts.class,
                                PartQuestion.class,
                                FittedStructures.class,
                                CarriedRows.class,
                                ResidualLaw.class,
                                ReadingCost.class,
                                StructureEstimate.class,
                                StructureEstimate.Kind.class,
                                KenwardRoger.class,
                                VarianceUncertainty.class))))
                .check(OURS);
    }

    /** Of how generalised models are estimated the rooms after it know what answers questions, and what is left of a row. */
    @Test
    void howGeneralisedModelsAreEstimatedIsInternal() {
        noClasses()
                .that(resideOutsideOfPackages("org.multilevel.glm.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.multilevel.glm.*")
                        .and(DescribedPredicate.not(belongToAnyOf(
                                GeneralisedProblem.class,
                                GeneralisedFit.class,
                                GeneralisedSampler.class,
                                GeneralisedDeletion.class,
                                Outcomes.class,
                                RowResiduals.class))))
                .check(OURS);
    }

    /** What the rooms of inference count with; hosts write numbers with the same digits from the same distributions. */
    @Test
    void whatInferenceCountsWithIsInternal() {
        noClasses()
                .that(resideOutsideOfPackages("org.multilevel.inference.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.multilevel.inference.numeric", "org.multilevel.inference.freedom")
                                .or(belongToAnyOf(FixedUncertainty.class))
                                .and(DescribedPredicate.not(belongToAnyOf(Distributions.class))))
                .check(OURS);
    }

    /** Hosts get levels through tables and models. */
    @Test
    void levelsAreInternalToo() {
        noClasses()
                .that(resideOutsideOfPackages(
                        "org.multilevel.data..", "org.multilevel.design..", "org.multilevel.fit.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.multilevel.data.levels", "org.multilevel.data.parts"))
                .check(OURS);
    }

    @Test
    void everyClassLivesInARoom() {
        String[] rooms = Stream.of(Room.values()).map(Room::packages).toArray(String[]::new);
        assertEquals(
                List.of(),
                OURS.stream()
                        .filter(resideOutsideOfPackages(rooms))
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void wekaIsKnownToItsAdaptersOnly() {
        onlyIn(Room.WEKA, "weka..");
    }

    @Test
    void sparkIsKnownToItsRoomOnly() {
        onlyIn(Room.SPARK, "org.apache.spark..");
        onlyIn(Room.SPARK, "scala..");
    }

    @Test
    void knimeIsKnownToItsNodesOnly() {
        onlyIn(Room.KNIME, "org.knime..");
    }

    /** KNIME calls the packages below its user interface its own; three of them stand in signatures of what it offers. */
    @Test
    void nodesUseWhatKnimeOffersToOthers() {
        noClasses()
                .that(Room.KNIME.classes())
                .and()
                .resideOutsideOfPackage("org.multilevel.knime.streaming")
                .and()
                .doNotHaveSimpleName("ModelPortView")
                .should()
                .dependOnClassesThat(isKnimesOwn())
                .check(OURS);
    }

    /** It is missing where those classes are, and no more is: so only what makes it known knows of it. */
    @Test
    void theViewOfModelPortsIsKnownToTheirSerializerOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(ModelPortView|MixedModelPortObject\\$Serializer)")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("ModelPortView")
                .check(OURS);
    }

    /** What KNIME offers makes no node that streams rows beside a model. */
    @Test
    void streamedNodesUseOfKnimesOwnWhatMakesADialog() {
        noClasses()
                .that()
                .resideInAPackage("org.multilevel.knime.streaming")
                .should()
                .dependOnClassesThat(isKnimesOwn()
                        .and(resideOutsideOfPackages(
                                "org.knime.core.webui.node.dialog", "org.knime.core.webui.node.dialog.defaultdialog")))
                .check(OURS);
    }

    private static DescribedPredicate<JavaClass> isKnimesOwn() {
        return resideInAnyPackage("org.knime..")
                .and(resideOutsideOfPackages(
                        "org.knime.core.data..",
                        "org.knime.core.node..",
                        "org.knime.core.util",
                        "org.knime.node..",
                        "org.knime.core.webui.page",
                        "org.knime.core.webui.node.dialog.defaultdialog.util.updates",
                        "org.knime.core.webui.node.dialog.defaultdialog.widget.updates"));
    }

    @Test
    void nodesOfKnimeDoNotKnowOneAnother() {
        slices().matching("org.multilevel.knime.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("org.multilevel.knime.."),
                        resideInAnyPackage("org.multilevel.knime.port", "org.multilevel.knime.streaming"))
                .check(OURS);
    }

    @Test
    void whatNodesOfKnimeShareDoesNotKnowThem() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.multilevel.knime", "org.multilevel.knime.port", "org.multilevel.knime.streaming")
                .should()
                .dependOnClassesThat(resideInAPackage("org.multilevel.knime.*..")
                        .and(resideOutsideOfPackages("org.multilevel.knime.port", "org.multilevel.knime.streaming")))
                .check(OURS);
    }

    /** Four ways to a normal quantile gave four different last digits; the gamma and error functions of densities are no distributions. */
    @Test
    void distributionsAreAskedForInOnePlaceOnly() {
        noClasses()
                .that(DescribedPredicate.not(belongToAnyOf(Distributions.class)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "org.apache.commons.statistics..",
                                "org.apache.commons.numbers.core..",
                                "org.apache.commons.math3.distribution..",
                                "org.apache.commons.math3.special..",
                                "org.apache.commons.math3.stat..")
                        .or(belongToAnyOf(weka.core.Statistics.class)))
                .check(OURS);
        noClasses()
                .that(DescribedPredicate.not(belongToAnyOf(Distributions.class)))
                .and(resideOutsideOfPackages("org.multilevel.glm", "org.multilevel.glm.density"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.commons.numbers.."))
                .check(OURS);
        noClasses()
                .that(belongToAnyOf(Distributions.class))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.commons.math3.."))
                .check(OURS);
    }

    /** Who calls has the value or has not, and there is a method for each; a component of a record may be absent, and KNIME gives optional specifications. */
    @Test
    void noPublicMethodTakesAnOptional() {
        assertEquals(
                List.of(),
                OURS.stream()
                        .filter(resideOutsideOfPackages("org.multilevel.knime.."))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isRecord())
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(unit -> unit.getRawParameterTypes().stream()
                                .anyMatch(
                                        parameter -> parameter.getPackageName().equals("java.util")
                                                && parameter.getSimpleName().startsWith("Optional")))
                        .map(JavaCodeUnit::getFullName)
                        .toList());
    }

    /** Two ways to eigenvalues gave up on different matrices. */
    @Test
    void eigenvaluesAreAskedForInOnePlaceOnly() {
        noClasses()
                .that(DescribedPredicate.not(belongToAnyOf(SymmetricEigen.class)))
                .should()
                .dependOnClassesThat(belongToAnyOf(EigenDecomposition.class))
                .check(OURS);
    }

    /** A picture is described once for all who draw it. */
    @Test
    void jfreeIsKnownToWhoDrawsChartsOnly() {
        noClasses()
                .that(resideOutsideOfPackages("org.multilevel.chart.drawing", "org.multilevel.chart.browser"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jfree..")
                .check(OURS);
    }

    /** The library draws nothing: it ships without what draws, and so does the report. */
    @Test
    void reportDrawsItsChartsItself() {
        noClasses()
                .that(Room.REPORT.classes())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.multilevel.chart.drawing", "org.multilevel.chart.browser", "java.awt..", "javax.swing..")
                .check(OURS);
    }

    @Test
    void picocliIsKnownToTheCommandLineOnly() {
        onlyIn(Room.CLI, "picocli..");
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(DescribedPredicate.not(Room.CLI.classes()))
                .should(ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void onlyWekaAdaptersTouchJavaSerialization() {
        noClasses()
                .that(DescribedPredicate.not(Room.WEKA.classes()))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .allowEmptyShould(true)
                .check(OURS);
    }

    private static void onlyIn(Room room, String foreign) {
        noClasses()
                .that(DescribedPredicate.not(room.classes()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign)
                .allowEmptyShould(true)
                .check(OURS);
    }
}
