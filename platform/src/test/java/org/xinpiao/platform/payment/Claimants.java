package org.xinpiao.platform.payment;

import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ApplicationContext;
import org.xinpiao.contracts.claim.ChangePayee;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.bill.Issuing;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.demo.DemoProvince;
import org.xinpiao.platform.gateway.HisMethod;
import org.xinpiao.platform.gateway.HisRequest;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.simulator.LoadGenerator;
import org.xinpiao.simulator.Person;
import org.xinpiao.simulator.Province;
import org.xinpiao.simulator.Visit;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Seeded people with bills of today, who claim them and name another account when asked. */
final class Claimants {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** From this on most claims have something to pay. */
    private static final long DUE_FEN = 60_000;

    private final Map<String, Visit> visits = new HashMap<>();
    private final Map<String, Issued> bills = new HashMap<>();

    /** Settles the sample province and issues bills; claim ids count from 0. */
    Claimants(ApplicationContext program, long seed, LocalDate today, int count) {
        program.getBean(DemoProvince.class).settle(Province.sample());
        LoadGenerator generator = new LoadGenerator(seed, today);
        Directory directory = program.getBean(Directory.class);
        Map<String, CompletableFuture<Issued>> issued = new HashMap<>();
        Map<String, Person> people = new HashMap<>();
        for (int i = 0; i < count; ) {
            Visit visit = generator.next();
            if (visit.settledDirectly() || visit.money().inScope() < DUE_FEN) {
                continue;
            }
            String id = id(i++);
            visits.put(id, visit);
            people.put(visit.person().idNumber(), visit.person());
            issued.put(
                    id,
                    program.getBean(Issuing.class)
                            .issueAsync(
                                    HisRequest.read(
                                                    JSON.readTree(
                                                            JSON.writeValueAsBytes(
                                                                    LoadGenerator.body(visit))),
                                                    HisMethod.OUTPATIENT,
                                                    directory.required(visit.institution().code()),
                                                    program.getBean(Pseudonyms.class))
                                            .order(),
                                    0));
        }
        issued.forEach((id, bill) -> bills.put(id, bill.join()));
        people.values().forEach(program.getBean(DemoProvince.class)::enrol);
    }

    static String id(int number) {
        return "pay-" + number;
    }

    List<String> ids() {
        List<String> ids = new ArrayList<>(visits.keySet());
        ids.sort(null);
        return ids;
    }

    void claim(ApplicationContext program, String id) {
        program.getBean(Submissions.class)
                .submit(id, Objects.requireNonNull(bills.get(id)).id(), form(id));
    }

    private ClaimForm form(String id) {
        Visit visit = Objects.requireNonNull(visits.get(id));
        Person person = visit.person();
        return new ClaimForm(
                person.name(),
                person.idNumber(),
                visit.institution().code(),
                visit.begin().toLocalDate(),
                "outpatient",
                person.bankCard());
    }

    /** Another account, which is the same: only the next transfer's id differs. */
    void nameAccount(ApplicationContext program, ClaimState claim) {
        String id = claim.getClaimId();
        program.getBean(Submitter.class)
                .requireOnce(
                        program.getBean(Parties.class).get("health"),
                        "claim",
                        ClaimCommand.newBuilder()
                                .setPayee(
                                        ChangePayee.newBuilder()
                                                .setClaimId(id)
                                                .setSealedForm(
                                                        form(program, claim.getAgency(), id)))
                                .build(),
                        "payee/" + id + "/" + (claim.getPayeeVersion() + 1));
    }

    private ByteString form(ApplicationContext program, String agency, String id) {
        return SealedBox.seal(
                program.getBean(Directory.class).recipient(agency),
                program.getBean(JsonMapper.class).writeValueAsBytes(form(id)));
    }
}
