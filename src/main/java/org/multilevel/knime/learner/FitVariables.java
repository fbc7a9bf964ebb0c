package org.multilevel.knime.learner;

import java.util.List;
import org.knime.core.node.workflow.FlowObjectStack;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.knime.core.node.workflow.VariableType.BooleanType;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.inference.shares.Icc;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.MixedModel;

/** Hands the numbers by which models are compared and branches are chosen to the nodes that follow, as flow variables. */
final class FitVariables {
    /** Tells the variables apart from those of other nodes in the same branch. */
    static final String PREFIX = "mixed_model_";

    private FitVariables() {}

    /** Pushes log_likelihood, aic, bic, icc (NaN where a slope varies or rows are weighted), converged and singular, with the prefix. */
    static void push(MixedModel model) {
        NodeContext context = NodeContext.getContext();
        if (context != null && context.getNodeContainer() instanceof NativeNodeContainer node) {
            FlowObjectStack stack = node.getOutgoingFlowObjectStack();
            // The variable pushed last stands on top of the list that a user sees.
            List<FlowVariable> variables = of(model);
            for (int k = variables.size() - 1; k >= 0; k--) {
                FlowVariable variable = variables.get(k);
                stack.push(variable);
            }
        }
    }

    /** Returns the variables; a singular fit is an optimum, so it has converged. */
    static List<FlowVariable> of(MixedModel model) {
        FitStatistics statistics = model.statistics();
        Verdict.Status status = model.verdict().status();
        return List.of(
                new FlowVariable(PREFIX + "log_likelihood", statistics.logLikelihood()),
                new FlowVariable(PREFIX + "aic", statistics.aic()),
                new FlowVariable(PREFIX + "bic", statistics.bic()),
                new FlowVariable(PREFIX + "icc", Icc.of(model).orElse(Double.NaN)),
                new FlowVariable(PREFIX + "converged", BooleanType.INSTANCE, status != Verdict.Status.NOT_CONVERGED),
                new FlowVariable(PREFIX + "singular", BooleanType.INSTANCE, status == Verdict.Status.SINGULAR));
    }
}
