package org.multilevel.inference.shares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.Samples;

/** What makes coefficients comparable, against lme4's model matrix and variances ({@code reference/standardised.R}). */
class StandardisedScalesTest {
    /** Of a standard deviation: lme4 stops at a relative 1e-5 of the variances. */
    private static final double TOLERANCE = 1e-5;

    @Test
    void aColumnIsMeasuredInItsStandardDeviationsAndThoseOfTheResponse() throws IOException {
        JsonNode expected;
        try (InputStream in = StandardisedScalesTest.class.getResourceAsStream("/reference/standardised.json")) {
            expected = new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
        StandardisedScales scales = StandardisedScales.of(
                        LinearMixedModel.of("mathach ~ ses * sector + (1 + ses | school)")
                                .fit(Samples.table("hsb")))
                .orElseThrow();
        assertEquals(expected.get("response").asDouble(), scales.response(), 10 * TOLERANCE);
        assertArrayEquals(
                new ObjectMapper().convertValue(expected.get("scales"), double[].class), scales.scales(), TOLERANCE);
        // The model's sum of variances is not that of the rows, but near.
        assertEquals(expected.get("observed").asDouble(), scales.response(), 0.1);
    }
}
