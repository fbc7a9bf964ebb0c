package org.multilevel.fit.solver;

import java.util.Arrays;
import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.LikelihoodProfiles;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.profile.ParameterProfile;
import org.multilevel.fit.profile.StructuredProfiles;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.fit.structure.StructuredCriterion;

/**
 * Profiles of a model with covariance structures: of the likelihood that was maximised for the parameters of its covariances, and of the one that
 * is not restricted for its fixed effects, since restricted likelihoods at different fixed effects do not compare.
 */
final class StructuredLikelihoodProfiles implements LikelihoodProfiles {
    private final StructuredOptimum fitted;
    private final StructuredOptimum ml;
    private final List<StructureEstimate> estimates;
    private final Progress progress;

    /**
     * @param fitted the optimum of the fit
     * @param ml that of the likelihood which is not restricted
     * @param estimates of the fit
     */
    StructuredLikelihoodProfiles(
            StructuredOptimum fitted, StructuredOptimum ml, List<StructureEstimate> estimates, Progress progress) {
        this.fitted = fitted;
        this.ml = ml;
        this.estimates = List.copyOf(estimates);
        this.progress = progress;
    }

    @Override
    public LikelihoodProfile of(ProfiledParameter parameter) {
        // ends with the profile
        Workers workers = new Workers(1, progress);
        return new LikelihoodProfile(workers, profile(parameter, workers));
    }

    private ParameterProfile profile(ProfiledParameter parameter, Workers workers) {
        if (parameter instanceof ProfiledParameter.FixedEffect effect) {
            double[] unit = new double[fitted.equations().kept().length];
            unit[effect.position()] = 1;
            return linear(unit, workers);
        }
        if (parameter instanceof ProfiledParameter.LinearFunction function) {
            return linear(
                    function.coefficients().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray(),
                    workers);
        }
        Standing standing = standing(fitted, workers);
        if (parameter instanceof ProfiledParameter.StandardDeviation sd) {
            double estimate = parameter.value(new double[0], standing.covariances(), standing.sigma());
            return standing.profiles().standardDeviation(sd.factor(), sd.column(), transform(sd.factor()), estimate);
        }
        if (parameter instanceof ProfiledParameter.Correlation pair) {
            double estimate = parameter.value(new double[0], standing.covariances(), standing.sigma());
            return standing.profiles()
                    .correlation(pair.factor(), pair.column(), pair.other(), transform(pair.factor()), estimate);
        }
        if (parameter instanceof ProfiledParameter.StructureCorrelation own) {
            return standing.profiles()
                    .correlation(own.position(), estimates.get(own.position()).standardError());
        }
        if (parameter instanceof ProfiledParameter.StructureDeviation own) {
            return standing.profiles()
                    .residual(own.position(), estimates.get(own.position()).standardError());
        }
        throw new IllegalArgumentException("no parameter of a model with covariance structures: " + parameter);
    }

    /** Where profiles begin; sigma on the raw scale. */
    private record Standing(
            StructuredProfiles profiles,
            StructuredCriterion criterion,
            Factor factor,
            double[][] lambda,
            double sigma,
            RawResults raw) {
        List<double[][]> covariances() {
            return raw.covariances(raw.lambda(lambda));
        }
    }

    private Standing standing(StructuredOptimum at, Workers workers) {
        MixedModelEquations equations = at.equations();
        StructuredCriterion criterion = at.criterion(workers, progress);
        StructuredCriterion.At there = criterion.at(at.theta(), at.phi());
        double sigma = Math.sqrt(there.factor().residual() / equations.degreesOfFreedom());
        double unit = equations.standard().yScale;
        StructuredProfiles profiles = new StructuredProfiles(
                criterion,
                at.structures(),
                equations.layout(),
                Units.of(equations.layout(), equations.products()),
                at.theta(),
                at.phi(),
                sigma,
                unit);
        RawResults raw = new RawResults(equations.design(), equations.standard(), equations.kept(), sigma * unit);
        return new Standing(profiles, criterion, there.factor(), there.lambda(), sigma * unit, raw);
    }

    private double[] transform(int f) {
        RandomFactor factor = fitted.equations().design().factors().get(f);
        return fitted.equations().standard().randomTransform(factor, f);
    }

    private ParameterProfile linear(double[] coefficients, Workers workers) {
        Standing standing = standing(ml, workers);
        Standardisation standard = ml.equations().standard();
        int[] kept = ml.equations().kept();
        LinearFunction function = LinearFunction.of(standard, kept, new double[kept.length], coefficients);
        if (Arrays.stream(function.a()).allMatch(element -> element == 0)) {
            throw new IllegalArgumentException("a function of no fixed effect has no profile");
        }
        double[] beta = standing.factor().beta();
        standard.coefficientsToRaw(kept, beta);
        double[][] covariance = standing.raw().fixedCovariance(standing.factor().fixedInverse());
        double variance = SmallMatrices.bilinear(coefficients, covariance, coefficients);
        return standing.profiles()
                .fixedEffect(
                        function.a(), function.constant(), SmallMatrices.dot(coefficients, beta), Math.sqrt(variance));
    }
}
