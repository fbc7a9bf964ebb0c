package org.multilevel.fit.structure;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.multilevel.fit.linalg.SmallMatrices;

/** Independent residuals with one variance: R is the identity. */
final class NoStructure implements Uncorrelated {
    @Override
    public int size() {
        return 0;
    }

    @Override
    public List<Range> ranges() {
        return List.of();
    }

    @Override
    public List<double[]> starts() {
        return List.of(new double[0]);
    }

    @Override
    public Pieces pieces() {
        return new Pieces();
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Evaluated at(double[] phi) {
        return new Evaluated(new double[0], 0, (byWeight, byLogDeterminant) -> new double[0]);
    }

    @Override
    public List<Optional<String>> bounds(double[] phi) {
        return List.of();
    }

    @Override
    public ResidualEstimates estimates(double[] phi) {
        return new ResidualEstimates(List.of(new ResidualEstimates.Named("", "", 1)), List.of());
    }

    @Override
    public double[] draw(double[] phi, SubjectRows rows, DoubleSupplier normals) {
        return DoubleStream.generate(normals).limit(rows.count).toArray();
    }

    @Override
    public double[] covariance(double[] phi, SubjectRows rows, int subject) {
        return SmallMatrices.identity(rows.size(subject));
    }
}
