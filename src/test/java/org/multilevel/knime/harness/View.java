package org.multilevel.knime.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectHolder;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.knime.core.webui.page.Resource;
import org.knime.node.DefaultView.ViewInput;
import org.knime.node.NodeDefinition;
import org.knime.node.parameters.NodeParameters;

/** The view of a node: its page, and the data that the page asks for first. */
public final class View {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final NodeDefinition definition;
    private final NativeNodeContainer container;

    View(NodeDefinition definition, NativeNodeContainer container) {
        this.definition = definition;
        this.container = container;
    }

    /** Returns the path and the text of the page. */
    public String path() {
        return definition.page().getRelativePath();
    }

    public String page() {
        return text(definition.page());
    }

    /** Returns the text of another file of the page. */
    public String resource(String path) {
        return text(definition.page().getResource(path).orElseThrow(() -> new AssertionError("No resource " + path)));
    }

    private static String text(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the page gets as "result": a text that is JSON arrives as such, any other text as a text. */
    public JsonNode initialData() {
        NodeContext.pushContext(container);
        try {
            Object data = definition.initialData().apply(input());
            return data instanceof String text ? parsed(text) : JSON.valueToTree(data);
        } finally {
            NodeContext.removeLastContext();
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private ViewInput input() {
        return new ViewInput() {
            @Override
            @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
            public <S extends NodeParameters> S getParameters() {
                return (S) definition.viewParametersClass().map(Instances::of).orElse(null);
            }

            @Override
            public PortObject[] getInternalPortObjects() {
                return ((PortObjectHolder) container.getNodeModel()).getInternalPortObjects();
            }
        };
    }
}
