package org.xinpiao.platform.coverage;

import com.google.protobuf.InvalidProtocolBufferException;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.coverage.CoverageCommand;
import org.xinpiao.contracts.coverage.EndEnrolment;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Rows;

/** Enrolments as rows. */
@Component
class CoverageProjection implements Projection {

    @Override
    public String type() {
        return "coverage";
    }

    @Override
    public void apply(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        CoverageCommand command = CoverageCommand.parseFrom(entry.transaction().getCommand());
        switch (command.getCommandCase()) {
            case ENROL -> {
                Enrolment enrolment = command.getEnrol().getEnrolment();
                rows.run(
                        "insert into enrolment (person, insutype, from_day, to_day, region) values"
                                + " (?, ?, ?, ?, ?)",
                        enrolment.getPerson().toByteArray(),
                        enrolment.getInsutype(),
                        enrolment.getFromDay(),
                        enrolment.getToDay(),
                        enrolment.getRegion());
            }
            case END -> {
                EndEnrolment end = command.getEnd();
                rows.run(
                        "update enrolment set to_day = ? where person = ? and insutype = ? and"
                                + " to_day = 0",
                        end.getToDay(),
                        end.getPerson().toByteArray(),
                        end.getInsutype());
            }
            case COMMAND_NOT_SET ->
                    throw new InvalidProtocolBufferException("an accepted command is set");
        }
    }
}
