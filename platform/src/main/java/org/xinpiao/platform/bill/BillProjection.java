package org.xinpiao.platform.bill;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.DailyTotal;
import org.xinpiao.contracts.bill.IssueBills;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.contracts.bill.PaperVoided;
import org.xinpiao.contracts.bill.RegisterPaperBill;
import org.xinpiao.contracts.bill.Segment;
import org.xinpiao.contracts.bill.SegmentGranted;
import org.xinpiao.ledger.Event;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Rows;

/** Bills, segments and daily totals as rows. */
@Component
class BillProjection implements Projection {

    private static final String INSERT_BILL =
            """
            insert into bill (code, number, issuer, total_fen, personal_fen, issued_ms, recorded_ms, patient,
                settled_directly, reverses_code, reverses_number, leaf)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;

    /**
     * Apart from the sum: rows of a batch may meet on one day, which one statement could not write
     * twice.
     */
    private static final String BEGIN_DAY =
            "insert into bill_day (issuer, day, count, total_fen, red_count, red_total_fen) values"
                    + " (?, ?, 0, 0, 0, 0) on conflict (issuer, day) do nothing";

    private static final String ADD_DAY =
            "update bill_day set count = count + ?, total_fen = total_fen + ?, red_count ="
                + " red_count + ?, red_total_fen = red_total_fen + ? where issuer = ? and day = ?";

    private static final String USE_NUMBERS =
            """
            update segment as s set used = s.used + n.used from (
                select g.from_number, count(*) as used from segment as g
                join unnest(?::bigint[]) as number on number between g.from_number and g.to_number
                where g.code = ? group by g.from_number) as n
            where s.code = ? and s.from_number = n.from_number\
            """;

    @Override
    public String type() {
        return "bill";
    }

    @Override
    public void apply(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        BillCommand command = BillCommand.parseFrom(entry.transaction().getCommand());
        switch (command.getCommandCase()) {
            case ISSUE -> issue(entry, command.getIssue(), rows);
            case REGISTER_PAPER -> registered(entry, command.getRegisterPaper(), rows);
            case GRANT_SEGMENT -> granted(entry, rows);
            case BIND_PAPER -> {
                var bind = command.getBindPaper();
                rows.run(
                        "update bill set paper_batch = ?, paper_number = ? where code = ? and"
                                + " number = ?",
                        bind.getPaperBatch(),
                        bind.getPaperNumber(),
                        bind.getBill().getCode(),
                        bind.getBill().getNumber());
                event(
                        rows,
                        bind.getBill(),
                        entry,
                        "paper-bound",
                        bind.getPaperBatch() + " " + bind.getPaperNumber());
            }
            case VOID_PAPER -> {
                BillId bill = command.getVoidPaper().getBill();
                rows.run(
                        "update bill set paper_batch = null, paper_number = null where code = ? and"
                                + " number = ?",
                        bill.getCode(),
                        bill.getNumber());
                PaperVoided voided = PaperVoided.parseFrom(body(entry, "bill.PaperVoided"));
                event(
                        rows,
                        bill,
                        entry,
                        "paper-voided",
                        voided.getPaper().getBatch() + " " + voided.getPaper().getNumber());
            }
            case FREEZE -> {
                frozen(rows, command.getFreeze().getBill(), command.getFreeze().getReason());
                event(
                        rows,
                        command.getFreeze().getBill(),
                        entry,
                        "frozen",
                        command.getFreeze().getReason());
            }
            case UNFREEZE -> {
                frozen(rows, command.getUnfreeze().getBill(), null);
                event(rows, command.getUnfreeze().getBill(), entry, "unfrozen", "");
            }
            case WRITE_OFF -> {
                var off = command.getWriteOff();
                rows.run(
                        "update segment set written_off = true where code = ? and from_number = ?",
                        off.getCode(),
                        off.getFrom());
            }
            case COMMAND_NOT_SET ->
                    throw new InvalidProtocolBufferException("an accepted command is set");
        }
    }

    private static void issue(Entry entry, IssueBills issue, Rows rows)
            throws InvalidProtocolBufferException {
        Map<LocalDate, DailyTotal.Builder> days = new TreeMap<>();
        Map<String, List<Long>> used = new TreeMap<>();
        for (IssuedBill bill : issue.getBillsList()) {
            BillRecord record = BillRecord.parseFrom(bill.getRecord());
            boolean red = record.hasReverses();
            bill(entry, bill, record, rows);
            DailyTotal.Builder day =
                    days.computeIfAbsent(
                            ChinaTime.date(record.getIssuedMs()), date -> DailyTotal.newBuilder());
            if (red) {
                day.setRedCount(day.getRedCount() + 1)
                        .setRedTotalFen(day.getRedTotalFen() + record.getTotalFen());
            } else {
                day.setCount(day.getCount() + 1)
                        .setTotalFen(day.getTotalFen() + record.getTotalFen());
            }
            used.computeIfAbsent(record.getCode(), code -> new ArrayList<>())
                    .add(Long.valueOf(record.getNumber()));
            if (red) {
                rows.add(
                        "update bill set reversed = true where code = ? and number = ?",
                        record.getReverses().getCode(),
                        record.getReverses().getNumber());
                event(
                        rows,
                        record.getReverses(),
                        entry,
                        "reversed",
                        record.getCode() + " " + record.getNumber());
            }
        }
        String issuer = entry.transaction().getMember();
        days.forEach((day, total) -> {
            rows.add(BEGIN_DAY, issuer, Date.valueOf(day));
            rows.add(
                    ADD_DAY,
                    total.getCount(),
                    total.getTotalFen(),
                    total.getRedCount(),
                    total.getRedTotalFen(),
                    issuer,
                    Date.valueOf(day));
        });
        used.forEach(
                (code, numbers) -> rows.add(USE_NUMBERS, numbers.toArray(Long[]::new), code, code));
    }

    private static void bill(Entry entry, IssuedBill bill, BillRecord record, Rows rows) {
        boolean red = record.hasReverses();
        rows.add(
                INSERT_BILL,
                record.getCode(),
                record.getNumber(),
                record.getIssuer(),
                record.getTotalFen(),
                bill.getPersonalFen(),
                record.getIssuedMs(),
                entry.timeMillis(),
                bill.getPatient().toByteArray(),
                bill.getSettledDirectly(),
                red ? record.getReverses().getCode() : null,
                red ? record.getReverses().getNumber() : null,
                entry.leaf());
    }

    /** A paper is no bill that was issued on a day, and its number none that was granted. */
    private static void registered(Entry entry, RegisterPaperBill register, Rows rows)
            throws InvalidProtocolBufferException {
        IssuedBill bill = register.getBatch().getBills(0);
        BillRecord record = BillRecord.parseFrom(bill.getRecord());
        bill(entry, bill, record, rows);
        BillId id =
                BillId.newBuilder().setCode(record.getCode()).setNumber(record.getNumber()).build();
        event(rows, id, entry, "paper-registered", "");
    }

    private static void granted(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        Segment segment = SegmentGranted.parseFrom(body(entry, "bill.SegmentGranted")).getSegment();
        rows.run(
                "insert into segment (institution, code, from_number, to_number, granted_ms) values"
                        + " (?, ?, ?, ?, ?)",
                segment.getInstitution(),
                segment.getCode(),
                segment.getFrom(),
                segment.getTo(),
                entry.timeMillis());
    }

    private static void frozen(Rows rows, BillId bill, @Nullable String reason) {
        rows.run(
                "update bill set frozen = ? where code = ? and number = ?",
                reason,
                bill.getCode(),
                bill.getNumber());
    }

    private static void event(Rows rows, BillId bill, Entry entry, String kind, String detail) {
        rows.run(
                "insert into bill_event (code, number, leaf, kind, detail, at_ms) values (?, ?, ?,"
                        + " ?, ?, ?)",
                bill.getCode(),
                bill.getNumber(),
                entry.leaf(),
                kind,
                detail,
                entry.timeMillis());
    }

    private static ByteString body(Entry entry, String type) {
        for (Event event : entry.receipt().getAccepted().getEventsList()) {
            if (event.getType().equals(type)) {
                return event.getBody();
            }
        }
        throw new IllegalStateException("leaf " + entry.leaf() + " has no event " + type);
    }
}
