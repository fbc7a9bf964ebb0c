package org.multilevel.fit.structure;

import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.problem.Problem;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** The structure of residuals that is made of the rows of a small table. */
record Chosen(SubjectRows plain, ResidualLabels labels, ResidualChoice choice) {

    /** Nine subjects of up to four visits, some of which are missing, by no order; two arms. */
    static MemoryTable.Builder table() {
        int subjects = 9;
        int n = 4 * subjects - 4;
        double[] y = new double[n];
        double[] x = new double[n];
        double[] visit = new double[n];
        double[] time = new double[n];
        String[] id = new String[n];
        String[] arm = new String[n];
        int count = 0;
        for (int k = 0; k < 4 * subjects; k++) {
            int place = k * 5 % (4 * subjects);
            int subject = place / 4;
            if (place % 4 == subject && subject < 4) {
                continue;
            }
            id[count] = "s" + subject;
            visit[count] = place % 4;
            time[count] = place % 4 + 0.25 * (place * place % 3);
            arm[count] = subject % 2 == 0 ? "a" : "b";
            x[count] = place * 7 % 11;
            y[count++] = place * 13 % 17 * (place % 4 + 1);
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("visit", visit)
                .numeric("time", time)
                .categorical("id", id)
                .categorical("arm", arm);
    }

    static Chosen of(String residual, boolean strata) {
        return of("y ~ x", residual, strata, table().build());
    }

    /** The rows of a table by subject, and what they are read for. */
    record Subjects(Design design, Problem problem, SubjectRows.Read read) {
        /** @param residual empty for independent rows */
        static Subjects of(String formula, String residual, boolean strata, Table table) {
            DesignOptions options = residual.isEmpty()
                    ? DesignOptions.DEFAULT
                    : DesignOptions.DEFAULT.withResidual(ResidualTerm.parse(residual));
            options = strata ? options.withStrata("arm") : options;
            Design design = Design.of(Formula.parse(formula), table, options, Progress.NONE);
            Problem problem = Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
            SubjectRows.Read read = SubjectRows.read(
                    design,
                    table,
                    problem.standard(),
                    problem.keptColumns(),
                    new double[problem.products().p],
                    (block, rows) -> {},
                    Progress.NONE);
            return new Subjects(design, problem, read);
        }

        ResidualChoice choice(boolean split, Table table) {
            return ResidualChoice.of(read.rows(), read.labels(), split, design, table);
        }
    }

    /** @param residual empty for independent rows */
    static Chosen of(String formula, String residual, boolean strata, Table table) {
        Subjects subjects = Subjects.of(formula, residual, strata, table);
        return new Chosen(subjects.read.rows(), subjects.read.labels(), subjects.choice(false, table));
    }

    ResidualStructure structure() {
        return choice.structure();
    }
}
