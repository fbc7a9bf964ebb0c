package org.multilevel.bench;

import java.util.concurrent.TimeUnit;
import org.multilevel.data.Table;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
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
import org.openjdk.jmh.annotations.Warmup;

/** Times a whole fit from data in memory: the median is the 0.50 percentile of what JMH prints. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class FitBenchmark {
    /** The title of the {@link Case}. */
    @Param({"sleepstudy", "hsb", "insteval", "insteval-three", "synthetic"})
    public String title;

    private LinearMixedModel model;
    private Table table;

    /** Brings the table into memory. */
    @Setup
    public void load() {
        Case chosen = Case.of(title);
        model = chosen.model();
        table = chosen.inMemory();
    }

    /** Fits the model. */
    @Benchmark
    public MixedModel fit() {
        return model.fit(table);
    }
}
