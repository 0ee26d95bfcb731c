package org.xinpiao.simulator;

import static org.xinpiao.simulator.HisMessage.Expectation.ACCEPTED;
import static org.xinpiao.simulator.HisMessage.Expectation.REFUSED;
import static org.xinpiao.simulator.HisMessage.Expectation.SAME_ANSWER;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what the hospital systems send: bills, and all that happens to some of them
 * afterwards.
 */
final class Script {

    /**
     * What follows a bill happens within these days, so that the whole story ends in the period.
     */
    private static final int FOLLOW_UP_DAYS = 4;

    private static final List<String> REFUND_REASONS =
            List.of("患者退药", "检查项目取消", "收费项目录入错误", "重复收费");

    private final SplitMix random;
    private final VisitMaker maker;
    private final Scale scale;
    private final List<Visit> pool;
    private final List<HisMessage> messages = new ArrayList<>();
    private final Map<String, Integer> paperNumbers = new HashMap<>();

    Script(SplitMix random, VisitMaker maker, Scale scale, List<Visit> visits) {
        this.random = random;
        this.maker = maker;
        this.scale = scale;
        this.pool = new ArrayList<>(visits);
        random.shuffle(pool);
        visits.forEach(visit -> issue(visit, sentAt(visit)));
    }

    /** A bill that is issued and of which nothing else is told here. */
    void add(Visit visit) {
        issue(visit, sentAt(visit));
    }

    /** Takes a visit out of those that nothing else happens to. */
    Visit take(Predicate<Visit> wanted) {
        return poll(wanted)
                .orElseThrow(() -> new IllegalStateException("too few visits of the kind wanted"));
    }

    /** As {@link #take}, empty when there is none. */
    Optional<Visit> poll(Predicate<Visit> wanted) {
        Optional<Visit> found = pool.stream().filter(wanted).findFirst();
        found.ifPresent(pool::remove);
        return found;
    }

    /** A visit whose bill went out at once, early enough for a story. */
    boolean early(Visit visit) {
        return !late(visit)
                && visit.settled().toLocalDate().isBefore(scale.end().minusDays(FOLLOW_UP_DAYS));
    }

    /** All the stories but the claims. */
    void tell() {
        int share = scale.visits() / 30;
        for (int i = 0; i < share; i++) {
            Visit visit = take(this::early);
            LocalDateTime when = reverse(visit);
            if (i % 3 != 2) {
                add(maker.reissue(visit, when.plusMinutes(2)));
            }
        }
        for (int i = 0; i < share + 2; i++) {
            paper(take(this::early), i);
        }
        for (int i = 0; i < 3; i++) {
            Visit visit = take(this::early);
            LocalDateTime again = sentAt(visit).plusSeconds(45);
            send(visit.kind().method(), visit, again, SAME_ANSWER, Wire.body(visit));
        }
        for (int i = 0; i < 2; i++) {
            Visit visit = take(this::early);
            ObjectNode wrong = Wire.body(visit);
            wrong.put("totalAmt", Json.yuan(visit.money().total() + 1));
            send(visit.kind().method(), visit, sentAt(visit).minusSeconds(50), REFUSED, wrong);
        }
        for (int i = 0; i < 5; i++) {
            Visit visit = take(this::early);
            send(Methods.STATE, visit, sentAt(visit).plusHours(3), ACCEPTED, bill(visit));
        }
    }

    /** A write-off some hours after the bill; answers when. */
    LocalDateTime reverse(Visit visit) {
        LocalDateTime when = sentAt(visit).plusMinutes(random.between(60, 1_500));
        writeOff(visit, when, ACCEPTED);
        return when;
    }

    /** Each institution's questions at the end of the last day. */
    void reconcile(List<Institution> institutions) {
        LocalDateTime when = scale.end().atTime(23, 10);
        String day = Times.day(scale.end());
        for (Institution institution : institutions) {
            ObjectNode byDate =
                    Json.object()
                            .put("busBgnDate", day + "000000000")
                            .put("busEndDate", day + "235959999")
                            .put("placeCode", institution.places().get(0).code())
                            .put("dataType", "1");
            ask(Methods.BY_DATE, institution, when, byDate);
            for (Institution.Place place : institution.places()) {
                ObjectNode total = Json.object().put("placeCode", place.code()).put("busDate", day);
                ask(Methods.CHECK_TOTAL, institution, when.plusSeconds(5), total);
            }
            ObjectNode refunds =
                    Json.object()
                            .put("placeCode", institution.places().get(0).code())
                            .put("busType", "02")
                            .put("busDate", day);
            ask(Methods.CHECK_WRITE_OFF, institution, when.plusSeconds(10), refunds);
        }
    }

    List<HisMessage> inOrder() {
        messages.sort(Comparator.comparing(HisMessage::sentAt));
        return List.copyOf(messages);
    }

    /** When the platform gets the bill: seconds after the charge, or once the line is back. */
    static LocalDateTime sentAt(Visit visit) {
        for (Institution.Outage outage : visit.institution().outages()) {
            if (outage.contains(visit.settled())) {
                // In the order of the charges: one minute of the outage takes one millisecond.
                long minutes = Duration.between(outage.from(), visit.settled()).toMinutes();
                return outage.to().plusNanos(minutes * 1_000_000L);
            }
        }
        return visit.settled().plusNanos(1_250_000_000L);
    }

    private static boolean late(Visit visit) {
        return visit.institution().outages().stream()
                .anyMatch(outage -> outage.contains(visit.settled()));
    }

    private void issue(Visit visit, LocalDateTime when) {
        send(visit.kind().method(), visit, when, ACCEPTED, Wire.body(visit));
    }

    private void paper(Visit visit, int story) {
        LocalDateTime when = sentAt(visit).plusMinutes(random.between(3, 600));
        String number = nextPaper(visit.institution());
        convert(Methods.TURN_PAPER, visit, number, when);
        if (story == 0) {
            convert(
                    Methods.RETURN_PAPER,
                    visit,
                    nextPaper(visit.institution()),
                    when.plusHours(20));
        }
        if (story == 1) {
            writeOff(visit, when.plusHours(2), REFUSED);
            LocalDateTime voided = when.plusHours(3);
            ObjectNode body =
                    Json.object()
                            .put("pBillBatchCode", paperCode(visit.institution()))
                            .put("pBillNo", number)
                            .put("author", visit.place().author())
                            .put("reason", "纸质票据遗失收回")
                            .put("busDateTime", Times.instant(voided))
                            .put("placeCode", visit.place().code());
            send(Methods.INVALID_PAPER, visit, voided, ACCEPTED, body);
        }
    }

    private void convert(String method, Visit visit, String number, LocalDateTime when) {
        ObjectNode body =
                bill(visit)
                        .put("pBillBatchCode", paperCode(visit.institution()))
                        .put("pBillNo", number)
                        .put("busDateTime", Times.instant(when))
                        .put("placeCode", visit.place().code())
                        .put("operator", visit.place().payee());
        send(method, visit, when, ACCEPTED, body);
    }

    private void writeOff(Visit visit, LocalDateTime when, HisMessage.Expectation expectation) {
        ObjectNode body =
                bill(visit)
                        .put("reason", random.pick(REFUND_REASONS))
                        .put("operator", visit.place().payee())
                        .put("busDateTime", Times.instant(when))
                        .put("placeCode", visit.place().code());
        send(Methods.WRITE_OFF, visit, when, expectation, body);
    }

    private static ObjectNode bill(Visit visit) {
        ObjectNode body = Json.object();
        for (String field : List.of("billBatchCode", "billNo")) {
            body.put(field, new Placeholder(field, visit.busNo()).toString());
        }
        return body;
    }

    /** Code of the printed forms: the region's two digits, class 06, kind 04, the year. */
    private String paperCode(Institution institution) {
        return institution.region().substring(0, 2) + "0604" + scale.end().getYear() % 100;
    }

    private String nextPaper(Institution institution) {
        int number = paperNumbers.merge(institution.code(), 1, Integer::sum);
        String serial = institution.code().substring(10);
        return serial + String.format(Locale.ROOT, "%08d", 100 + number);
    }

    private void ask(String method, Institution who, LocalDateTime when, ObjectNode body) {
        body.put("pageNo", 1).put("pageSize", 100);
        messages.add(new HisMessage(method, who.code(), when, ACCEPTED, body));
    }

    private void send(
            String method,
            Visit visit,
            LocalDateTime when,
            HisMessage.Expectation expectation,
            ObjectNode body) {
        messages.add(new HisMessage(method, visit.institution().code(), when, expectation, body));
    }
}
