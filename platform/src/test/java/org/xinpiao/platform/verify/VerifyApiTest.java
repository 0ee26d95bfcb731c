package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.Trust;

class VerifyApiTest {

    private final Fixture chain = new Fixture(Suites.national(), 100);
    private final BillStatus status = chain.status(0);
    private final MockMvc api = api(0);

    @Test
    void wrongCheckCodeAnswersExactlyAsAnUnknownBill() throws Exception {
        var wrong = status(status.code(), status.number(), "zzzzzz");
        var unknown = status(status.code(), "9999999999", status.checkCode());
        var nonsense = status("../..", "x", "<script>");
        assertThat(wrong.getStatus()).isEqualTo(404);
        assertThat(text(unknown)).isEqualTo(text(wrong));
        assertThat(text(nonsense)).isEqualTo(text(wrong));
        assertThat(unknown.getHeaderNames()).isEqualTo(wrong.getHeaderNames());
    }

    @Test
    void rightCheckCodeGivesTheStandingInAnyLetters() throws Exception {
        var good =
                status(status.code(), status.number(), status.checkCode().toUpperCase(Locale.ROOT));
        assertThat(good.getStatus()).isEqualTo(200);
        assertThat(text(good)).contains("\"ISSUED\"", "\"123.45\"").doesNotContain("庞先生");
        assertThat(good.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whoTriesOutCheckCodesIsToldToWait() throws Exception {
        MockMvc limited = api(10);
        assertThat(ask(limited, "203.0.113.7", "zzzzzz").getStatus()).isEqualTo(404);

        var refused = ask(limited, "203.0.113.7", status.checkCode());
        assertThat(refused.getStatus()).isEqualTo(429);
        // A miss is 100 requests at 10 a second; two seconds may be owed.
        assertThat(refused.getHeader("Retry-After")).isEqualTo("8");
        assertThat(text(refused)).doesNotContain("ISSUED");

        assertThat(ask(limited, "203.0.113.8", status.checkCode()).getStatus()).isEqualTo(200);
    }

    @Test
    void anIpv6NetworkIsOneClient() throws Exception {
        MockMvc limited = api(10);
        ask(limited, "2001:db8:1:2::1", "zzzzzz");
        assertThat(ask(limited, "2001:db8:1:2:ffff::9", "zzzzzz").getStatus()).isEqualTo(429);
        assertThat(ask(limited, "2001:db8:1:3::1", "zzzzzz").getStatus()).isEqualTo(404);
    }

    private MockHttpServletResponse ask(MockMvc limited, String address, String check)
            throws Exception {
        return limited.perform(
                        get("/verify/api/status")
                                .param("code", status.code())
                                .param("number", status.number())
                                .param("check", check)
                                .with(request -> {
                                    request.setRemoteAddr(address);
                                    return request;
                                }))
                .andReturn()
                .getResponse();
    }

    @Test
    void bundleIsCheckedWithTheNodesTrust() throws Exception {
        byte[] file = BundleFormat.write(chain.bundle(0, 4));
        assertThat(text(send("bundle", file))).contains("\"VALID\"", "\"庞先生\"");
        byte[] forged = BundleFormat.write(new Fixture(Suites.national(), 1).bundle(0, 4));
        assertThat(text(send("bundle", forged))).contains("\"NOT_VALID\"");
    }

    @Test
    void pictureOfACodeIsRead() throws Exception {
        byte[] picture = VerifyPageIT.picture(QrPayload.of(chain.bundle(0, 4)).encode()).buffer;
        assertThat(text(send("picture", picture))).contains("\"VALID\"");
        byte[] other = VerifyPageIT.picture("HELLO").buffer;
        assertThat(send("picture", other).getStatus()).isEqualTo(422);
    }

    @Test
    void codesThatOneReadingMissesAreFoundByAnother() throws UnusableException {
        for (int index = 0; index < 30; index++) {
            String text = QrPayload.of(chain.bundle(index, 4)).encode();
            assertThat(QrPicture.read(VerifyPageIT.picture(text).buffer)).as(text).contains(text);
        }
    }

    @Test
    void garbageIsRefusedWithoutATrace() throws Exception {
        byte[] large = new byte[BundleFormat.FILE_BYTES_MAX + 1];
        for (String place : new String[] {"bundle", "picture"}) {
            assertThat(send(place, large).getStatus()).isEqualTo(413);
        }
        byte[] png = VerifyPageIT.picture("HELLO").buffer;
        byte[] bomb = png.clone();
        bomb[16] = 0x7f; // a width of two thousand million pixels
        byte[] cut = Arrays.copyOf(png, png.length / 2);
        for (byte[] body : new byte[][] {{}, {1, 2, 3}, bomb, cut, new byte[10_000]}) {
            for (String place : new String[] {"bundle", "picture", "qr"}) {
                var answer = send(place, body);
                assertThat(answer.getStatus()).as(place).isEqualTo(422);
                assertThat(text(answer)).contains("\"UNUSABLE\"").doesNotContain("Exception");
            }
        }
    }

    @Test
    void directoryHasWhatABrowserNeeds() throws Exception {
        var directory = api.perform(get("/verify/issuers.json")).andReturn().getResponse();
        String key = Json.base64(chain.hospital.publicKey().encoded());
        assertThat(text(directory)).contains(Fixture.HOSPITAL, key, "\"SM2\"");
    }

    private MockHttpServletResponse status(String code, String number, String check)
            throws Exception {
        RequestBuilder request =
                get("/verify/api/status")
                        .param("code", code)
                        .param("number", number)
                        .param("check", check);
        return api.perform(request).andReturn().getResponse();
    }

    private MockHttpServletResponse send(String place, byte[] body) throws Exception {
        RequestBuilder request = post("/verify/api/" + place).content(body);
        return api.perform(request).andReturn().getResponse();
    }

    private static String text(MockHttpServletResponse response) {
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MockMvc api(int perSecond) {
        Trust trust = chain.trust();
        BillStatusLookup statuses =
                (code, number, check) ->
                        Optional.of(status)
                                .filter(s -> s.code().equals(code) && s.number().equals(number))
                                .filter(s -> s.checkCode().equals(check));
        VerifyApi controller =
                new VerifyApi(
                        new StatusDesk(statuses, perSecond),
                        QrTest.directory(chain.issuer()),
                        () -> trust);
        return MockMvcBuilders.standaloneSetup(controller).build();
    }
}
