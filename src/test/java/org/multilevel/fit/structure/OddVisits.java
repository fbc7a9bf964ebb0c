package org.multilevel.fit.structure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Visits of eight subjects on which a structure of residuals cannot be had, or is not what one may think: what every host has to say. */
public enum OddVisits {
    /** Distances of texts. */
    TIME_OF_TEXT(
            "car1(visit | id)",
            "",
            "The times visit of car1(visit | id) are text, and a distance needs numbers: name a numeric column, or write ar1 for one"
                    + " step from each occasion to the next."),
    /** Two rows of a subject at one time. */
    SAME_TIME(
            "ar1(week | id)",
            "",
            "Rows {4} and {5} are of one id and have the same week, 1: in ar1(week | id) every row of a subject needs a time of its"
                    + " own."),
    /** One visit of each. */
    ONE_VISIT(
            "ar1(week | id)",
            "",
            "Every id has one row only, so nothing tells how the residuals of one go together: name another column of subjects in"
                    + " ar1(week | id), or leave it out."),
    /** More occasions than rows tell. */
    MANY_OCCASIONS(
            "us(week | id)",
            "",
            "us(week | id) has 32 occasions of week and 528 variances and correlations to estimate from 32 rows: choose a structure"
                    + " with fewer, such as ar1 or cs, or a column with fewer occasions."),
    /** A stratum of one row. */
    ONE_ROW_OF_A_STRATUM(
            "ar1(week | id)",
            "arm",
            "Only row {3} is of arm \"c\", and one row does not tell a residual variance of its own: put it with others, or leave it"
                    + " out."),
    /** One column for both. */
    TIME_AS_SUBJECT(
            "ar1(week | week)",
            "",
            "week is the time and the subject of ar1(week | week); name the column of the times before the bar and that of the"
                    + " subjects behind it."),
    /** Steps of several lengths, which are answered. */
    UNEQUAL_STEPS(
            "ar1(week | id)",
            "",
            "The rows of an id are not equally spaced in week: their correlation is rho to the power of the distance, rho being that"
                    + " over one unit of week."),
    /** Rows of a subject that differ more than those of several could, which is answered. */
    OPPOSITE_ROWS(
            "cs(1 | id)",
            "",
            "The optimum lies at the boundary. rho is at its lowest, -0.3333, where the sum over an id does not vary at all.");

    private static final int SUBJECTS = 8;
    private static final int VISITS = 4;

    private final String residual;
    private final String strata;
    private final String sentence;

    OddVisits(String residual, String strata, String sentence) {
        this.residual = residual;
        this.strata = strata;
        this.sentence = sentence;
    }

    /** Returns the structure that is asked for. */
    public String residual() {
        return residual;
    }

    /** Returns the column of the residual variances; empty for one variance. */
    public String strata() {
        return strata;
    }

    /** Returns whether there is a model, of which the sentence is a note. */
    public boolean isAnswered() {
        return this == UNEQUAL_STEPS || this == OPPOSITE_ROWS;
    }

    /**
     * Returns what is said.
     *
     * @param rowName names a row by its 0-based position
     */
    public String sentence(IntFunction<String> rowName) {
        String said = sentence;
        for (int row = 0; row < SUBJECTS; row++) {
            said = said.replace("{" + row + "}", rowName.apply(row));
        }
        return said;
    }

    /** Writes the rows to a CSV file: y, id, week, arm, visit. */
    public Path written(Path folder) throws IOException {
        List<String[]> rows = new ArrayList<>();
        Random random = new Random(7);
        for (int s = 0; s < SUBJECTS; s++) {
            double level = random.nextGaussian();
            for (int week = 1; week <= VISITS; week++) {
                rows.add(new String[] {
                    Double.toString(level + 0.3 * week + random.nextGaussian()),
                    "s" + s,
                    Integer.toString(week),
                    s % 2 == 0 ? "a" : "b",
                    "v" + week
                });
            }
        }
        change(rows);
        Path file = folder.resolve(name() + ".csv");
        Files.writeString(
                file,
                "y,id,week,arm,visit\n"
                        + rows.stream().map(row -> String.join(",", row)).collect(Collectors.joining("\n"))
                        + "\n");
        return file;
    }

    private void change(List<String[]> rows) {
        switch (this) {
            case TIME_OF_TEXT, TIME_AS_SUBJECT -> {}
            case SAME_TIME -> rows.get(5)[2] = "1";
            case ONE_VISIT -> rows.removeIf(row -> !row[2].equals("1"));
            case MANY_OCCASIONS -> rows.forEach(row -> row[2] = Integer.toString(rows.indexOf(row)));
            case ONE_ROW_OF_A_STRATUM -> rows.get(3)[3] = "c";
            case UNEQUAL_STEPS -> rows.removeIf(row -> row[2].equals("3"));
            case OPPOSITE_ROWS -> centre(rows);
        }
    }

    /** Takes from every response nearly all of the mean of its subject. */
    private static void centre(List<String[]> rows) {
        for (int s = 0; s < SUBJECTS; s++) {
            List<String[]> own = rows.subList(s * VISITS, (s + 1) * VISITS);
            double mean = own.stream()
                    .mapToDouble(row -> Double.parseDouble(row[0]))
                    .average()
                    .orElseThrow();
            for (String[] row : own) {
                row[0] = Double.toString(Double.parseDouble(row[0]) - mean + 1e-4 * s);
            }
        }
    }
}
