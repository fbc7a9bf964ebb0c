package org.multilevel.design.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.design.expression.Variables;
import org.multilevel.formula.Term;

/** The columns that an intercept and terms come to: X, or the part of Z that belongs to one random-effects term. */
public final class ModelColumns {
    /** The name of the column of ones, which other columns of that name give way to. */
    public static final String INTERCEPT = "(Intercept)";

    private final boolean intercept;
    private final List<TermColumns> terms = new ArrayList<>();
    private final List<TermColumns.CodedColumn> columns = new ArrayList<>();

    /**
     * Works out the columns.
     *
     * @param levels the levels of all factors of the model, by number
     */
    public ModelColumns(boolean intercept, List<Term> terms, Variables variables, List<List<String>> levels) {
        this.intercept = intercept;
        if (intercept) {
            columns.add(new TermColumns.CodedColumn(INTERCEPT, new Product(List.of()), false));
        }
        List<Term> sorted =
                terms.stream().sorted(Comparator.comparingInt(Term::order)).toList();
        Coding coding = new Coding(intercept, sorted, variables);
        Set<String> names = new HashSet<>(Set.of(INTERCEPT));
        for (int t = 0; t < sorted.size(); t++) {
            TermColumns term = new TermColumns(sorted.get(t), coding.contrasts(t), variables, levels);
            this.terms.add(term);
            term.columns().forEach(column -> columns.add(unique(column, names)));
        }
    }

    /** A column called {@code f[B]} beside a factor f is possible, and names must tell coefficients apart. */
    private static TermColumns.CodedColumn unique(TermColumns.CodedColumn column, Set<String> names) {
        String name = column.name();
        for (int k = 2; !names.add(name); k++) {
            name = column.name() + " (" + k + ")";
        }
        return new TermColumns.CodedColumn(name, column.product(), column.indicator());
    }

    /** Returns the terms in the order of their columns, with the names of all columns of a term together. */
    public List<TermColumns> terms() {
        return List.copyOf(terms);
    }

    public List<TermColumns.CodedColumn> columns() {
        return columns;
    }

    /**
     * Writes all columns for the rows that {@code values} holds.
     *
     * @param target a row-major matrix with {@code stride} columns, of which {@code offset} is the first to write
     */
    public void fill(VariableValues values, double[] target, int stride, int offset) {
        int next = offset;
        if (intercept) {
            for (int i = 0; i < values.rows(); i++) {
                target[i * stride + offset] = 1;
            }
            next++;
        }
        for (TermColumns term : terms) {
            term.fill(values, target, stride, next);
            next += term.columns().size();
        }
    }
}
