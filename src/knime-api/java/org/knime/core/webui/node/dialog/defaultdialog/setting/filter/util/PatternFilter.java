package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.knime.node.parameters.persistence.Persistable;

/** Names that match a pattern; a stand-in with the signatures of KNIME's. */
public class PatternFilter implements Persistable {
    public String m_pattern = "";
    public boolean m_isCaseSensitive;
    public boolean m_isInverted;

    public PatternFilter() {}

    /** How the pattern is read. */
    public enum PatternMode {
        REGEX,
        WILDCARD
    }

    public Predicate<String> getIsSelectedPredicate(PatternMode mode) {
        String pattern = cased(m_pattern);
        if (pattern.isEmpty()) {
            return name -> m_isInverted;
        }
        Pattern compiled = Pattern.compile(mode == PatternMode.REGEX ? pattern : regex(pattern), Pattern.DOTALL);
        return name -> compiled.matcher(cased(name)).matches() != m_isInverted;
    }

    private String cased(String text) {
        return m_isCaseSensitive ? text : text.toLowerCase(Locale.getDefault());
    }

    private static String regex(String wildcards) {
        return wildcards
                .chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
    }
}
