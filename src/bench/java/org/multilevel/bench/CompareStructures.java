package org.multilevel.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;

/** Times a model with a covariance structure as the script for the other programs does, and prints one line as {@link Compare} does. */
public final class CompareStructures {
    private CompareStructures() {}

    /** A model of a table. */
    private record Model(String formula, String residual, String strata, List<String> categorical) {}

    private static final Model VISITS = new Model("y ~ x + time + (1 | id)", "ar1(time | id)", "", List.of("id"));

    private static final Map<String, Model> MODELS = Map.of(
            "bodyweight",
            new Model("weight ~ Time * Diet + (1 + Time | Rat)", "ar1(Time | Rat)", "", List.of("Diet", "Rat")),
            "orthodont",
            new Model("distance ~ age * Sex + (1 | Subject)", "", "Sex", List.of("Subject", "Sex")),
            "visits",
            VISITS,
            "visits-short",
            VISITS,
            "million",
            VISITS);

    /** Runs one case: its title and the file of its table. */
    public static void main(String[] args) {
        Model chosen = MODELS.get(args[0]);
        Table table =
                Case.copy(CsvTable.open(Path.of(args[1]), CsvOptions.defaults().withCategorical(chosen.categorical())));
        LinearMixedModel plain = LinearMixedModel.of(chosen.formula());
        LinearMixedModel residual = chosen.residual().isEmpty() ? plain : plain.withResidual(chosen.residual());
        LinearMixedModel specified =
                chosen.strata().isEmpty() ? residual : residual.withResidualVariance(chosen.strata());
        Timing.of(() -> specified.fit(table)).print("multilevel", args[0]);
    }
}
