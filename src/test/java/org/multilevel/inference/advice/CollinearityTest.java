package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.Samples;

/** Two columns with a correlation that is written out: a and a + size e, with e beside a. */
class CollinearityTest {
    private static List<Finding> findings(double size) {
        double[] a = {1, 1, -1, -1};
        double[] e = {1, -1, 1, -1};
        MemoryTable table = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 40).mapToDouble(i -> i * 37 % 23).toArray())
                .numeric("a", IntStream.range(0, 40).mapToDouble(i -> a[i % 4]).toArray())
                .numeric(
                        "b",
                        IntStream.range(0, 40)
                                .mapToDouble(i -> 5 + a[i % 4] + size * e[i % 4])
                                .toArray())
                .numeric(
                        "c",
                        IntStream.range(0, 40)
                                .mapToDouble(i -> a[i % 4] * e[i % 4] + 0.5 * (i % 5))
                                .toArray())
                .numeric(
                        "g",
                        IntStream.range(0, 40).map(i -> i / 4).asDoubleStream().toArray())
                .build();
        return Advice.of(Samples.fit("y ~ a + b + c + (1 | g)", EstimationMethod.REML, table)).stream()
                .filter(finding -> finding.kind() == FindingKind.COLLINEAR)
                .toList();
    }

    /** Of a correlation of 24/25 the inflation is 625/49, and the condition number the root of 1.96 / 0.04. */
    @Test
    void aCorrelationNearOneInflatesVariances() {
        List<Finding> findings = findings(7.0 / 24);
        assertEquals(1, findings.size());
        assertEquals("a, b", findings.get(0).subject());
        assertEquals(
                "The variance of the coefficient of a is inflated 12.8 times (its standard error 3.57 times); their condition"
                        + " number is 7.",
                findings.get(0).evidence());
    }

    /** Of a correlation of 12/13 it is 169/25. */
    @Test
    void aSmallerOneIsNotWorthAWord() {
        assertEquals(List.of(), findings(5.0 / 12));
    }
}
