package org.xinpiao.platform.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.readmodel.ProjectorThread;

class EnrolmentsIT {

    private static final int AT_ONCE = 8;
    private static final LocalDate FROM = LocalDate.of(2020, 1, 1);

    private final RunningDemo platform = RunningPlatform.get();

    /** Each sends it before the first is committed, so that blocks hold repeats of it. */
    @Test
    void personEnrolledByManyAtOnceIsEnrolledOnce() throws Exception {
        Enrolments enrolments = platform.bean(Enrolments.class);
        Ledger ledger = platform.bean(Engine.class).ledger();
        long before = ledger.height();
        Insured insured =
                new Insured("同时", "990101" + System.nanoTime(), FROM, "男", "1", "1101", "", false);
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        try (var clerks = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(
                        clerks.submit(() -> {
                            start.await();
                            enrolments.enrol("agency-330100", "330100", "310", FROM, null, insured);
                            return true;
                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }

        assertThat(repeats(ledger, before)).isPositive();
        platform.bean(ProjectorThread.class).await(ledger.height(), 20_000);
        assertThat(platform.bean(ProjectorThread.class).height())
                .isGreaterThanOrEqualTo(ledger.height());
        assertThat(
                        platform.bean(JdbcClient.class)
                                .sql("select count(*) from enrolment where person = ?")
                                .param(enrolments.person(insured.idNumber()).toByteArray())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    private static int repeats(Ledger ledger, long above) {
        int repeats = 0;
        for (long height = above + 1; height <= ledger.height(); height++) {
            var block = Objects.requireNonNull(ledger.block(height));
            for (int i = 0; i < block.receipts().size(); i++) {
                repeats += block.receipts().get(i).hasAccepted() && !block.effective(i) ? 1 : 0;
            }
        }
        return repeats;
    }
}
