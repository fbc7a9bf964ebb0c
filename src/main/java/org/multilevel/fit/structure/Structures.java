package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.RandomBlock;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.SplitFactors;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.structure.ResidualEstimates.Named;
import org.multilevel.formula.CovarianceKind;

/**
 * All covariance structures of a model that have parameters beside theta: that of the residuals and the {@link Shape} of each random term that
 * has one, their parameters in this order.
 */
public final class Structures {
    private static final double STEP = 1e-5;
    /** Random columns of a factor that can say what correlated residuals say. */
    private static final int MANY = 3;

    private final ResidualStructure residual;
    /** To what residual variances are relative, if not to the first. */
    private final Optional<LargestDeviation> largest;

    private final Optional<ResidualProducts> products;
    private final CrossProducts unweighted;
    private final SplitFactors split;
    /** What the solver sees the pattern of. */
    private final CrossProducts pattern;

    private final List<Shape> shapes;
    private final ResidualLabels labels;
    private final List<String> notes;
    /** What predictions need of the rows, where it was collected. */
    private final Optional<CarriedReader.Collected> carried;

    private Structures(
            ResidualStructure residual,
            Optional<LargestDeviation> largest,
            Optional<ResidualProducts> products,
            CrossProducts unweighted,
            SplitFactors split,
            CrossProducts pattern,
            List<Shape> shapes,
            ResidualLabels labels,
            List<String> notes,
            Optional<CarriedReader.Collected> carried) {
        this.residual = residual;
        this.largest = largest;
        this.products = products;
        this.unweighted = unweighted;
        this.split = split;
        this.pattern = pattern;
        this.shapes = List.copyOf(shapes);
        this.labels = labels;
        this.notes = List.copyOf(notes);
        this.carried = carried;
    }

    /** Returns whether a design has anything that is found here. */
    public static boolean areIn(Design design) {
        return design.options().hasResidualStructure()
                || design.factors().stream()
                        .flatMap(factor -> factor.blocks().stream())
                        .anyMatch(block -> !block.structure().isUnstructured());
    }

    /**
     * Reads the rows, where the residuals have a structure, and sets everything up.
     *
     * @param products of the kept columns, with independent residuals
     * @param kept positions of the fixed columns that take part
     * @param beta their coefficients by least squares
     * @param most how many numbers may be kept
     * @throws org.multilevel.error.ModelException if the rows do not tell the structure, naming row and column
     */
    public static Structures read(
            Design design,
            Table table,
            CrossProducts products,
            Standardisation standard,
            int[] kept,
            double[] beta,
            ThetaLayout layout,
            double most,
            Workers workers,
            Progress progress) {
        List<Shape> shapes = shapes(design, layout);
        if (!design.options().hasResidualStructure()) {
            ResidualLabels none = new ResidualLabels(Optional.empty(), "", "", List.of(), "", List.of());
            return new Structures(
                    new NoStructure(),
                    Optional.empty(),
                    Optional.empty(),
                    products,
                    Splitting.none(products),
                    products,
                    shapes,
                    none,
                    List.of(),
                    Optional.empty());
        }
        Optional<CarriedReader> carried = CarriedReader.of(design, kept);
        SubjectRows.Read read = SubjectRows.read(
                design,
                table,
                standard,
                kept,
                beta,
                (block, rows) -> carried.ifPresent(reader -> reader.add(block, rows)),
                progress);
        return of(
                read.rows(),
                read.labels(),
                products,
                shapes,
                design,
                table,
                most,
                workers,
                carried.flatMap(reader -> reader.collected(read)));
    }

    private static Structures of(
            SubjectRows rows,
            ResidualLabels labels,
            CrossProducts products,
            List<Shape> shapes,
            Design design,
            Table table,
            double most,
            Workers workers,
            Optional<CarriedReader.Collected> carried) {
        SplitFactors split = Splitting.of(rows, products, labels);
        ResidualChoice choice = ResidualChoice.of(rows, labels, split.isSplit(), design, table);
        Splitting.check(split, design, labels);
        CrossProducts pattern = Splitting.pattern(split, choice.structure().pieces(), choice.rows(), products);
        ResidualProducts weighted =
                new ResidualProducts(pattern, choice.rows(), split, choice.structure(), most, workers);
        return new Structures(
                choice.structure(),
                Optional.empty(),
                Optional.of(weighted),
                products,
                split,
                pattern,
                shapes,
                labels,
                choice.notes(),
                carried);
    }

    /** Returns the structures of other rows of the same model. */
    Structures of(SubjectRows rows, CrossProducts changed, Design design, Table table, double most, Workers workers) {
        return products.isPresent()
                ? of(rows, labels, changed, shapes, design, table, most, workers, Optional.empty())
                : withResponse(rows, changed);
    }

    /** Returns whether others have parameters of the same names. */
    boolean hasParametersOf(Structures other) {
        return named().equals(other.named());
    }

    private List<List<String>> named() {
        return estimates(new double[size()], 1, Collections.nCopies(unweighted.widths.length, "")).stream()
                .map(each -> List.of(each.kind().name(), each.group(), each.first(), each.second()))
                .toList();
    }

    private static List<Shape> shapes(Design design, ThetaLayout layout) {
        List<Shape> shapes = new ArrayList<>();
        int next = 0;
        for (var factor : design.factors()) {
            for (RandomBlock block : factor.blocks()) {
                Shape.of(layout.terms().get(next++), block).ifPresent(shapes::add);
            }
        }
        return shapes;
    }

    /** Returns the number of parameters. */
    public int size() {
        return residual.size() + shapes.stream().mapToInt(Shape::size).sum();
    }

    /** Returns where each parameter is looked for. */
    List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(residual.ranges());
        shapes.forEach(shape -> ranges.addAll(shape.ranges()));
        return ranges;
    }

    /** Returns for each parameter how far it is looked for: beyond what it means differs by rounding only. */
    public double[] ends() {
        return ranges().stream().mapToDouble(Range::most).toArray();
    }

    /** Returns the number of those of the residuals. */
    public int residualParameters() {
        return residual.size();
    }

    /**
     * Returns what predictions need of the rows; empty where residuals do not go together, or there are too many rows.
     *
     * @param beta of the kept fixed columns, raw
     * @param effects per factor, levels x q, raw
     */
    public Optional<CarriedRows> carried(double[] beta, List<double[]> effects) {
        return carried.map(rows -> rows.with(beta, effects, residual.step()));
    }

    ResidualStructure residual() {
        return residual;
    }

    /** Returns the kind of the residuals' correlations, if they have any. */
    Optional<CovarianceKind> residualKind() {
        return labels.term().map(term -> term.structure().kind());
    }

    /** Returns the structure of a random term, counted through all factors, that has parameters beside theta. */
    Optional<Shape> shape(int term) {
        return shapes.stream().filter(shape -> shape.term.number() == term).findFirst();
    }

    /** Returns the parameters of one of the random terms' structures among all. */
    double[] ofShape(Shape wanted, double[] parameters) {
        int at = residual.size();
        for (Shape shape : shapes) {
            if (shape == wanted) {
                break;
            }
            at += shape.size();
        }
        return Arrays.copyOfRange(parameters, at, at + wanted.size());
    }

    /** Returns the same structures of rows whose columns [X y] are combinations of these, as {@link CrossProducts#combined}. */
    Structures combined(double[][] columns) {
        CrossProducts combined = unweighted.combined(columns);
        return new Structures(
                residual,
                largest,
                products.map(p -> p.combined(columns)),
                combined,
                split,
                split.isSplit() ? pattern.combined(columns) : combined,
                shapes,
                labels,
                notes,
                carried);
    }

    /**
     * Returns the same structures of rows with another response.
     *
     * @param rows with it, not centred
     * @param changed their cross-products with independent residuals
     */
    Structures withResponse(SubjectRows rows, CrossProducts changed) {
        SubjectRows own = residual.isOfCentredRows() ? rows.centred() : rows;
        CrossProducts seen = split.isSplit() ? pattern : changed;
        return new Structures(
                residual,
                largest,
                products.map(p -> p.withResponse(seen, own)),
                changed,
                split,
                seen,
                shapes,
                labels,
                notes,
                carried);
    }

    /** Returns the same structures for searches: residual variances and theta are relative to that of the residuals that vary most. */
    public Structures relativeToLargest() {
        return new Structures(
                residual,
                residual.deviations().map(LargestDeviation::new),
                products,
                unweighted,
                split,
                pattern,
                shapes,
                labels,
                notes,
                carried);
    }

    /** Where theta and the parameters are; one is relative to the first residual variance, the other to that of {@link #relativeToLargest}. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    public record Place(double[] theta, double[] parameters) {}

    /** Returns a place that is relative to the largest residual variance relative to the first. */
    public Place relativeToFirst(double[] theta, double[] parameters) {
        if (largest.isEmpty()) {
            return new Place(theta, parameters);
        }
        double[] own = largest.get().turned(ofResidual(parameters));
        double ratio = Math.exp(largest.get().logarithm(own));
        return new Place(Arrays.stream(theta).map(each -> each * ratio).toArray(), withResidual(parameters, own));
    }

    /** Works out weights and determinant of the residuals' covariance. */
    ResidualStructure.Evaluated evaluated(double[] ofResidual) {
        return largest.map(of -> of.at(residual, ofResidual)).orElseGet(() -> residual.at(ofResidual));
    }

    /** Returns the cross-products with independent residuals. */
    public CrossProducts unweighted() {
        return unweighted;
    }

    /** Returns whether the cross-products are the same whatever the parameters. */
    boolean isFixed() {
        return products.isEmpty();
    }

    /** Returns whether the rows are needed for an evaluation. */
    public boolean needsRows() {
        return products.filter(p -> !p.isFreeOfRows()).isPresent();
    }

    /** Returns the number of the random term that a parameter belongs to; -1 for the residuals. */
    public int term(int parameter) {
        int at = residual.size();
        for (Shape shape : shapes) {
            if (parameter >= at && parameter < at + shape.size()) {
                return shape.term.number();
            }
            at += shape.size();
        }
        return -1;
    }

    /** Returns what an evaluation takes; passes over the table are not counted here. */
    public ReadingCost cost() {
        return new ReadingCost(0, Math.max(1, residual.classes()), needsRows());
    }

    /** Returns how much there is to tell the residuals' structure, as sentences. */
    public Optional<String> counts() {
        return residual.counts();
    }

    /** Returns what is to be said of the structures and their estimates. */
    public List<String> notes(double[] parameters) {
        List<String> said = new ArrayList<>(notes);
        said.addAll(residual.notes(ofResidual(parameters)));
        return said;
    }

    double[] ofResidual(double[] parameters) {
        return Arrays.copyOf(parameters, residual.size());
    }

    CrossProducts products(double[] weights) {
        return products.map(p -> p.at(weights)).orElse(unweighted);
    }

    /** Returns cross-products of the pattern that factors of Omega are of: those of parts of grouping factors. */
    public CrossProducts pattern() {
        return pattern;
    }

    /** Returns what grouping factors are for factors of Omega: apart, where levels of them go together. */
    public SplitFactors split() {
        return split;
    }

    /** What is known of the effects of each level, as {@link Factor#conditionalCovariance} and {@link Factor#modesByBeta} have it. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    public record Uncertain(double[][] conditional, double[][] modesByBeta) {}

    /** Returns how uncertain the effects of each level are. */
    public Uncertain uncertain(Factor factor) {
        double[][] conditional = factor.conditionalCovariance();
        double[][] modesByBeta = factor.modesByBeta(conditional);
        return new Uncertain(split.gathered(conditional), split.gathered(modesByBeta));
    }

    double[] derivative(Sensitivity sensitivity) {
        return products.orElseThrow().derivative(sensitivity, residual.classes());
    }

    /**
     * Returns points from which a search may begin: the k-th of every structure together, the most independent first.
     *
     * @param lambda of every factor where the effects of random terms with a structure are taken to be independent
     */
    public List<double[]> starts(double[][] lambda) {
        List<double[]> starts = new ArrayList<>();
        List<double[]> ofResiduals = residual.starts().stream()
                .map(start -> largest.map(of -> of.turned(start)).orElse(start))
                .toList();
        int most = ofResiduals.size();
        List<List<double[]>> ofShapes = new ArrayList<>();
        for (Shape shape : shapes) {
            Term term = shape.term;
            int q = width(lambda, term);
            double[] deviations = new double[term.columns()];
            for (int j = 0; j < deviations.length; j++) {
                deviations[j] = lambda[term.factor()][(term.from() + j) * (q + 1)];
            }
            ofShapes.add(shape.starts(deviations));
            most = Math.max(most, ofShapes.get(ofShapes.size() - 1).size());
        }
        for (int k = 0; k < most; k++) {
            double[] start = Arrays.copyOf(chosen(ofResiduals, k), size());
            int at = residual.size();
            for (List<double[]> ofShape : ofShapes) {
                double[] own = chosen(ofShape, k);
                System.arraycopy(own, 0, start, at, own.length);
                at += own.length;
            }
            starts.add(start);
        }
        return starts;
    }

    /**
     * Returns points beside an optimum to one of which a search may have to go for the best of several; none where random effects are too few to say
     * what residuals may say instead.
     */
    public List<double[]> elsewhere(double[] parameters) {
        List<double[]> elsewhere = new ArrayList<>();
        List<double[]> ofResiduals = new ArrayList<>(List.of(ofResidual(parameters)));
        if (Arrays.stream(unweighted.widths).max().orElse(0) >= MANY) {
            for (double[] own : residual.elsewhere(ofResidual(parameters))) {
                ofResiduals.add(own);
                elsewhere.add(withResidual(parameters, own));
            }
        }
        int at = residual.size();
        for (Shape shape : shapes) {
            for (double[] own : shape.elsewhere(Arrays.copyOfRange(parameters, at, at + shape.size()))) {
                double[] changed = parameters.clone();
                System.arraycopy(own, 0, changed, at, own.length);
                ofResiduals.forEach(other -> elsewhere.add(withResidual(changed, other)));
            }
            at += shape.size();
        }
        return elsewhere;
    }

    private static double[] chosen(List<double[]> starts, int k) {
        return starts.get(Math.min(k, starts.size() - 1));
    }

    /**
     * Returns the logarithm of the standard deviation that a structure gives the effects of a column beside lambda, and writes its derivative.
     *
     * @param term the number of its term
     * @param column of the term
     * @param slope receives the derivative in all parameters
     * @return 0 for a term without a structure of its own
     */
    public double logDeviation(int term, int column, double[] parameters, double[] slope) {
        int at = residual.size();
        for (Shape shape : shapes) {
            if (shape.term.number() == term) {
                double[] own = Arrays.copyOfRange(parameters, at, at + shape.size());
                double[] byOwn = new double[own.length];
                double log = shape.logDeviation(column, own, byOwn);
                System.arraycopy(byOwn, 0, slope, at, own.length);
                return log;
            }
            at += shape.size();
        }
        return 0;
    }

    /** Returns C lambda of every factor. */
    public double[][] lambda(double[][] lambda, double[] parameters) {
        double[][] shaped = lambda.clone();
        int at = residual.size();
        for (Shape shape : shapes) {
            Term term = shape.term;
            double[] own = Arrays.copyOfRange(parameters, at, at + shape.size());
            double[] whole = whole(term, shape.at(own).matrix, width(lambda, term));
            int q = width(lambda, term);
            shaped[term.factor()] = SmallMatrices.times(whole, shaped[term.factor()], q, q, q);
            at += shape.size();
        }
        return shaped;
    }

    private static int width(double[][] lambda, Term term) {
        return (int) Math.round(Math.sqrt(lambda[term.factor()].length));
    }

    /** Returns the identity with a term's C in its place. */
    private static double[] whole(Term term, double[] matrix, int q) {
        double[] whole = SmallMatrices.identity(q);
        int m = term.columns();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                whole[(term.from() + i) * q + term.from() + j] = matrix[i * m + j];
            }
        }
        return whole;
    }

    /**
     * Returns half of the derivative in lambda, given that in C lambda, and writes that in the parameters.
     *
     * @param half of the derivative in the elements of C lambda of every factor
     * @param lambda of every factor, without C
     */
    double[][] pullBack(double[][] half, double[][] lambda, double[] parameters, double[] byParameters) {
        double[][] back = half.clone();
        int at = residual.size();
        for (Shape shape : shapes) {
            Term term = shape.term;
            int q = width(lambda, term);
            int m = term.columns();
            Shape.At shaped = shape.at(Arrays.copyOfRange(parameters, at, at + shape.size()));
            double[] byMatrix = new double[m * m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    double scale = lambda[term.factor()][(term.from() + j) * (q + 1)];
                    byMatrix[i * m + j] = 2 * half[term.factor()][(term.from() + i) * q + term.from() + j] * scale;
                }
            }
            double[] own = shaped.pullBack(byMatrix);
            System.arraycopy(own, 0, byParameters, at, own.length);
            double[] whole = whole(term, shaped.matrix, q);
            back[term.factor()] =
                    SmallMatrices.times(SmallMatrices.transposed(whole, q, q), back[term.factor()], q, q, q);
            at += shape.size();
        }
        return back;
    }

    /** Returns points beside an optimum that tell whether standard deviations of residuals are none. */
    public List<SmallerDeviation> smaller(double[] theta, double[] parameters) {
        return residual.deviations().map(of -> of.smaller(theta, parameters)).orElse(List.of());
    }

    /** Returns which parameters are at a bound, each with what that says, in their order. */
    public List<Optional<String>> bounds(double[] parameters, List<String> factorNames) {
        List<Optional<String>> bounds = new ArrayList<>(residual.bounds(ofResidual(parameters)));
        int at = residual.size();
        for (Shape shape : shapes) {
            double[] own = Arrays.copyOfRange(parameters, at, at + shape.size());
            bounds.addAll(shape.bounds(own, factorNames.get(shape.term.factor())));
            at += shape.size();
        }
        return bounds;
    }

    /** Returns whether theta leaves a parameter of a random term's structure without meaning, since the term has no variance. */
    public boolean[] meaningless(double[] theta) {
        boolean[] meaningless = new boolean[size()];
        int at = residual.size();
        for (Shape shape : shapes) {
            Arrays.fill(
                    meaningless, at, at + shape.size(), theta[shape.term.place().at()] == 0);
            at += shape.size();
        }
        return meaningless;
    }

    /** Returns {@link #estimates(double[], double, List)} with their standard errors, by the delta method. */
    public List<StructureEstimate> estimates(
            double[] parameters, double sigma, List<String> factorNames, StructuredUncertainty uncertainty) {
        List<StructureEstimate> at = estimates(parameters, sigma, factorNames);
        double[][] slopes = new double[at.size()][parameters.length];
        for (int k = 0; k < parameters.length; k++) {
            double[] above = parameters.clone();
            double[] below = parameters.clone();
            above[k] += STEP;
            below[k] -= STEP;
            List<StructureEstimate> up = estimates(above, sigma, factorNames);
            List<StructureEstimate> down = estimates(below, sigma, factorNames);
            for (int i = 0; i < slopes.length; i++) {
                slopes[i][k] = (up.get(i).value() - down.get(i).value()) / (2 * STEP);
            }
        }
        List<StructureEstimate> told = new ArrayList<>();
        for (int i = 0; i < slopes.length; i++) {
            StructureEstimate estimate = at.get(i);
            // a standard deviation grows with half of log sigma^2
            double byVariance = estimate.kind() == StructureEstimate.Kind.RESIDUAL ? estimate.value() / 2 : 0;
            told.add(estimate.withStandardError(uncertainty.standardError(slopes[i], byVariance)));
        }
        return told;
    }

    /** One of the estimates of a random term's structure, and where the parameters of the structure begin. */
    private record OfShape(Shape shape, int named, int at) {
        double[] own(double[] parameters) {
            return Arrays.copyOfRange(parameters, at, at + shape.size());
        }
    }

    /** Returns which structure one of the estimates belongs to; empty where it is that of the residuals. */
    private Optional<OfShape> ofShape(int i) {
        int at = residual.size();
        int before = 0;
        for (Shape shape : shapes) {
            if (i < before + shape.correlations()) {
                return Optional.of(new OfShape(shape, i - before, at));
            }
            before += shape.correlations();
            at += shape.size();
        }
        return Optional.empty();
    }

    private int namedOfShapes() {
        return shapes.stream().mapToInt(Shape::correlations).sum();
    }

    /** Returns one of the estimates, counted from 0, where sigma is 1, with its derivative in the parameters, those of a correlation {@link #turned}. */
    public Sloped estimate(int i, double[] parameters) {
        return ofShape(i)
                .map(of -> of.shape.estimate(of.named, of.own(parameters)).among(of.at, size()))
                .orElseGet(() -> residual.estimate(i - namedOfShapes(), ofResidual(parameters))
                        .among(0, size()));
    }

    /** Returns the parameter that one of the estimates, a correlation counted from 0, is a monotone function of, whatever the others are. */
    public int pivot(int i) {
        return ofShape(i)
                .map(of -> of.at + of.shape.pivot(of.named))
                .orElseGet(() -> residual.pivot(i - namedOfShapes()));
    }

    /** Returns what the pivot must be for one of the estimates, a correlation, to have a value; NaN where the others leave no room for it. */
    public double pivotAt(int i, double value, double[] turned) {
        return ofShape(i)
                .map(of -> of.shape.pivotAt(of.named, value, of.own(turned)))
                .orElseGet(() -> residual.pivotAt(i - namedOfShapes(), value, ofResidual(turned)));
    }

    /** Returns the parameters in other coordinates, in which one of the estimates, a correlation, is a monotone function of its pivot. */
    public double[] turned(int i, double[] parameters) {
        int own = i - namedOfShapes();
        return own < 0 ? parameters.clone() : withResidual(parameters, residual.turned(own, ofResidual(parameters)));
    }

    /** Returns the parameters that {@link #turned} makes coordinates of. */
    public double[] back(int i, double[] turned) {
        int own = i - namedOfShapes();
        return own < 0 ? turned.clone() : withResidual(turned, residual.back(own, ofResidual(turned)));
    }

    /** Returns a derivative in the {@link #turned} parameters, given that in the parameters. */
    public double[] turnedSlope(int i, double[] turned, double[] byParameters) {
        int own = i - namedOfShapes();
        return own < 0
                ? byParameters.clone()
                : withResidual(byParameters, residual.turnedSlope(own, ofResidual(turned), ofResidual(byParameters)));
    }

    private static double[] withResidual(double[] parameters, double[] own) {
        double[] changed = parameters.clone();
        System.arraycopy(own, 0, changed, 0, own.length);
        return changed;
    }

    /**
     * Returns the structures' own parameters and the residual standard deviations.
     *
     * @param sigma standard deviation of the residuals on which the others are relative, on the raw scale
     */
    public List<StructureEstimate> estimates(double[] parameters, double sigma, List<String> factorNames) {
        List<StructureEstimate> estimates = new ArrayList<>();
        int at = residual.size();
        for (Shape shape : shapes) {
            double[] own = Arrays.copyOfRange(parameters, at, at + shape.size());
            for (Named named : shape.named(own)) {
                estimates.add(StructureEstimate.correlation(
                        factorNames.get(shape.term.factor()), named.first(), named.second(), named.value()));
            }
            at += shape.size();
        }
        ResidualEstimates found = residual.estimates(ofResidual(parameters));
        for (Named named : found.correlations()) {
            estimates.add(
                    StructureEstimate.correlation(labels.subject(), named.first(), named.second(), named.value()));
        }
        for (Named named : found.deviations()) {
            estimates.add(StructureEstimate.residual(named.first(), sigma * named.value()));
        }
        return estimates;
    }
}
