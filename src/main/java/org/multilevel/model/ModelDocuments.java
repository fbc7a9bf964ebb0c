package org.multilevel.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multilevel.design.Design;
import org.multilevel.design.VariableFacts;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.fit.structure.CarriedRows;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.glm.Generalised;
import org.multilevel.model.ModelDocument.Adjusted;
import org.multilevel.model.ModelDocument.Combination;
import org.multilevel.model.ModelDocument.Component;
import org.multilevel.model.ModelDocument.Covariate;
import org.multilevel.model.ModelDocument.Data;
import org.multilevel.model.ModelDocument.DataColumn;
import org.multilevel.model.ModelDocument.DesignColumn;
import org.multilevel.model.ModelDocument.Dropped;
import org.multilevel.model.ModelDocument.Factor;
import org.multilevel.model.ModelDocument.Facts;
import org.multilevel.model.ModelDocument.Family;
import org.multilevel.model.ModelDocument.Fixed;
import org.multilevel.model.ModelDocument.Joint;
import org.multilevel.model.ModelDocument.Outcome;
import org.multilevel.model.ModelDocument.Pair;
import org.multilevel.model.ModelDocument.Response;
import org.multilevel.model.ModelDocument.Step;
import org.multilevel.model.ModelDocument.Variables;
import org.multilevel.model.ModelDocument.Variances;

/** Takes a model apart into its document. */
final class ModelDocuments {
    private ModelDocuments() {}

    static ModelDocument toDocument(ModelParts parts) {
        Design design = parts.design();
        return new ModelDocument(
                ModelFile.FORMAT,
                version(parts),
                parts.provenance().version(),
                parts.formula(),
                parts.method(),
                data(parts),
                variables(design.facts()),
                new Response(
                        design.response().name(),
                        design.response().mean(),
                        design.response().sd()),
                fixed(parts),
                factors(parts),
                joint(parts),
                parts.facts().map(RowsDocument::of).stream().toList(),
                parts.sigma(),
                parts.criterion(),
                parts.deviance(),
                outcome(parts),
                parts.log().stream()
                        .map(e -> new Step(e.number(), e.phase(), e.criterion(), e.gradientNorm(), e.theta()))
                        .toList(),
                parts.provenance().reading().notes(),
                parts.provenance().reading().findings(),
                parts.notes(),
                parts.seconds(),
                parts.information().stream().map(ModelDocuments::facts).toList(),
                parts.generalised().stream().map(ModelDocuments::family).toList(),
                parts.structures().stream()
                        .map(structures -> structures(structures, parts.provenance()))
                        .toList(),
                parts.approximation().stream().map(ModelDocuments::errors).toList());
    }

    private static ModelDocument.Errors errors(Approximation found) {
        return new ModelDocument.Errors(
                found.varianceErrors().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Double::doubleValue)
                        .toArray(),
                found.residualError(),
                found.criterionError(),
                found.probes(),
                found.iterations(),
                found.residual());
    }

    private static int version(ModelParts parts) {
        if (parts.approximation().isPresent()) {
            return ModelFile.APPROXIMATE_VERSION;
        }
        if (parts.structures().isPresent()) {
            return ModelFile.STRUCTURED_VERSION;
        }
        return parts.generalised().isPresent() ? ModelFile.GENERALISED_VERSION : ModelFile.VERSION;
    }

    private static ModelDocument.Structures structures(FittedStructures structures, Provenance provenance) {
        return new ModelDocument.Structures(
                provenance.residual().map(ResidualTerm::toString).stream().toList(),
                provenance.strata().stream().toList(),
                structures.residualParameters(),
                structures.estimates().stream()
                        .map(e -> new ModelDocument.Estimate(
                                e.kind(), e.group(), e.first(), e.second(), e.value(), e.standardError()))
                        .toList(),
                new ModelDocument.Cost(
                        structures.cost().passes(),
                        structures.cost().sets(),
                        structures.cost().readsRows()),
                structures.carried().stream().map(ModelDocuments::carried).toList());
    }

    private static ModelDocument.Carried carried(CarriedRows rows) {
        return new ModelDocument.Carried(
                rows.subjects(),
                rows.start(),
                rows.position(),
                rows.stratum(),
                rows.weight(),
                rows.residual(),
                rows.x(),
                rows.z(),
                rows.shortLevels(),
                rows.occasions(),
                rows.positions(),
                rows.strata(),
                rows.step(),
                rows.isLastOnly());
    }

    private static Family family(Generalised of) {
        return new Family(
                of.distribution().toString(),
                of.points(),
                of.dispersion(),
                of.overdispersion(),
                Double.isNaN(of.nullMean()) ? List.of() : List.of(of.nullMean()),
                of.event().stream().toList(),
                of.other().stream().toList(),
                of.trials().stream().toList());
    }

    private static Facts facts(Information information) {
        return new Facts(
                Matrices.pack(information.crossFactor()),
                information.satterthwaite().stream()
                        .map(ModelDocuments::variances)
                        .toList(),
                information.kenwardRoger().stream()
                        .map(k -> new Adjusted(Matrices.pack(k.covariance()), variances(k.variances())))
                        .toList());
    }

    private static Variances variances(VarianceUncertainty uncertainty) {
        return new Variances(
                Matrices.pack(uncertainty.covariance()),
                uncertainty.derivatives().stream().map(Matrices::pack).toList());
    }

    private static Data data(ModelParts parts) {
        Provenance provenance = parts.provenance();
        List<Dropped> dropped = new ArrayList<>();
        parts.rows().dropped().forEach((reason, rows) -> dropped.add(new Dropped(reason, rows)));
        return new Data(
                provenance.weights().stream().toList(),
                provenance.missing(),
                provenance.columns().stream()
                        .map(c -> new DataColumn(c.name(), c.type()))
                        .toList(),
                parts.rows().read(),
                parts.rows().used(),
                dropped,
                provenance.fingerprint().map(RowFingerprint::toString).orElse(ModelJson.ABSENT),
                provenance.reading().missingCodes());
    }

    private static Variables variables(VariableFacts facts) {
        Map<String, Covariate> covariates = new LinkedHashMap<>();
        facts.covariates()
                .forEach((name, c) ->
                        covariates.put(name, new Covariate(c.mean(), c.minimum(), c.maximum(), c.values())));
        return new Variables(
                facts.dotColumns(),
                List.copyOf(facts.categorical()),
                facts.levels(),
                facts.constants(),
                facts.combinations(),
                covariates);
    }

    private static Fixed fixed(ModelParts parts) {
        FixedEffects fixed = parts.fixed();
        List<DesignColumn> columns = parts.design().fixed().stream()
                .map(c -> new DesignColumn(c.name(), c.centre(), c.scale()))
                .toList();
        return new Fixed(
                columns,
                parts.kept().stream().mapToInt(Integer::intValue).toArray(),
                fixed.estimates(),
                Matrices.pack(fixed.covariance()),
                parts.leftOut().stream()
                        .map(l -> new Combination(l.column(), l.combination()))
                        .toList());
    }

    private static List<Factor> factors(ModelParts parts) {
        List<Factor> factors = new ArrayList<>();
        for (GroupingFactor factor : parts.factors()) {
            List<List<DesignColumn>> terms = factor.blocks().stream()
                    .map(b -> b.columns().stream()
                            .map(c -> new DesignColumn(c.name(), c.centre(), c.scale()))
                            .toList())
                    .toList();
            factors.add(new Factor(
                    factor.name(),
                    factor.levels(),
                    terms,
                    factor.lambda(),
                    factor.covariance(),
                    factor.rawEffects(),
                    factor.rawConditional(),
                    factor.rawModesByBeta(),
                    factor.notIdentified().stream()
                            .map(c -> new Component(c.row(), c.column()))
                            .toList(),
                    factor.isElsewhere() ? List.of(factor.fittedLevels()) : List.of()));
        }
        return factors;
    }

    private static List<Joint> joint(ModelParts parts) {
        return parts.joint().stream()
                .map(joint -> new Joint(
                        joint.half(),
                        joint.own(),
                        joint.pairs().stream()
                                .map(pair -> new Pair(pair.first(), pair.second(), pair.levels(), pair.blocks()))
                                .toList()))
                .toList();
    }

    private static Outcome outcome(ModelParts parts) {
        return new Outcome(
                parts.verdict().status(),
                parts.verdict().gradientNorm(),
                parts.verdict().evaluations(),
                parts.verdict().optimizer(),
                parts.verdict().explanation());
    }
}
