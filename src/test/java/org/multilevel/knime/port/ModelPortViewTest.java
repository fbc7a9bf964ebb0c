package org.multilevel.knime.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.node.port.PortView;
import org.knime.core.webui.node.port.PortViewFactory;
import org.knime.core.webui.node.port.PortViewManager;
import org.knime.core.webui.node.port.PortViewManager.PortViews;
import org.multilevel.inference.Inference;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Tables;
import org.multilevel.report.ReportDocument;
import org.multilevel.report.ReportPage;

class ModelPortViewTest {
    private static final MixedModelPortObject PORT =
            Models.fit("Reaction ~ Days + (Days | Subject)", Tables.csv("sleepstudy.csv"));

    private static PortViews registered() {
        assertNotNull(new MixedModelPortObject.Serializer());
        return PortViewManager.getPortViews(MixedModelPortObject.TYPE);
    }

    @SuppressWarnings("unchecked")
    private static PortView view() {
        return ((PortViewFactory<MixedModelPortObject>)
                        registered().viewDescriptors().get(0).viewFactory())
                .createPortView(PORT);
    }

    @Test
    void anExecutedNodesModelPortHasOneView() {
        assertEquals("Model", registered().viewDescriptors().get(0).label());
        assertEquals(List.of(), registered().configuredIndices());
        assertEquals(List.of(0), registered().executedIndices());
    }

    @Test
    void itIsTheReportOnTheModelWithTheLevelThatWasAskedFor() throws IOException {
        try (InputStream page = view().getPage().getInputStream()) {
            assertEquals(ReportPage.html(), new String(page.readAllBytes(), StandardCharsets.UTF_8));
        }
        Optional<InitialDataService<String>> data = view().createInitialDataService();
        assertEquals(
                ReportDocument.of(PORT.model(), Inference.standard().withLevel(0.95))
                        .json(),
                data.orElseThrow().getInitialData());
        assertEquals(Optional.empty(), view().createRpcDataService());
        assertEquals(Optional.empty(), view().createApplyDataService());
    }

    /** KNIME's classes for such views are its own, so that any of its versions may be without them. */
    @Test
    void withoutKnimesClassesForViewsOfPortsThePortsAreThere() throws ReflectiveOperationException {
        ClassLoader without = new WithoutViewsOfPorts();
        String name = MixedModelPortObject.class.getName();
        Class<?> serializer = Class.forName(name + "$Serializer", true, without);
        assertTrue(serializer.getClassLoader() == without);
        assertNotNull(serializer.getConstructor().newInstance());
        Class<?> port = Class.forName(name, true, without);
        assertNotNull(port.getField("TYPE").get(null));
        assertNotNull(port.getConstructor().newInstance());
        assertThrows(LinkageError.class, () -> Class.forName(ModelPortView.class.getName(), true, without));
    }

    /** Defines our classes and KNIME's anew, but for those that are missing. */
    private static final class WithoutViewsOfPorts extends ClassLoader {
        WithoutViewsOfPorts() {
            super(ModelPortViewTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.knime.core.webui.node.port.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.multilevel.") && !name.startsWith("org.knime.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
