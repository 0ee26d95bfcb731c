package org.xinpiao.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The program's packages meet only through what they publish, and in one direction. */
class ModularityTest {

    @Test
    void packagesMeetWithoutCycles() {
        ApplicationModules modules = ApplicationModules.of(PlatformApplication.class);

        modules.verify();

        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .contains(
                        "bill",
                        "claim",
                        "gateway",
                        "verify",
                        "policy",
                        "fund",
                        "registry",
                        "coverage");
    }
}
