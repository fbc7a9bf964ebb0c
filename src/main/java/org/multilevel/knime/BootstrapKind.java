package org.multilevel.knime;

import org.knime.node.parameters.widget.choices.Label;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.result.OptionWords;

/** How bootstrap intervals are made, as dialogs offer it; the names of the constants are saved in workflows. */
public enum BootstrapKind {
    /** Quantiles. */
    @Label(value = "Percentile", description = OptionWords.PERCENTILE)
    PERCENTILE(ParametricBootstrap.Kind.PERCENTILE),

    /** Turned around. */
    @Label(value = "Basic", description = OptionWords.BASIC)
    BASIC(ParametricBootstrap.Kind.BASIC),

    /** Corrected. */
    @Label(value = "Bias-corrected", description = OptionWords.BC)
    BC(ParametricBootstrap.Kind.BC),

    /** Corrected twice. */
    @Label(value = "Bias-corrected and accelerated", description = OptionWords.BCA)
    BCA(ParametricBootstrap.Kind.BCA);

    private final ParametricBootstrap.Kind kind;

    BootstrapKind(ParametricBootstrap.Kind kind) {
        this.kind = kind;
    }

    /** Returns the same in the words of the core. */
    public ParametricBootstrap.Kind kind() {
        return kind;
    }
}
