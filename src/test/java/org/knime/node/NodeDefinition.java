package org.knime.node;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortType;
import org.knime.core.webui.page.Page;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultModel.RearrangeColumnsDefaultModel;
import org.knime.node.DefaultModel.RearrangeColumnsInput;
import org.knime.node.DefaultModel.RearrangeColumnsOutput;
import org.knime.node.DefaultModel.StandardDefaultModel;
import org.knime.node.DefaultView.ViewInput;
import org.knime.node.parameters.NodeParameters;
import org.multilevel.knime.streaming.StreamedNodeFactory;

/** What a factory defines, for tests: in KNIME only the platform reads it. */
public record NodeDefinition(ConfigurableNodeFactory<?> factory, DefaultNode node) {
    /** Returns what KNIME's factory of definitions is given, or ours of nodes that stream. */
    public static NodeDefinition of(ConfigurableNodeFactory<?> factory) {
        DefaultNodeFactory described =
                factory instanceof StreamedNodeFactory streamed ? streamed.described() : (DefaultNodeFactory) factory;
        return new NodeDefinition(factory, described.definition);
    }

    /** A group of ports: its id is saved in workflows. */
    public record Group(
            String id, boolean input, String name, String description, List<PortType> types, boolean extendable) {}

    public String name() {
        return node.texts.name();
    }

    public String icon() {
        return node.texts.icon();
    }

    public String shortDescription() {
        return node.texts.shortDescription();
    }

    public String fullDescription() {
        return node.texts.fullDescription();
    }

    public String sinceVersion() {
        return node.texts.sinceVersion();
    }

    public List<String> keywords() {
        return List.copyOf(node.keywords);
    }

    public Optional<NodeType> type() {
        return node.type();
    }

    public List<Group> ports() {
        return node.ports.stream()
                .map(group -> new Group(
                        group.id,
                        group.input,
                        group.name,
                        group.description,
                        List.copyOf(group.types),
                        group.extendable))
                .toList();
    }

    /** Returns the types of the inputs or of the outputs; an extendable group has as many ports as the count leaves. */
    public List<PortType> types(boolean input, int count) {
        List<Group> groups =
                ports().stream().filter(group -> group.input() == input).toList();
        int fixed = (int) groups.stream().filter(group -> !group.extendable()).count();
        return groups.stream()
                .flatMap(group -> group.extendable()
                        ? Stream.generate(() -> group.types().get(0)).limit(Math.max(0, count - fixed))
                        : group.types().stream())
                .toList();
    }

    public Optional<Class<? extends NodeParameters>> parametersClass() {
        return node.model.getParametersClass();
    }

    public boolean rearranges() {
        return node.model instanceof RearrangeColumnsDefaultModel;
    }

    public void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        ((StandardDefaultModel) node.model).configure.accept(input, output);
    }

    public void execute(ExecuteInput input, ExecuteOutput output) throws CanceledExecutionException, KNIMEException {
        ((StandardDefaultModel) node.model).execute.accept(input, output);
    }

    public void rearrange(RearrangeColumnsInput input, RearrangeColumnsOutput output) throws InvalidSettingsException {
        ((RearrangeColumnsDefaultModel) node.model).rearrange.accept(input, output);
    }

    public boolean hasView() {
        return node.getView().isPresent();
    }

    public Page page() {
        return node.getView().orElseThrow().page;
    }

    public Optional<Class<? extends NodeParameters>> viewParametersClass() {
        return node.getView().flatMap(DefaultView::getParametersClass);
    }

    /** Returns what gives the page its first data. */
    public Function<ViewInput, ?> initialData() {
        return node.getView().flatMap(DefaultView::data).orElseThrow();
    }

    /** Returns the names of the objects that answer the page. */
    public Set<String> services() {
        return node.getView()
                .flatMap(DefaultView::service)
                .map(service -> service.handlers.keySet())
                .orElse(Set.of());
    }
}
