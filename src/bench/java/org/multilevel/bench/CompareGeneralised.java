package org.multilevel.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.glm.Distribution;
import org.multilevel.model.GeneralisedLinearMixedModel;

/** Times a generalised model by Laplace's approximation as the scripts for the other programs do, and prints one line as {@link Compare} does. */
public final class CompareGeneralised {
    private CompareGeneralised() {}

    /** A model of a table. */
    private record Model(String family, String formula, List<String> categorical) {}

    private static final Model CLICKS =
            new Model("binomial", "click ~ x + z + (1 + x | customer)", List.of("customer"));

    private static final Map<String, Model> MODELS = Map.of(
            "clicks",
            CLICKS,
            "clicks-million",
            CLICKS,
            "cbpp",
            new Model("binomial", "cbind(incidence, healthy) ~ period + (1 | herd)", List.of("period", "herd")),
            "contraception",
            new Model(
                    "binomial",
                    "use ~ age + I(age^2) + urban + livch + (1 + urban | district)",
                    List.of("district", "livch")),
            "verbagg",
            new Model(
                    "binomial",
                    "r2 ~ 1 + anger + gender + btype + situ + (1 | id) + (1 | item)",
                    List.of("id", "item")),
            "grouseticks",
            new Model(
                    "poisson",
                    "TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)",
                    List.of("INDEX", "BROOD", "YEAR", "LOCATION")));

    /** Runs one case: its title and the file of its table. */
    public static void main(String[] args) {
        Model chosen = MODELS.get(args[0]);
        Table table =
                Case.copy(CsvTable.open(Path.of(args[1]), CsvOptions.defaults().withCategorical(chosen.categorical())));
        GeneralisedLinearMixedModel specified =
                GeneralisedLinearMixedModel.of(chosen.formula(), Distribution.parse(chosen.family()));
        Timing.of(() -> specified.fit(table)).print("multilevel", args[0]);
    }
}
