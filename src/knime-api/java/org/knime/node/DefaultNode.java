package org.knime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.DefaultView.RequireViewParameters;
import org.knime.node.RequirePorts.DynamicPortsAdder;

/** The definition of a node; a stand-in with the signatures of KNIME's. */
public final class DefaultNode implements FluentNodeAPI {
    final Texts texts;
    final List<PortGroup> ports;
    final DefaultModel model;
    final List<String> externalResources = new ArrayList<>();
    final List<String> keywords = new ArrayList<>();
    private NodeType nodeType;
    private DefaultView view;

    private DefaultNode(Texts texts, Consumer<DynamicPortsAdder> ports, DefaultModel model) {
        this.texts = texts;
        this.ports = PortGroup.defined(ports);
        this.model = model;
    }

    /** What a node says of itself. */
    record Texts(String name, String icon, String shortDescription, String fullDescription, String sinceVersion) {}

    public static RequireName create() {
        return name -> icon -> shortText -> fullText -> (major, minor, revision) -> ports -> model -> new DefaultNode(
                new Texts(name, icon, shortText, fullText, major + "." + minor + "." + revision),
                ports,
                model.apply(DefaultModel.create()));
    }

    public DefaultNode addView(Function<RequireViewParameters, DefaultView> view) {
        if (this.view != null) {
            throw new UnsupportedOperationException("Multiple views per node are not supported yet.");
        }
        this.view = view.apply(DefaultView.create());
        return this;
    }

    Optional<DefaultView> getView() {
        return Optional.ofNullable(view);
    }

    public DefaultNode nodeType(NodeType nodeType) {
        if (this.nodeType != null) {
            throw new IllegalStateException("nodeType() has already been called; a node can only have one node type.");
        }
        this.nodeType = nodeType;
        return this;
    }

    Optional<NodeType> type() {
        return Optional.ofNullable(nodeType);
    }

    public DefaultNode keywords(String... keywords) {
        if (!this.keywords.isEmpty()) {
            throw new IllegalStateException(
                    "keywords() has already been called; a node can only have one list of keywords.");
        }
        this.keywords.addAll(List.of(keywords));
        return this;
    }

    public DefaultNode addExternalResource(String href, String description) {
        externalResources.add(href);
        return this;
    }

    /** Asks for the name. */
    public interface RequireName {
        RequireIcon name(String name);
    }

    /** Asks for the icon, a file beside the factory. */
    public interface RequireIcon {
        RequireShortDescription icon(String icon);
    }

    /** Asks for a sentence about the node. */
    public interface RequireShortDescription {
        RequireFullDescription shortDescription(String shortDescription);
    }

    /** Asks for the description. */
    public interface RequireFullDescription {
        RequireSinceVersion fullDescription(String fullDescription);
    }

    /** Asks since when the node exists. */
    public interface RequireSinceVersion {
        RequirePorts sinceVersion(int major, int minor, int revision);
    }

    /** Asks what the node does. */
    public interface RequireModel {
        DefaultNode model(Function<RequireModelParameters, DefaultModel> model);
    }
}
