package org.xinpiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.xinpiao.simulator.Envelope.Answer;
import org.xinpiao.simulator.Envelope.Noise;
import tools.jackson.databind.node.ObjectNode;

class EnvelopeTest {

    private static final String KEY = "k-0123456789";

    private final ObjectNode body =
            Json.object().put("payer", "庞文").put("totalAmt", Json.yuan(1900));
    private final Envelope request = Envelope.request("HIS1", KEY, new Noise(1).next(), body);

    @Test
    void request_roundTrip() {
        Envelope read = Envelope.parse(request.toJson());
        assertThat(read).isEqualTo(request);
        assertThat(read.body()).isEqualTo(body);
        assertThat(read.body().get("totalAmt").decimalValue()).hasToString("19.00");
        assertThat(read.isSignedWith(KEY)).isTrue();
        assertThat(read.isSignedWith("another")).isFalse();
    }

    @Test
    void sign_isTheKnownMd5() {
        // printf 'appid=A&data=e30=&noise=N&key=K&version=1.0' | md5sum
        Envelope envelope = Envelope.request("A", "K", "N", Json.object());
        assertThat(envelope.data()).isEqualTo("e30=");
        assertThat(envelope.sign()).isEqualTo("ACCA8D20B8B55AD93B8EA2B63D7B684C");
    }

    @Test
    void noise_repeatsWithTheSeed() {
        Noise noise = new Noise(5);
        assertThat(noise.next())
                .isEqualTo(new Noise(5).next())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(noise.next());
    }

    @Test
    void answer_isReadAndChecked() {
        Answer issued = new Answer(Envelope.OK, Json.object().put("billNo", "0000000001"));
        String json = request.answer(KEY, "n", issued).toJson();
        assertThat(request.readAnswer(json, KEY)).isEqualTo(issued);
        assertThat(request.readAnswer(json, KEY).ok()).isTrue();
        assertThatThrownBy(() -> request.readAnswer(json, "another"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answer_withoutAccountAndVersion_isRead() {
        Answer fault = new Answer("E0001", Json.MAPPER.getNodeFactory().stringNode("金额不符"));
        ObjectNode json =
                (ObjectNode) Json.MAPPER.readTree(request.answer(KEY, "n", fault).toJson());
        json.remove("appid");
        json.remove("version");
        assertThat(request.readAnswer(json.toString(), KEY)).isEqualTo(fault);
        assertThat(fault.ok()).isFalse();
    }

    @Test
    void parse_refusesWhatIsNoEnvelope() {
        for (String text : new String[] {"", "[]", "{}", "{\"appid\":1}", "{\"appid\":"}) {
            assertThatThrownBy(() -> Envelope.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
