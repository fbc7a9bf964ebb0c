package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.Counts;
import org.multilevel.model.MixedModel;

/** Decides whether the likelihoods of two models are of the same data, and says why not. */
final class Comparability {
    private final ComparedModel first;
    private final ComparedModel second;

    private Comparability(ComparedModel first, ComparedModel second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Refuses models that cannot be compared.
     *
     * @return what could not be checked, and what the comparison rests on
     * @throws ModelException with one sentence that names two of the models and what differs
     */
    static List<String> check(List<ComparedModel> models) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            for (ComparedModel other : models.subList(i + 1, models.size())) {
                Comparability pair = new Comparability(models.get(i), other);
                pair.checkFamily();
                pair.checkApproximation();
                pair.checkRows();
                pair.checkMethod();
            }
        }
        unchecked(models).ifPresent(notes::add);
        if (models.get(0).model().method() == EstimationMethod.REML) {
            notes.add(
                    "The models are compared by their restricted likelihoods (REML), which is right because their fixed"
                            + " effects are the same.");
        }
        return notes;
    }

    private void checkFamily() {
        checkFamily(pair(), distribution(first.model()), distribution(second.model()));
    }

    private static Optional<Distribution> distribution(MixedModel model) {
        return model.generalised().map(Generalised::distribution);
    }

    private static void checkFamily(String pair, Optional<Distribution> first, Optional<Distribution> second) {
        if (!first.equals(second)) {
            throw new ModelException(pair + " cannot be compared: the one has the family " + family(first)
                    + ", the other " + family(second) + "; compare models of one family and link.");
        }
    }

    private void checkApproximation() {
        boolean grouped = !first.model().groupingFactors().isEmpty()
                && !second.model().groupingFactors().isEmpty();
        // without groups there is nothing to approximate
        if (grouped && isLaplace(first.model()) != isLaplace(second.model())) {
            throw new ModelException(
                    pair() + " cannot be compared: the one is fitted by Laplace's approximation, the other"
                            + " by quadrature, and their likelihoods differ by that; fit both in the same way.");
        }
    }

    private static boolean isLaplace(MixedModel model) {
        return model.generalised().filter(g -> g.points() == 1).isPresent();
    }

    private static String family(Optional<Distribution> distribution) {
        return distribution.map(Distribution::toString).orElse("normal");
    }

    private void checkRows() {
        Optional<RowFingerprint> rows = first.model().provenance().fingerprint();
        Optional<RowFingerprint> others = second.model().provenance().fingerprint();
        boolean known = rows.isPresent() && others.isPresent();
        if (known && rows.equals(others)) {
            return;
        }
        Optional<String> difference = difference(known);
        if (difference.isPresent()) {
            throw otherRows(pair(), difference.get());
        }
    }

    /**
     * Refuses models that cannot be compared once they are fitted.
     *
     * @throws ModelException with one sentence that names two of the models and what differs
     */
    static void checkPlanned(List<PlannedModel> models) {
        for (int i = 0; i < models.size(); i++) {
            for (PlannedModel second : models.subList(i + 1, models.size())) {
                checkPlanned(models.get(i), second);
            }
        }
    }

    private static void checkPlanned(PlannedModel first, PlannedModel second) {
        String pair = pair(first.name(), second.name());
        checkFamily(pair, first.distribution(), second.distribution());
        if (!first.response().equals(second.response())) {
            throw otherRows(pair, otherResponse(first.response(), second.response()));
        }
        if (first.method() != second.method()) {
            throw otherMethod(pair);
        }
        if (first.method() == EstimationMethod.REML && first.hasOtherFixedEffects(second)) {
            throw otherFixedEffects(pair);
        }
    }

    private static ModelException otherRows(String pair, String difference) {
        return new ModelException(pair + " were not fitted to the same rows, so their likelihoods cannot be compared: "
                + difference + ".");
    }

    private static String otherResponse(String first, String second) {
        return "the response is " + first + " in the first and " + second + " in the second; fit both to the same one";
    }

    private static ModelException otherMethod(String pair) {
        return new ModelException(pair + " cannot be compared, because one was fitted by REML and the other by ML;"
                + " fit both by ML, or both by REML if their fixed effects are the same.");
    }

    private static ModelException otherFixedEffects(String pair) {
        return new ModelException(pair + " were fitted by REML with different fixed effects, so their restricted"
                + " likelihoods cannot be compared; fit both by ML.");
    }

    private Optional<String> difference(boolean valuesDiffer) {
        MixedModel a = first.model();
        MixedModel b = second.model();
        if (!a.response().equals(b.response())) {
            return Optional.of(otherResponse(a.response(), b.response()));
        }
        if (a.rows().used() != b.rows().used()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the first used %,d of %,d rows and the second %,d of %,d; fit both to a table without the rows that"
                            + " either leaves out",
                    a.rows().used(),
                    a.rows().read(),
                    b.rows().used(),
                    b.rows().read()));
        }
        Optional<String> column = a.provenance().weights();
        if (!column.equals(b.provenance().weights())) {
            return Optional.of("the first is " + weights(a) + " and the second " + weights(b)
                    + "; weight both by the same column");
        }
        return valuesDiffer
                ? Optional.of("both used "
                        + Counts.of(a.rows().used()) + " rows, but with other"
                        + " values of " + a.response()
                        + column.map(weights -> " or " + weights).orElse("")
                        + "; fit both to the same table")
                : Optional.empty();
    }

    private static String weights(MixedModel model) {
        return model.provenance()
                .weights()
                .map(column -> "weighted by " + column)
                .orElse("not weighted");
    }

    private void checkMethod() {
        if (first.model().method() != second.model().method()) {
            throw otherMethod(pair());
        }
        if (first.model().method() == EstimationMethod.REML
                && !coefficients(first.model()).equals(coefficients(second.model()))) {
            throw otherFixedEffects(pair());
        }
    }

    /** Says whether all models estimate the same fixed effects. */
    static boolean sameFixedEffects(List<MixedModel> models) {
        return models.stream().map(Comparability::coefficients).distinct().count() == 1;
    }

    /** The estimated ones: which of several dependent columns is left out changes the restricted likelihood. */
    private static Set<String> coefficients(MixedModel model) {
        return model.fixedEffects().names().stream()
                .map(Nesting::canonical)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Optional<String> unchecked(List<ComparedModel> models) {
        List<String> without = models.stream()
                .filter(compared -> compared.model().provenance().fingerprint().isEmpty())
                .map(compared -> "\"" + compared.name() + "\"")
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "That the models were fitted to the same rows could be checked by response, weights and number of rows only, because "
                        + String.join(", ", without) + (without.size() == 1 ? " was" : " were")
                        + " saved by an early version that kept no more.");
    }

    private String pair() {
        return pair(first.name(), second.name());
    }

    private static String pair(String first, String second) {
        return "\"" + first + "\" and \"" + second + "\"";
    }
}
