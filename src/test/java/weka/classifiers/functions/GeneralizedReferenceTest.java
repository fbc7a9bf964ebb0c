package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;
import weka.core.Instances;
import weka.core.Utils;

/** What Weka's options ask for is what lme4 and glmmTMB estimate; the references are those of {@code reference-glmm/open.json}. */
class GeneralizedReferenceTest {
    /** Of the log-likelihood, relative; the core is held to the same. */
    private static final double LOG_LIKELIHOOD = 1e-7;

    /** In standard errors, and relative to them. */
    private static final double FIXED = 1e-4;

    private static JsonNode reference(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(
                GeneralizedReferenceTest.class.getResourceAsStream("/reference-glmm/open.json"))) {
            return StreamSupport.stream(
                            new ObjectMapper().readTree(in).get("cases").spliterator(), false)
                    .filter(node -> node.get("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "contraception; -formula \"age + I(age^2) + urban + livch\" -group district",
                "contraception; -formula \"use ~ age + I(age^2) + urban + livch + (1 | district)\" -family binomial",
                "contraception-slope; -formula \"age + I(age^2) + urban + livch\" -group district -slopes urban",
                "contraception-probit; -formula \"age + I(age^2) + urban + livch\" -group 1 -family binomial:probit",
                "cbpp; -formula period -group herd -trials size",
                "cbpp; -formula \"period + (1 | herd)\" -trials size -family binomial:logit -agq 1"
            })
    void optimumIsThatOfTheReference(String name, String options) throws Exception {
        JsonNode of = reference(name);
        Instances data = name.startsWith("cbpp") ? GeneralizedSamples.cbpp() : GeneralizedSamples.contraception();
        MixedModel model = GeneralizedSamples.built(data, Utils.splitOptions(options))
                .fittedModel()
                .orElseThrow();
        double expected = of.get("loglik").asDouble();
        assertEquals(expected, model.statistics().logLikelihood(), LOG_LIKELIHOOD * Math.abs(expected));
        FixedEffects fixed = model.fixedEffects();
        assertEquals(of.get("beta").size(), fixed.size());
        for (int i = 0; i < fixed.size(); i++) {
            String column = fixed.name(i).replaceAll("[\\[\\]]", "");
            assertTrue(of.get("beta").has(column), column);
            double error = of.get("se").get(column).asDouble();
            assertEquals(of.get("beta").get(column).asDouble(), fixed.estimate(i), FIXED * error, column);
            assertEquals(error, fixed.standardError(i), FIXED * error, column);
        }
    }
}
