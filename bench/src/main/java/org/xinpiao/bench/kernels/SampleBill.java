package org.xinpiao.bench.kernels;

import java.time.LocalDate;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.crypto.Suites;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.gateway.HisMethod;
import org.xinpiao.platform.gateway.HisRequest;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.simulator.Institution;
import org.xinpiao.simulator.LoadGenerator;
import org.xinpiao.simulator.Visit;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The content of an outpatient bill as a hospital sends it. */
final class SampleBill {

    private SampleBill() {}

    static BillContent content() {
        Visit visit = new LoadGenerator(7, LocalDate.of(2026, 3, 2)).next();
        Institution at = visit.institution();
        Member issuer =
                Member.newBuilder()
                        .setId(at.code())
                        .setNameZh(at.name())
                        .setRegion(at.region())
                        .build();
        JsonMapper json =
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .build();
        byte[] body = json.writeValueAsBytes(LoadGenerator.body(visit));
        return HisRequest.read(
                        json.readTree(body),
                        HisMethod.OUTPATIENT,
                        issuer,
                        new Pseudonyms(Suites.national(), new byte[32]))
                .order()
                .content();
    }
}
