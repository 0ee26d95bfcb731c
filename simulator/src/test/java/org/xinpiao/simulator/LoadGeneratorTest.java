package org.xinpiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 31);

    @Test
    void sameSeedGivesTheSameStream() {
        LoadGenerator one = new LoadGenerator(3, DAY);
        LoadGenerator other = new LoadGenerator(3, DAY);
        for (int i = 0; i < 200; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void everyBodyIsRightAndNoSerialTwice() {
        LoadGenerator load = new LoadGenerator(4, DAY);
        Set<Person> people = new HashSet<>(load.people());
        Set<String> serials = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Visit visit = load.next();
            MessageChecks.check(LoadGenerator.body(visit));
            assertThat(serials.add(visit.busNo())).isTrue();
            assertThat(visit.person()).matches(people::contains, "is one of the stream's people");
        }
    }
}
