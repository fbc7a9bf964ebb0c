package org.multilevel.fit.leastsquares;

/** The storage of a {@link SingleFactor}: the partial sums and kernels of its chunks of levels. */
final class SingleWorkspace extends Workspace {
    final double[][] schur;
    final double[] logDet;
    final double[][] gradient;
    final LevelKernel[] kernels;

    SingleWorkspace(int chunks, int q, int n) {
        schur = new double[chunks][n * n];
        logDet = new double[chunks];
        gradient = new double[chunks][q * q];
        kernels = new LevelKernel[chunks];
        for (int chunk = 0; chunk < chunks; chunk++) {
            kernels[chunk] = LevelKernel.of(q, n);
        }
    }
}
