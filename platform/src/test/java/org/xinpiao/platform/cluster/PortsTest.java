package org.xinpiao.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** A port of a caller's may be taken when the process it is meant for starts again. */
    @Test
    void portsAreSeveralAndNoneThatACallerMayGet() {
        List<Integer> ports = Ports.free(40);

        assertThat(ports).doesNotHaveDuplicates().hasSize(40);
        assertThat(ports).allSatisfy(port -> assertThat(port).isBetween(16_384, 32_767));
    }
}
