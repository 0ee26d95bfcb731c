package org.xinpiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.xinpiao.simulator.HisMessage.Expectation;
import tools.jackson.databind.node.ObjectNode;

class PlaceholderTest {

    @Test
    void filled_replacesOnlyPlaceholders() {
        ObjectNode body =
                Json.object()
                        .put("billNo", new Placeholder("billNo", "MZ1").toString())
                        .put("reason", "$ {billNo@MZ1}");
        HisMessage message =
                new HisMessage(
                        Methods.WRITE_OFF,
                        "H1",
                        LocalDateTime.of(2026, 1, 2, 3, 4),
                        Expectation.ACCEPTED,
                        body);
        ObjectNode filled = message.filled(hole -> hole.field() + " of " + hole.busNo());
        assertThat(filled.get("billNo").stringValue()).isEqualTo("billNo of MZ1");
        assertThat(filled.get("reason")).isEqualTo(body.get("reason"));
        assertThat(message.ref()).contains("MZ1");
        assertThat(message.busNo()).isEmpty();
        assertThat(Placeholder.parse(body.get("billNo").stringValue()))
                .contains(new Placeholder("billNo", "MZ1"));
    }
}
