package org.multilevel.knime.harness;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.webui.node.dialog.defaultdialog.util.updates.StateComputationFailureException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.updates.ButtonReference;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StandInEffects;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.StateProvider.StateProviderInitializer;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.EnumChoice;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.TypedStringChoice;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.knime.node.parameters.widget.message.TextMessage;

/** An open dialog: what it offers, shows and computes for the parameters as they are. */
public final class Dialog {
    private final Object parameters;
    private final Object element;
    private final NodeParametersInput input;

    Dialog(Object parameters, NodeParametersInput input) {
        this(parameters, parameters, input);
    }

    private Dialog(Object parameters, Object element, NodeParametersInput input) {
        this.parameters = parameters;
        this.element = element;
        this.input = input;
    }

    /** Returns the part of the dialog that shows one element of a list. */
    public Dialog within(String list, int index) {
        return new Dialog(parameters, Array.get(parameter(list).get(element), index), input);
    }

    private Parameter parameter(String name) {
        return Parameter.of(element.getClass()).stream()
                .filter(parameter -> parameter.field().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No parameter " + name + " in " + element.getClass()));
    }

    /** Returns the choices that a parameter offers, a column filter's included. */
    public List<String> choices(String name) {
        Parameter parameter = parameter(name);
        Class<?> provider = parameter
                .annotation(ChoicesProvider.class)
                .<Class<?>>map(ChoicesProvider::value)
                .or(() -> parameter.annotation(ColumnFilterWidget.class).map(ColumnFilterWidget::choicesProvider))
                .orElseThrow(() -> new AssertionError(name + " offers no choices"));
        return ((List<?>) computed(provider)).stream().map(Dialog::id).toList();
    }

    private static String id(Object choice) {
        if (choice instanceof TypedStringChoice typed) {
            return typed.id();
        }
        return choice instanceof EnumChoice<?> constant ? constant.id().name() : ((StringChoice) choice).id();
    }

    /** Returns the message that is shown at a parameter; empty where there is none. */
    public Optional<TextMessage.Message> message(String name) {
        Object state = computed(
                annotated(name, parameter(name).annotation(TextMessage.class)).value());
        return ((Optional<?>) state).map(TextMessage.Message.class::cast);
    }

    /** Returns the value that the dialog computes for a parameter. */
    public Object providedValue(String name) {
        return computed(
                annotated(name, parameter(name).annotation(ValueProvider.class)).value());
    }

    /** Returns the element that the button of a list adds. */
    public Object addedElement(String name) {
        Class<?> provider =
                annotated(name, parameter(name).annotation(ArrayWidget.class)).elementDefaultValueProvider();
        return provider == StateProvider.class
                ? Instances.of(parameter(name).type().getComponentType())
                : computed(provider);
    }

    /** Returns the value that an optional parameter starts with when it is switched on. */
    public Object startOf(String name) {
        return computed(annotated(name, parameter(name).annotation(OptionalWidget.class))
                .defaultProvider());
    }

    private static <A> A annotated(String name, Optional<A> annotation) {
        return annotation.orElseThrow(() -> new AssertionError(name + " lacks the annotation"));
    }

    /** Tells whether a parameter is there and can be changed. */
    public boolean isActive(String name) {
        Optional<Effect> effect = parameter(name).annotation(Effect.class);
        if (effect.isEmpty()) {
            return true;
        }
        boolean holds =
                StandInEffects.holds(Instances.of(effect.get().predicate()).init(new Conditions(this, input)));
        EffectType type = effect.get().type();
        return holds == (type == EffectType.SHOW || type == EffectType.ENABLE);
    }

    /** Returns the state that a provider computes now. */
    public Object computed(Class<?> provider) {
        StateProvider<?> made = (StateProvider<?>) Instances.of(provider);
        made.init(new Initializer());
        try {
            return made.computeState(input);
        } catch (StateComputationFailureException e) {
            throw new AssertionError("KNIME leaves the dialog as it was: " + e.getMessage(), e);
        }
    }

    /** Returns the value of the parameter that has this name: in the element first, then in the whole. */
    Object value(Class<?> reference) {
        return find(element, reference)
                .or(() -> find(parameters, reference))
                .orElseThrow(() -> new AssertionError("No parameter has the reference " + reference.getName()))
                .value();
    }

    private record Found(Object value) {}

    private static Optional<Found> find(Object owner, Class<?> reference) {
        for (Parameter parameter : Parameter.of(owner.getClass())) {
            Optional<ValueReference> named = parameter.annotation(ValueReference.class);
            if (named.filter(each -> each.value() == reference).isPresent()) {
                return Optional.of(new Found(parameter.get(owner)));
            }
            if (parameter.isNested()) {
                Optional<Found> within = find(parameter.get(owner), reference);
                if (within.isPresent()) {
                    return within;
                }
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private final class Initializer implements StateProviderInitializer {
        @Override
        public NodeParametersInput getNodeParametersInput() {
            return input;
        }

        @Override
        public <T> Supplier<T> computeFromValueSupplier(Class<? extends ParameterReference<T>> ref) {
            return getValueSupplier(ref);
        }

        @Override
        public <T> Supplier<T> getValueSupplier(Class<? extends ParameterReference<T>> ref) {
            return () -> (T) value(ref);
        }

        @Override
        public <T> void computeOnValueChange(Class<? extends ParameterReference<T>> id) {
            value(id);
        }

        @Override
        public <T> Supplier<T> computeFromProvidedState(Class<? extends StateProvider<T>> stateProviderClass) {
            return () -> (T) computed(stateProviderClass);
        }

        @Override
        public void computeOnButtonClick(Class<? extends ButtonReference> ref) {}

        @Override
        public void computeBeforeOpenDialog() {}

        @Override
        public void computeAfterOpenDialog() {}
    }
}
