package org.xinpiao.platform.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Rows;

/** Members and regions as rows. */
@Component
class RegistryProjection implements Projection {

    @Override
    public String type() {
        return "registry";
    }

    @Override
    public void apply(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        RegistryCommand command = RegistryCommand.parseFrom(entry.transaction().getCommand());
        switch (command.getCommandCase()) {
            case REGISTER_MEMBER -> {
                Member member = command.getRegisterMember().getMember();
                rows.run(
                        "insert into member (id, role, name_zh, name_en, region, hosp_lv,"
                                + " suspended) values (?, ?, ?, ?, ?, ?, false)",
                        member.getId(),
                        member.getRole().name(),
                        member.getNameZh(),
                        member.getNameEn(),
                        member.getRegion(),
                        member.getInstitution().getHospLv());
            }
            case SUSPEND_MEMBER ->
                    rows.run(
                            "update member set suspended = ? where id = ?",
                            command.getSuspendMember().getSuspended(),
                            command.getSuspendMember().getMember());
            case REGISTER_REGION -> {
                Region region = command.getRegisterRegion().getRegion();
                rows.run(
                        "insert into region (admdvs, name_zh, name_en, agency) values (?, ?, ?, ?)"
                                + " on conflict (admdvs) do update set name_zh = excluded.name_zh,"
                                + " name_en = excluded.name_en, agency = excluded.agency",
                        region.getAdmdvs(),
                        region.getNameZh(),
                        region.getNameEn(),
                        region.getAgency());
            }
            case ROTATE_KEY, REVOKE_KEY, CHANGE_VALIDATORS -> {
                // Keys and validators are read from the ledger, never from rows.
            }
            case COMMAND_NOT_SET ->
                    throw new InvalidProtocolBufferException("an accepted command is set");
        }
    }
}
