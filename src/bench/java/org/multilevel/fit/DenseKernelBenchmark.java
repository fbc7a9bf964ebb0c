package org.multilevel.fit;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Cholesky factor and inverse of a dense matrix of InstEval's order, here and in the libraries that could have been used. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(3)
public class DenseKernelBenchmark {
    /** The order of the matrix. */
    @Param({"1128"})
    public int order;

    private double[][] matrix = {};
    private double[][] work = {};
    private Workers one = new Workers(1, Progress.NONE);
    private Workers two = new Workers(2, Progress.NONE);

    /** Makes a positive definite matrix. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        matrix = new double[order][order];
        work = new double[order][order];
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i][j] = 0.01 * random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
            matrix[i][i] = 5;
        }
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        one.close();
        two.close();
    }

    /** The kernel that is used, on one thread. */
    @Benchmark
    public double[][] ownOneThread() {
        return own(one);
    }

    /** The kernel that is used, on two threads. */
    @Benchmark
    public double[][] ownTwoThreads() {
        return own(two);
    }

    private double[][] own(Workers workers) {
        for (int i = 0; i < order; i++) {
            System.arraycopy(matrix[i], 0, work[i], 0, order);
        }
        DenseCholesky.factor(work, order, order, workers);
        DenseCholesky.invert(work, order, workers);
        return work;
    }

    /** EJML's solver for symmetric positive definite matrices, which is blocked at this order. */
    @Benchmark
    public DMatrixRMaj ejml() {
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(order);
        solver.setA(new DMatrixRMaj(matrix));
        DMatrixRMaj inverse = new DMatrixRMaj(order, order);
        solver.invert(inverse);
        return inverse;
    }

    /** commons-math3's decomposition. */
    @Benchmark
    public double[][] commonsMath() {
        return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false))
                .getSolver()
                .getInverse()
                .getData();
    }
}
