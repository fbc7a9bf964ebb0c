package org.multilevel.knime.harness;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.NodeDefinition;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.multilevel.knime.UnknownChoices;

/** Finds what KNIME would not take in the parameters of a node, or what would leave a user without a word. */
public final class ParametersCheck {
    private final List<String> problems = new ArrayList<>();

    private ParametersCheck() {}

    /** Returns a line for each problem of the node's parameters on inputs of these specifications. */
    public static List<String> problems(ConfigurableNodeFactory<?> factory, PortObjectSpec... in) {
        ParametersCheck check = new ParametersCheck();
        NodeDefinition definition = NodeDefinition.of(factory);
        definition.parametersClass().ifPresent(type -> {
            check.checkClass(type);
            NodeRun node = NodeRun.of(factory).defaults(in);
            check.checkValues(node.parameters(NodeParameters.class), node.dialog(in));
            check.checkRoundTrip(node);
        });
        return check.problems;
    }

    private void checkClass(Class<?> type) {
        if (Instances.constructor(type).isEmpty()) {
            problems.add(type.getSimpleName() + " has no constructor without arguments");
        }
        for (var field : type.getDeclaredFields()) {
            if (Modifier.isPrivate(field.getModifiers())
                    && !Modifier.isStatic(field.getModifiers())
                    && !field.isSynthetic()) {
                problems.add(field + " is private and would not be saved");
            }
        }
        for (Parameter parameter : Parameter.of(type)) {
            checkType(parameter);
            checkTexts(parameter);
        }
    }

    private void checkType(Parameter parameter) {
        if (parameter.type() == ColumnFilter.class) {
            if (parameter.annotation(ColumnFilterWidget.class).isEmpty()) {
                problems.add(parameter.name() + " has no @ColumnFilterWidget");
            }
        } else if (parameter.isNested()) {
            checkClass(parameter.type());
        } else if (parameter.isArrayOfNested()) {
            checkClass(parameter.type().getComponentType());
        } else if (!SavedValue.isSupported(parameter.type())) {
            problems.add(parameter.name() + " is of a type that is not saved: " + parameter.type());
        }
        if (parameter.isOptional() && parameter.annotation(OptionalWidget.class).isEmpty()) {
            problems.add(parameter.name() + " has no @OptionalWidget");
        }
        if (parameter.type().isEnum()) {
            Arrays.stream(parameter.type().getFields())
                    .filter(field -> field.isEnumConstant() && !field.isAnnotationPresent(Label.class))
                    .forEach(field -> problems.add(field.getName() + " of " + parameter.name() + " has no @Label"));
        }
    }

    private void checkTexts(Parameter parameter) {
        Optional<Widget> widget = parameter.annotation(Widget.class);
        boolean hidden =
                parameter.annotation(Persist.class).filter(Persist::hidden).isPresent()
                        || parameter
                                .annotation(Persistor.class)
                                .filter(own -> UnknownChoices.class.isAssignableFrom(own.value()))
                                .isPresent();
        if (widget.isEmpty() && !hidden && parameter.type() != Void.class && !parameter.isNested()) {
            problems.add(parameter.name() + " has no widget and is not hidden");
        }
        widget.filter(texts -> texts.title().isBlank() || texts.description().isBlank())
                .ifPresent(texts -> problems.add(parameter.name() + " lacks a title or a description"));
        widget.filter(texts -> !texts.description().isBlank()
                        && !texts.description().strip().endsWith("."))
                .ifPresent(texts -> problems.add("the description of " + parameter.name() + " is no sentence"));
    }

    /** Nothing is null, and all that the dialog computes can be computed. */
    private void checkValues(Object parameters, Dialog dialog) {
        for (Parameter parameter : Parameter.of(parameters.getClass())) {
            String name = parameter.field().getName();
            Object value = parameter.get(parameters);
            if (value == null && parameter.type() != Void.class) {
                problems.add(name + " is null");
                continue;
            }
            attempt(name, () -> compute(parameter, name, dialog));
            if (parameter.isArrayOfNested()) {
                for (int i = 0; i < Array.getLength(value); i++) {
                    checkValues(Array.get(value, i), dialog.within(name, i));
                }
            } else if (parameter.isNested() && parameter.type() != ColumnFilter.class) {
                problems.add(name + " is nested, which the dialog of the tests does not look into");
            }
        }
    }

    private static void compute(Parameter parameter, String name, Dialog dialog) {
        dialog.isActive(name);
        if (parameter.annotation(ChoicesProvider.class).isPresent()
                || parameter.annotation(ColumnFilterWidget.class).isPresent()) {
            dialog.choices(name);
        }
        if (parameter.annotation(TextMessage.class).isPresent()) {
            dialog.message(name);
        }
        if (parameter.annotation(ValueProvider.class).isPresent()) {
            dialog.providedValue(name);
        }
        if (parameter.annotation(ArrayWidget.class).isPresent()) {
            dialog.addedElement(name);
        }
        if (parameter.annotation(OptionalWidget.class).isPresent()) {
            dialog.startOf(name);
        }
    }

    private void attempt(String name, Runnable computation) {
        try {
            computation.run();
        } catch (RuntimeException | AssertionError e) {
            problems.add(name + " fails in the dialog: " + e);
        }
    }

    /** What is saved is loaded as it was. */
    private void checkRoundTrip(NodeRun node) {
        String saved = SavedParameters.xml(node.save());
        try {
            node.load(SavedParameters.ofXml(saved));
            if (!SavedParameters.xml(node.save()).equals(saved)) {
                problems.add("settings change when they are saved and loaded");
            }
        } catch (InvalidSettingsException e) {
            problems.add("saved settings are refused: " + e.getMessage());
        }
    }
}
