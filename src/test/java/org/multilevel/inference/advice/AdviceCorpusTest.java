package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Problems whose cause is known, and models without a problem. A cause counts as named where it is the kind of one of the first three
 * findings.
 */
class AdviceCorpusTest {
    private static final int NAMED_AMONG = 3;

    @Test
    void theCauseOfAProblemIsNamed() {
        List<Faults.Fault> faults = Faults.of(1);
        List<String> missed = faults.stream()
                .filter(fault -> !isNamed(fault))
                .map(fault -> fault + " -> "
                        + alarms(fault.model(), fault.table()).stream()
                                .map(Finding::kind)
                                .toList())
                .toList();
        assertTrue(faults.size() >= 40, "only " + faults.size());
        assertTrue(
                missed.size() <= faults.size() / 20, missed.size() + " of " + faults.size() + " are missed: " + missed);
    }

    @Test
    void nothingIsSaidOfModelsThatFitTheirData() {
        List<String> alarms = new ArrayList<>();
        List<Healthy.Case> cases = LongStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(seed -> Healthy.of(seed).stream())
                .toList();
        assertEquals(200, cases.size());
        cases.forEach(healthy -> alarms(healthy.model(), healthy.table())
                .forEach(finding -> alarms.add(healthy.design() + ": " + finding.text())));
        assertEquals(List.of(), alarms);
    }

    static boolean isNamed(Faults.Fault fault) {
        return alarms(fault.model(), fault.table()).stream()
                .limit(NAMED_AMONG)
                .anyMatch(finding -> finding.kind() == fault.kind());
    }

    /** Returns what a host says: of a fit with its table, or of the table alone where no fit is possible. */
    static List<Finding> alarms(LinearMixedModel model, Table table) {
        List<Finding> all;
        try {
            TableCheck check = TableCheck.beside(model, table, Progress.NONE);
            MixedModel fit = model.fit(check.table());
            all = Advice.of(check.told(fit));
        } catch (ModelException refused) {
            all = TableCheck.of(model, table, Progress.NONE);
        }
        return all.stream().filter(finding -> finding.kind().isAlarm()).toList();
    }

    /** Prints the rates for seeds that no threshold was chosen on: arguments are the first seed and how many. */
    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        long seeds = Long.parseLong(arguments[1]);
        int named = 0;
        int foremost = 0;
        int all = 0;
        int alarmed = 0;
        int healthy = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            for (Faults.Fault fault : Faults.of(seed)) {
                all++;
                List<Finding> alarms = alarms(fault.model(), fault.table());
                named += isNamed(fault) ? 1 : 0;
                foremost += !alarms.isEmpty() && alarms.get(0).kind() == fault.kind() ? 1 : 0;
                if (!isNamed(fault)) {
                    System.out.println("missed " + fault + " -> "
                            + alarms.stream().map(Finding::kind).toList());
                }
            }
            for (Healthy.Case one : Healthy.of(seed)) {
                healthy++;
                List<Finding> alarms = alarms(one.model(), one.table());
                alarmed += alarms.isEmpty() ? 0 : 1;
                alarms.forEach(finding -> System.out.println("alarm " + one.design() + ": " + finding.text()));
            }
        }
        System.out.println(named + " of " + all + " named, " + foremost + " of them first; " + alarmed + " of "
                + healthy + " healthy fits with an alarm");
    }
}
