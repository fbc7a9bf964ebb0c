package org.multilevel.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets Jackson up so that it takes nothing for granted, and tells in a few words where it stumbled. */
final class ModelJson {
    /** What an optional text is where a file lacks it. */
    static final String ABSENT = "";

    /** Marks the texts that may be absent. */
    static final String OPTIONAL_TEXT = "optional text";

    /** Marks the lists that may be absent; they are then empty. */
    static final String OPTIONAL_LIST = "optional list";

    /** Marks the information, which files of version 1 lack; two fields of one object may not share a mark. */
    static final String OPTIONAL_INFORMATION = "optional information";

    /** Marks a second list of an object that may be absent: what is injected must be told apart within an object. */
    static final String SECOND_OPTIONAL_LIST = "second optional list";

    /** Marks a third one. */
    static final String THIRD_OPTIONAL_LIST = "third optional list";

    /** Marks the maps that may be absent; they are then empty. */
    static final String OPTIONAL_MAP = "optional map";

    /** Marks what a check of the table found. */
    static final String OPTIONAL_FINDINGS = "optional findings";

    /** Marks how columns vary over the rows. */
    static final String OPTIONAL_ROWS = "optional rows";

    /** Marks what a generalised model has. */
    static final String OPTIONAL_GENERALISED = "optional generalised";

    static final String OPTIONAL_STRUCTURES = "optional structures";
    static final String OPTIONAL_APPROXIMATION = "optional approximation";
    static final String OPTIONAL_CARRIED = "optional carried rows";

    private static final Pattern MISSING = Pattern.compile("creator property '([^']+)'");

    private ModelJson() {}

    /**
     * Returns a mapper that reads strictly (unknown fields apart) and writes numbers in their shortest form that reads back to the
     * same bits; NaN and infinities are the texts {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}.
     */
    static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(50).build())
                .build();
        ObjectMapper mapper = JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .defaultPrettyPrinter(printer())
                .enable(
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        mapper.setInjectableValues(new InjectableValues.Std()
                .addValue(OPTIONAL_TEXT, ABSENT)
                .addValue(OPTIONAL_LIST, List.of())
                .addValue(SECOND_OPTIONAL_LIST, List.of())
                .addValue(OPTIONAL_INFORMATION, List.of())
                .addValue(THIRD_OPTIONAL_LIST, List.of())
                .addValue(OPTIONAL_ROWS, List.of())
                .addValue(OPTIONAL_FINDINGS, List.of())
                .addValue(OPTIONAL_GENERALISED, List.of())
                .addValue(OPTIONAL_STRUCTURES, List.of())
                .addValue(OPTIONAL_APPROXIMATION, List.of())
                .addValue(OPTIONAL_CARRIED, List.of())
                .addValue(OPTIONAL_MAP, Map.of()));
        mapper.setDefaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL));
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /** Returns what is wrong with a document, naming the field. */
    static String fault(JsonMappingException e) {
        String path = path(e);
        Matcher missing = MISSING.matcher(String.valueOf(e.getOriginalMessage()));
        if (missing.find() && !path.endsWith(missing.group(1))) {
            path = path.isEmpty() ? missing.group(1) : path + "." + missing.group(1);
        }
        return path.isEmpty() ? "it is not one whole object" : "\"" + path + "\" is missing or not what it must be";
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    /** Every object field on its own line, every array on one line: an array may have 100,000 numbers. */
    private static DefaultPrettyPrinter printer() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withArrayValueSpacing(Spacing.NONE);
        return new DefaultPrettyPrinter(separators)
                .withObjectIndenter(new DefaultIndenter(" ", "\n"))
                .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter());
    }
}
