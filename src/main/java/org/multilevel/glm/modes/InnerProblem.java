package org.multilevel.glm.modes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.leastsquares.Workspace;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.glm.density.Density;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.RowBlock;

/**
 * The inner problem: the modes of the spherical effects for given parameters, by penalised iteratively reweighted least squares.
 *
 * <p>Each step solves (Lambda'Z'WZ Lambda + I) u = Lambda'(Z'W Z b + Z'l') with the observed W = -l'' at the effects b so far, by the same
 * penalised least squares as a linear model, and is halved where it does not go downhill. Source: Bates (2011), lme4's theory vignette;
 * Breslow and Clayton (1993), J. Am. Stat. Assoc. 88, 9-25.
 */
public final class InnerProblem {
    /** Newton's decrement below which one step more ends beyond rounding. */
    private static final double CLOSE = 1e-9;

    /** Newton's decrement from which on a first step may lead too far. */
    private static final double FAR = 1;

    /** So many rows for each random effect make it worth to add up two parts of them. */
    private static final double WORTH_PARTS = 2;

    /** Newton's decrement at which modes, and what the likelihood makes of them, are exact but for rounding. */
    private static final double SETTLED = 1e-21;
    /** A step by an earlier factor must make the decrement so many times smaller to be worth another. */
    private static final double QUICK = 0.05;
    /** More such steps than these are dearer than a new factor. */
    private static final double MOST_CHORDS = 5;
    /** The part of {@link #SETTLED} that is expected after a step that needs no test. */
    private static final double SURELY = 0.1;

    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 40;
    /** A step that makes h so little larger, relative to its size, may owe it to rounding. */
    private static final double ROUNDING = 1e-10;

    public final ModelRows rows;
    private final Workers workers;
    private final CrossProducts products;
    private final CrossProducts full;
    /** The order of elimination and storage of several factors, which depend on which levels occur together only. */
    private final Optional<BlockedSystem> plan;

    private final Optional<Workspace> workspace;
    /** The factor that is in the workspace, of the modes that were found last. */
    private Optional<Factor> known = Optional.empty();
    /** Whether that is in the workspace of factors with fixed columns. */
    private boolean borrowed;

    /** The same with fixed columns, from when it is first asked for. */
    private Optional<Planned> withFixed = Optional.empty();

    private final double[][] sums;
    private final double[][] score;
    /** The first is the sum of all in the end. */
    private final List<Part> parts;

    private final double[] partial;
    private long steps;
    private long looks;

    public InnerProblem(ModelRows rows, CrossProducts pattern, Workers workers) {
        this.rows = rows;
        this.workers = workers;
        this.products = pattern.emptied(0);
        this.full = pattern.emptied(rows.p);
        this.plan = products.widths.length < 2 ? Optional.empty() : Optional.of(new BlockedSystem(products, workers));
        this.workspace = plan.map(BlockedSystem::workspace);
        this.sums = zeros();
        this.score = zeros();
        this.parts = new ArrayList<>(List.of(new Part(products, sums, score)));
        if (rows.held >= WORTH_PARTS * (1 + products.effects())) {
            parts.add(new Part(products.emptied(0), zeros(), zeros()));
        }
        this.partial = new double[rows.size()];
    }

    /** Returns zeros in the shape of the modes. */
    public double[][] zeros() {
        double[][] zeros = new double[rows.widths.length][];
        for (int f = 0; f < zeros.length; f++) {
            zeros[f] = new double[products.levels[f] * rows.widths[f]];
        }
        return zeros;
    }

    /** Returns how many steps were made so far. */
    public long steps() {
        return steps;
    }

    /** Returns how often the rows were looked at so far: where that is the same, they know of the same point. */
    public long looks() {
        return looks;
    }

    /**
     * Finds the modes.
     *
     * @param lambda of each factor, q x q
     * @param beta coefficients of the standardised kept columns
     * @param start where to begin; not changed
     * @return empty where the density is not defined or the steps do not settle
     */
    public Optional<Mode> solve(double[][] lambda, double[] beta, Density density, double[][] start) {
        double[][] u = SmallMatrices.copy(start);
        double[][] before = u;
        double last = Double.POSITIVE_INFINITY;
        double joint = look(u, lambda, beta, density);
        if (!Double.isFinite(joint)) {
            u = zeros();
            joint = look(u, lambda, beta, density);
        }
        if (known.isPresent() && Double.isFinite(joint)) {
            Chords chords = chords(u, joint, lambda, beta, density, known.get());
            if (chords.settled()) {
                weigh();
                Factor factor = factor(lambda);
                return factor.isPositiveDefinite()
                        ? Optional.of(mode(chords.u(), chords.joint(), factor))
                        : Optional.empty();
            }
            u = chords.u();
            before = u;
            joint = chords.joint();
        }
        for (int step = 0; step < MOST_STEPS && Double.isFinite(joint); step++) {
            steps++;
            workers.checkCancelled();
            int halvings = 0;
            while (!(joint <= last + ROUNDING * (1 + Math.abs(last))) && halvings++ < MOST_HALVINGS) {
                u = between(before, u);
                joint = look(u, lambda, beta, density);
            }
            last = joint;
            weigh();
            Factor factor = factor(lambda);
            if (!factor.isPositiveDefinite()) {
                return Optional.empty();
            }
            double[][] next = factor.solve(sums);
            double decrement = decrement(lambda, u, next);
            if (decrement < 1e-22) {
                return Optional.of(mode(u, joint, factor));
            }
            before = u;
            u = step == 0 && decrement > FAR ? shortened(u, next, lambda) : next;
            joint = look(u, lambda, beta, density);
            if (decrement < CLOSE && Double.isFinite(joint)) {
                weigh();
                return Optional.of(mode(u, joint, factor(lambda)));
            }
            if (!Double.isFinite(joint)) {
                joint = Double.MAX_VALUE;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns what is known at effects, whether they are the modes or not.
     *
     * @return empty where the density is not defined
     */
    public Optional<Mode> at(double[][] lambda, double[] beta, Density density, double[][] u) {
        double joint = look(u, lambda, beta, density);
        if (!Double.isFinite(joint)) {
            return Optional.empty();
        }
        weigh();
        Factor factor = factor(lambda);
        return factor.isPositiveDefinite() ? Optional.of(mode(u, joint, factor)) : Optional.empty();
    }

    /**
     * Returns the end of a step in which no effect of a level changes by more than one plus the logarithm of what it would: a mean far above
     * the fitted is expected that much too high where the link is the logarithm, and Newton's steps come down from there by one each.
     */
    private double[][] shortened(double[][] from, double[][] to, double[][] lambda) {
        double[][] step = SmallMatrices.copy(to);
        for (int f = 0; f < step.length; f++) {
            for (int i = 0; i < step[f].length; i++) {
                step[f][i] -= from[f][i];
            }
        }
        double[][] effects = effects(lambda, step);
        for (int f = 0; f < step.length; f++) {
            int q = rows.widths[f];
            for (int at = 0; at < step[f].length; at += q) {
                double most = 0;
                for (int k = at; k < at + q; k++) {
                    most = Math.max(most, Math.abs(effects[f][k]));
                }
                double part = most > 1 ? (1 + Math.log(most)) / most : 1;
                for (int k = at; k < at + q; k++) {
                    step[f][k] = from[f][k] + part * step[f][k];
                }
            }
        }
        return step;
    }

    /** Where steps by a factor of earlier weights have led, and whether nothing is left to gain there. */
    @SuppressWarnings("ArrayRecordComponent") // passed between methods of this class only
    private record Chords(double[][] u, double joint, boolean settled) {}

    /** Steps by the last factor, which costs a small part of a new one, for as long as it is nearly as good. */
    private Chords chords(
            double[][] start, double height, double[][] lambda, double[] beta, Density density, Factor factor) {
        double[][] u = start;
        double joint = height;
        double before = Double.POSITIVE_INFINITY;
        while (true) {
            workers.checkCancelled();
            formScore();
            double[][] down = slope(lambda, u);
            double[][] next = factor.inverseTimes(down);
            double decrement = 0;
            for (int f = 0; f < u.length; f++) {
                decrement += SmallMatrices.dot(next[f], down[f]);
            }
            boolean settled = Math.abs(decrement) < SETTLED;
            if (settled || !isQuick(decrement, before)) {
                return new Chords(u, joint, settled);
            }
            boolean last = Double.isFinite(before) && decrement * (decrement / before) < SURELY * SETTLED;
            for (int f = 0; f < u.length; f++) {
                addTo(next[f], u[f]);
            }
            double reached = look(next, lambda, beta, density);
            if (!(reached <= joint + ROUNDING * (1 + Math.abs(joint)))) {
                look(u, lambda, beta, density);
                return new Chords(u, joint, false);
            }
            if (last) {
                return new Chords(next, reached, true);
            }
            u = next;
            joint = reached;
            before = decrement;
        }
    }

    /** Says whether steps that go on as the last one end soon. */
    private static boolean isQuick(double decrement, double before) {
        double rate = Math.log(decrement / before);
        return decrement < QUICK * before && Math.log(SETTLED / decrement) / rate < MOST_CHORDS;
    }

    /** Returns Lambda'Z'l' - u, minus the slope of h. */
    private double[][] slope(double[][] lambda, double[][] u) {
        double[][] slope = new double[u.length][];
        for (int f = 0; f < u.length; f++) {
            int q = rows.widths[f];
            slope[f] = new double[u[f].length];
            SmallMatrices.timesInto(score[f], 0, lambda[f], 0, slope[f], 0, slope[f].length / q, q, q);
            for (int i = 0; i < slope[f].length; i++) {
                slope[f][i] -= u[f][i];
            }
        }
        return slope;
    }

    private void formScore() {
        for (int f = 0; f < score.length; f++) {
            Arrays.fill(score[f], 0);
            for (RowBlock block : rows.blocks()) {
                block.addRandom(f, block.score, score[f]);
            }
        }
    }

    private Factor factor(double[][] lambda) {
        if (plan.isEmpty()) {
            return new SingleFactorSystem(products, workers).factor(lambda);
        }
        Factor factor = plan.get().factor(lambda, workspace.orElseThrow());
        known = Optional.of(factor).filter(Factor::isPositiveDefinite);
        borrowed = false;
        return factor;
    }

    private Mode mode(double[][] u, double joint, Factor factor) {
        return new Mode(u, joint, products, factor, SmallMatrices.copy(score));
    }

    private static double[][] between(double[][] from, double[][] to) {
        double[][] middle = SmallMatrices.copy(from);
        for (int f = 0; f < middle.length; f++) {
            for (int i = 0; i < middle[f].length; i++) {
                middle[f][i] = 0.5 * (from[f][i] + to[f][i]);
            }
        }
        return middle;
    }

    /** Returns the effects b = Lambda u. */
    public double[][] effects(double[][] lambda, double[][] u) {
        double[][] effects = new double[u.length][];
        for (int f = 0; f < u.length; f++) {
            int q = rows.widths[f];
            effects[f] = new double[u[f].length];
            SmallMatrices.timesTransposedInto(u[f], lambda[f], effects[f], 0, u[f].length / q, q, q);
        }
        return effects;
    }

    /** Writes eta and the derivatives of l at effects into the rows; returns h. */
    private double look(double[][] u, double[][] lambda, double[] beta, Density density) {
        looks++;
        double[][] effects = effects(lambda, u);
        workers.run(partial.length, b -> {
            RowBlock block = rows.open(b);
            partial[b] = look(block, effects, beta, density);
            rows.close(b, block, true);
        });
        double joint = 0;
        for (double sum : partial) {
            joint -= sum;
        }
        for (double[] own : u) {
            joint += SmallMatrices.dot(own, own) / 2;
        }
        return Double.isNaN(joint) ? Double.POSITIVE_INFINITY : joint;
    }

    private double look(RowBlock block, double[][] effects, double[] beta, Density density) {
        double[] to = new double[4];
        double[] random = block.working;
        Arrays.fill(random, 0);
        for (int f = 0; f < effects.length; f++) {
            block.addEffects(f, effects[f], random);
        }
        double sum = 0;
        for (int r = 0; r < block.rows; r++) {
            double eta = block.offset[r] + random[r];
            for (int j = 0, at = r * rows.p; j < rows.p; j++) {
                eta += block.x[at + j] * beta[j];
            }
            density.at(block.y[r], block.size[r], eta, to);
            double weight = block.weight[r];
            block.eta[r] = eta;
            block.score[r] = weight * to[1];
            block.curvature[r] = -weight * to[2];
            block.third[r] = weight * to[3];
            block.working[r] = block.curvature[r] * random[r] + block.score[r];
            sum += weight * to[0];
        }
        return sum;
    }

    /** Forms Z'WZ, Z'l' and Z'(W Z b + l') from what {@link #look} left in the rows: in parts of the rows that do not depend on the threads. */
    private void weigh() {
        workers.run(parts.size(), this::weigh);
        for (int part = 1; part < parts.size(); part++) {
            parts.get(0).add(parts.get(part));
        }
        products.xy[0] = 1;
    }

    private void weigh(int number) {
        Part part = parts.get(number);
        part.clear();
        int blocks = rows.size();
        for (RowBlock block : rows.blocks(number * blocks / parts.size(), (number + 1) * blocks / parts.size())) {
            for (int f = 0; f < rows.widths.length; f++) {
                block.addRandom(f, block.working, part.sums[f]);
                block.addRandom(f, block.score, part.score[f]);
            }
            addSquares(block, part.products);
        }
    }

    /** Sums over a part of the rows. */
    private static final class Part {
        final CrossProducts products;
        final double[][] sums;
        final double[][] score;

        Part(CrossProducts products, double[][] sums, double[][] score) {
            this.products = products;
            this.sums = sums;
            this.score = score;
        }

        void clear() {
            InnerProblem.clear(products);
            for (int f = 0; f < sums.length; f++) {
                Arrays.fill(sums[f], 0);
                Arrays.fill(score[f], 0);
            }
        }

        void add(Part other) {
            for (int f = 0; f < sums.length; f++) {
                addTo(sums[f], other.sums[f]);
                addTo(score[f], other.score[f]);
                addTo(products.zz[f], other.products.zz[f]);
                for (int g = f + 1; g < sums.length; g++) {
                    addTo(
                            products.pair(f, g).blocks(),
                            other.products.pair(f, g).blocks());
                }
            }
        }
    }

    private static void addTo(double[] sum, double[] addend) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
    }

    /** Adds Z'WZ of a block. */
    private void addSquares(RowBlock block, CrossProducts to) {
        int pair = 0;
        for (int f = 0; f < rows.widths.length; f++) {
            block.addSquares(f, to.zz[f]);
            for (int g = f + 1; g < rows.widths.length; g++) {
                addPairs(block, f, g, block.pair[pair++], to.pair(f, g).blocks());
            }
        }
    }

    private void addPairs(RowBlock block, int f, int g, int[] place, double[] blocks) {
        int q = rows.widths[f];
        int s = rows.widths[g];
        if (q == 1 && s == 1) {
            double[] y = block.z[f];
            double[] z = block.z[g];
            for (int r = 0; r < block.rows; r++) {
                blocks[place[r]] += block.curvature[r] * y[r] * z[r];
            }
            return;
        }
        for (int r = 0; r < block.rows; r++) {
            int at = place[r];
            for (int i = 0; i < q; i++) {
                double wz = block.curvature[r] * block.z[f][r * q + i];
                for (int j = 0; j < s; j++) {
                    blocks[at++] += wz * block.z[g][r * s + j];
                }
            }
        }
    }

    private static void clear(CrossProducts of) {
        Arrays.fill(of.xy, 0);
        for (int f = 0; f < of.widths.length; f++) {
            Arrays.fill(of.zz[f], 0);
            Arrays.fill(of.zxy[f], 0);
            for (int g = f + 1; g < of.widths.length; g++) {
                Arrays.fill(of.pair(f, g).blocks(), 0);
            }
        }
    }

    /** Returns half of what Newton's step is expected to gain: step'(Lambda'Z'l' - u). */
    private double decrement(double[][] lambda, double[][] u, double[][] next) {
        double decrement = 0;
        double[][] down = slope(lambda, u);
        for (int f = 0; f < u.length; f++) {
            for (int i = 0; i < down[f].length; i++) {
                decrement += (next[f][i] - u[f][i]) * down[f][i];
            }
        }
        return Math.abs(decrement);
    }

    /**
     * Returns the cross-products of X, Z and the working response X beta + Z b + W^-1 l', with the weights W and the linear predictor that the
     * last mode left in the rows.
     */
    public CrossProducts withFixed() {
        clear(full);
        int n = rows.p + 1;
        for (RowBlock block : rows.blocks()) {
            addSquares(block, full);
            for (int r = 0; r < block.rows; r++) {
                int x = r * rows.p;
                double w = block.curvature[r];
                double working = w * (block.eta[r] - block.offset[r]) + block.score[r];
                full.xy[n * n - 1] += w > 0 ? working * working / w : 0;
                for (int i = 0; i < rows.p; i++) {
                    for (int j = 0; j <= i; j++) {
                        full.xy[i * n + j] += w * block.x[x + i] * block.x[x + j];
                    }
                    full.xy[rows.p * n + i] += working * block.x[x + i];
                }
                for (int f = 0; f < rows.widths.length; f++) {
                    int q = rows.widths[f];
                    for (int k = 0; k < q; k++) {
                        double z = block.z[f][r * q + k];
                        int at = (block.level[f][r] * q + k) * n;
                        for (int j = 0; j < rows.p; j++) {
                            full.zxy[f][at + j] += w * z * block.x[x + j];
                        }
                        full.zxy[f][at + rows.p] += z * working;
                    }
                }
            }
        }
        for (int i = 0; i < rows.p; i++) {
            for (int j = 0; j < i; j++) {
                full.xy[j * n + i] = full.xy[i * n + j];
            }
            full.xy[i * n + rows.p] = full.xy[rows.p * n + i];
        }
        return full;
    }

    /** Returns the factor of Omega with fixed columns, of the weights that the last mode left in the rows. */
    public Factor factorWithFixed(double[][] lambda) {
        withFixed();
        return ofFixed(lambda);
    }

    /** Returns the factor of Omega at the cross-products that {@link #withFixed} gave last; it lasts until the next. */
    public Factor ofFixed(double[][] lambda) {
        if (full.widths.length < 2) {
            return new SingleFactorSystem(full, workers).factor(lambda);
        }
        Planned planned = withFixed.orElseGet(() -> new Planned(new BlockedSystem(full, workers)));
        withFixed = Optional.of(planned);
        if (borrowed) {
            known = Optional.empty();
            borrowed = false;
        }
        return planned.system.factor(lambda, planned.workspace);
    }

    /**
     * Returns the modes of the working linear model whose cross-products {@link #withFixed} gave last, and lets the search for modes begin with
     * its factor, which knows of lambda what the last one does not.
     *
     * @param factor of this model at a lambda, from {@link #ofFixed}
     */
    public double[][] expectedModes(Factor factor, double[] beta) {
        double[][] residuals = zeros();
        for (int f = 0; f < residuals.length; f++) {
            for (int row = 0; row < residuals[f].length; row++) {
                residuals[f][row] = full.residualSum(f, row, beta);
            }
        }
        known = Optional.of(factor);
        borrowed = true;
        return factor.solve(residuals);
    }

    /** A system and storage for one factor. */
    private record Planned(BlockedSystem system, Workspace workspace) {
        Planned(BlockedSystem system) {
            this(system, system.workspace());
        }
    }
}
