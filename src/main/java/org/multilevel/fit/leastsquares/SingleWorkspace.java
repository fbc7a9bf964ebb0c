package org.multilevel.fit.leastsquares;

import org.multilevel.fit.linalg.SmallMatrices;

/** The storage of a {@link SingleFactor}: the partial sums and kernels of its chunks of levels. */
final class SingleWorkspace extends Workspace {
    final double[][] schur;
    final double[] logDet;
    final double[][] gradient;
    final LevelKernel[] kernels;

    SingleWorkspace(int chunks, int q, int n) {
        schur = SmallMatrices.zeros(chunks, n * n);
        logDet = new double[chunks];
        gradient = SmallMatrices.zeros(chunks, q * q);
        kernels = new LevelKernel[chunks];
        for (int chunk = 0; chunk < chunks; chunk++) {
            kernels[chunk] = LevelKernel.of(q, n);
        }
    }
}
