package org.knime.node;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.page.Page;
import org.knime.core.webui.page.Page.RequireFromFileOrString;
import org.knime.node.parameters.NodeParameters;

/** The view of a node; a stand-in with the signatures of KNIME's. */
public final class DefaultView implements FluentNodeAPI {
    final String description;
    final Page page;
    private final Class<? extends NodeParameters> parametersClass;
    private Function<ViewInput, ?> initialData;
    private DefaultDataService service;

    private DefaultView(Class<? extends NodeParameters> parametersClass, String description, Page page) {
        this.parametersClass = parametersClass;
        this.description = description;
        this.page = page;
    }

    static RequireViewParameters create() {
        return parametersClass ->
                description -> page -> new DefaultView(parametersClass, description, page.apply(Page.create()));
    }

    Optional<Class<? extends NodeParameters>> getParametersClass() {
        return Optional.ofNullable(parametersClass);
    }

    Optional<Function<ViewInput, ?>> data() {
        return Optional.ofNullable(initialData);
    }

    Optional<DefaultDataService> service() {
        return Optional.ofNullable(service);
    }

    public <D> DefaultView initialData(Function<RequireInitialData, DefaultInitialData<D>> initialData) {
        this.initialData = initialData.apply(new RequireInitialData() {
                    @Override
                    public <T> DefaultInitialData<T> data(Function<ViewInput, T> data) {
                        return new DefaultInitialData<>(data);
                    }
                })
                .data;
        return this;
    }

    public DefaultView dataService(Function<RequireDataService, DefaultDataService> dataService) {
        service = dataService.apply(new RequireDataService() {
            @Override
            public SingleHandlerDataService handler(Function<ViewInput, Object> handler) {
                return new SingleHandlerDataService(handler);
            }

            @Override
            public MultipleNamedHandlersDataService addHandler(String name, Function<ViewInput, Object> handler) {
                return new MultipleNamedHandlersDataService().addHandler(name, handler);
            }
        });
        return this;
    }

    /** Asks for the parameters of the view. */
    public interface RequireViewParameters {
        RequireDescription parametersClass(Class<? extends NodeParameters> parametersClass);

        default RequireDescription withoutParameters() {
            return parametersClass(null);
        }
    }

    /** Asks for the description of the view. */
    public interface RequireDescription {
        RequirePage description(String description);
    }

    /** Asks for the page of the view. */
    public interface RequirePage {
        DefaultView page(Function<RequireFromFileOrString, Page> page);
    }

    /** Answers what the page asks. */
    public abstract static class DefaultDataService implements FluentNodeAPI {
        Map<String, Function<ViewInput, Object>> handlers = new LinkedHashMap<>();

        DefaultDataService() {}
    }

    /** What the page gets first. */
    public static final class DefaultInitialData<D> implements FluentNodeAPI {
        private final Function<ViewInput, D> data;

        DefaultInitialData(Function<ViewInput, D> data) {
            this.data = data;
        }
    }

    /** One object answers. */
    public static final class SingleHandlerDataService extends DefaultDataService {
        SingleHandlerDataService(Function<ViewInput, Object> handler) {
            handlers.put("", handler);
        }
    }

    /** Several named objects answer. */
    public static final class MultipleNamedHandlersDataService extends DefaultDataService
            implements AllowAddingNamedHandler {
        MultipleNamedHandlersDataService() {}

        @Override
        public MultipleNamedHandlersDataService addHandler(String name, Function<ViewInput, Object> handler) {
            handlers.put(name, handler);
            return this;
        }
    }

    /** Asks for what the page gets first. */
    public interface RequireInitialData {
        <D> DefaultInitialData<D> data(Function<ViewInput, D> data);
    }

    /** Asks for what answers the page. */
    public interface RequireDataService extends AllowAddingNamedHandler {
        SingleHandlerDataService handler(Function<ViewInput, Object> handler);
    }

    /** Takes named objects that answer the page. */
    public interface AllowAddingNamedHandler {
        MultipleNamedHandlersDataService addHandler(String name, Function<ViewInput, Object> handler);
    }

    /** What the view can show. */
    public interface ViewInput {
        <S extends NodeParameters> S getParameters();

        default BufferedDataTable[] getInternalTables() {
            return Arrays.stream(getInternalPortObjects())
                    .map(BufferedDataTable.class::cast)
                    .toArray(BufferedDataTable[]::new);
        }

        PortObject[] getInternalPortObjects();
    }
}
