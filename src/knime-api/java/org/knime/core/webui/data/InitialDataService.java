package org.knime.core.webui.data;

import java.util.function.Supplier;

/** Gives a page its first data; a stand-in with the signatures of KNIME's. */
public final class InitialDataService<D> {
    private final Supplier<D> supplier;

    private InitialDataService(Supplier<D> supplier) {
        this.supplier = supplier;
    }

    public String getInitialData() {
        return supplier.get().toString();
    }

    public static <D> InitialDataServiceBuilder<D> builder(Supplier<D> dataSupplier) {
        return new InitialDataServiceBuilder<>(dataSupplier);
    }

    /** Collects what the service needs. */
    public static final class InitialDataServiceBuilder<D> {
        private final Supplier<D> supplier;

        private InitialDataServiceBuilder(Supplier<D> supplier) {
            this.supplier = supplier;
        }

        public InitialDataService<D> build() {
            return new InitialDataService<>(supplier);
        }
    }
}
