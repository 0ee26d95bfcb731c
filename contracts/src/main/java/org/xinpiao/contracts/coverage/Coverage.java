package org.xinpiao.contracts.coverage;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/** Who is insured where, for the other contracts to ask. */
public final class Coverage {

    /** Most enrolments of one person in one insurance type. */
    static final int PER_PERSON_MAX = 100;

    /** 310 employee, 390 resident. */
    private static final List<String> INSUTYPES = List.of("310", "390");

    private Coverage() {}

    /** State key of an enrolment. */
    public static String key(Enrolment enrolment) {
        return prefix(enrolment.getPerson(), enrolment.getInsutype())
                + String.format(Locale.ROOT, "%06d", enrolment.getFromDay());
    }

    /** The enrolment that covers the day; null when there is none. */
    public static @Nullable Enrolment enrolledOn(
            State state, ByteString person, String insutype, int day) {
        for (Enrolment enrolment : enrolments(state, person, insutype)) {
            if (enrolment.getFromDay() <= day && day <= lastDay(enrolment)) {
                return enrolment;
            }
        }
        return null;
    }

    /** The enrolment that began last, under any insurance type; null when there is none. */
    public static @Nullable Enrolment latest(State state, ByteString person) {
        Enrolment latest = null;
        for (String insutype : INSUTYPES) {
            for (Enrolment each : enrolments(state, person, insutype)) {
                if (latest == null || each.getFromDay() > latest.getFromDay()) {
                    latest = each;
                }
            }
        }
        return latest;
    }

    /** Enrolments of a person in the order of their first days. */
    static List<Enrolment> enrolments(State state, ByteString person, String insutype) {
        List<Enrolment> enrolments = new ArrayList<>();
        for (var entry : state.scan(prefix(person, insutype), PER_PERSON_MAX)) {
            enrolments.add(Wire.value(entry.getKey(), entry.getValue(), Enrolment.parser()));
        }
        return enrolments;
    }

    static int lastDay(Enrolment enrolment) {
        return enrolment.getToDay() == 0 ? Integer.MAX_VALUE : enrolment.getToDay();
    }

    /** Employee and resident insurance: the two that a policy pays from. */
    static boolean isInsutype(String insutype) {
        return INSUTYPES.contains(insutype);
    }

    private static String prefix(ByteString person, String insutype) {
        return "coverage/enrolment/"
                + HexFormat.of().formatHex(person.toByteArray())
                + '/'
                + insutype
                + '/';
    }
}
