package org.multilevel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.information.KenwardRoger;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.model.ModelDocument.Adjusted;
import org.multilevel.model.ModelDocument.Facts;
import org.multilevel.model.ModelDocument.Variances;

/** Reads from a model's document what the fit tells of the uncertainty of its fixed effects, checked against their number. */
final class InformationReader {
    private static final String FIELD = "information";

    private final String sourceName;
    private final int p;

    /** @param p the number of fixed effects */
    InformationReader(String sourceName, int p) {
        this.sourceName = sourceName;
        this.p = p;
    }

    Optional<Information> read(List<Facts> information) {
        check(information.size() <= 1, FIELD);
        return information.stream().findFirst().map(this::information);
    }

    private Information information(Facts facts) {
        check(facts.satterthwaite().size() <= 1, FIELD + ".satterthwaite");
        check(facts.kenwardRoger().size() <= 1, FIELD + ".kenward_roger");
        double[][] factor = triangle(facts.crossFactor(), p, FIELD + ".cross_factor");
        for (int i = 0; i < p; i++) {
            Arrays.fill(factor[i], 0, i, 0);
        }
        return new Information(
                factor,
                facts.satterthwaite().stream()
                        .findFirst()
                        .map(variances -> uncertainty(variances, FIELD + ".satterthwaite")),
                facts.kenwardRoger().stream().findFirst().map(this::kenwardRoger));
    }

    private KenwardRoger kenwardRoger(Adjusted adjusted) {
        String at = FIELD + ".kenward_roger";
        return new KenwardRoger(
                triangle(adjusted.covariance(), p, at + ".covariance"), uncertainty(adjusted.variances(), at));
    }

    private VarianceUncertainty uncertainty(Variances variances, String at) {
        int k = variances.derivatives().size();
        return new VarianceUncertainty(
                triangle(variances.covariance(), k, at + ".covariance"),
                variances.derivatives().stream()
                        .map(derivative -> triangle(derivative, p, at + ".derivatives"))
                        .toList());
    }

    private double[][] triangle(double[] packed, int order, String field) {
        check(packed.length == Matrices.triangle(order) && Arrays.stream(packed).allMatch(Double::isFinite), field);
        return Matrices.unpack(packed, order);
    }

    private void check(boolean holds, String field) {
        if (!holds) {
            throw ModelFile.damaged(sourceName, "\"" + field + "\" does not fit the rest");
        }
    }
}
