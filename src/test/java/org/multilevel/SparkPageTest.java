package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.spark.LocalSpark;

/** The code on the page about Spark runs and gives lme4's numbers. */
class SparkPageTest {
    @TempDir
    private Path folder;

    @Test
    void theJavaCodeRuns() throws ReflectiveOperationException {
        LocalSpark.session();
        JavaProgram program = JavaProgram.run(Page.read("spark.md"), folder, "slope", "added", "correlation");
        // lme4 1.1-31 with bobyqa and rhoend = 1e-12, the second by ML
        assertEquals(2.39381318913, program.number("slope"), 1e-6);
        assertEquals(-0.112898727147, program.number("correlation"), 1e-5);
        assertEquals(List.of("prediction", "prediction_population", "prediction_std_error"), program.value("added"));
    }
}
