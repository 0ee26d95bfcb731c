package org.xinpiao.platform.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.FailPayment;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.ClaimForms;
import org.xinpiao.platform.claim.Rulings;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.web.Visitor;

/** What a patient does with a claim after its submission, and what strangers try there. */
class ClaimActionsIT {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Clerks clerks;

    @SuppressWarnings("NullAway.Init")
    private static Made made;

    @SuppressWarnings("NullAway.Init")
    private static Visitor patient;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        clerks = new Clerks(platform);
        made = new Made(platform);
        patient = new Visitor(platform.base());
        patient.post("/demo/login", Map.of("user", new Story(platform).login(made.person())));
    }

    @Test
    void documentAskedForIsGivenAndSeenByTheClerk() throws Exception {
        String claimId = asked("410.00");
        assertThat(patient.get(page(claimId)).body())
                .contains("请补充：急诊证明", "现在轮到您", "accept=\"image/jpeg,image/png\"");

        String given = upload(claimId, photo("jpeg")).body();

        assertThat(given).contains("您已补充：急诊证明").doesNotContain("照片没有提交成功");
        assertThat(clerks.claim(claimId).getDocumentsCount()).isEqualTo(1);
        var clerk = new Visitor(platform.base());
        clerk.post("/demo/login", Map.of("user", "clerk-370200"));
        String seen = clerk.get("/agency/claims/" + claimId).body();
        String link = seen.replaceAll("(?s).*href=\"([^\"]+/documents/[0-9a-f]{64})\".*", "$1");
        var image = clerk.get(link);
        assertThat(image.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(image.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(image.headers().firstValue("Cache-Control")).hasValue("no-store");
        // Nobody else sees it.
        assertThat(new Visitor(platform.base()).peek(link).statusCode()).isIn(302, 401, 403);
    }

    @Test
    void whatIsNoPictureIsRefusedWithTheReason() throws Exception {
        String claimId = asked("420.00");
        byte[] whole = photo("jpeg");

        assertThat(upload(claimId, "#!/bin/sh\nrm -rf /\n".getBytes(StandardCharsets.UTF_8)).body())
                .contains("照片没有提交成功", "不是 JPEG 或 PNG 图片。");
        assertThat(upload(claimId, Arrays.copyOf(whole, whole.length / 2)).body())
                .contains("图片不完整或已损坏");
        assertThat(upload(claimId, new byte[0]).body()).contains("请先选择一张照片。");
        assertThat(upload(claimId, photo("gif")).body()).contains("不是 JPEG 或 PNG 图片。");
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.WAITING);
        assertThat(clerks.claim(claimId).getDocumentsCount()).isZero();
    }

    @Test
    void twoHundredMegabytesAreTurnedAwayBeforeTheyAreRead() throws Exception {
        String claimId = asked("430.00");
        assertThat(status(page(claimId), "Content-Length: 209715200")).contains(" 413 ");
        assertThat(status(page(claimId), "Transfer-Encoding: chunked")).contains(" 411 ");
    }

    @Test
    void appealTakesTwoTapsAndIsTakenBackInTwo() throws Exception {
        String claimId = made.review("440.00");
        clerks.act(claimId, new Act.Refuse("no-proof"));
        assertThat(patient.get(page(claimId)).body()).contains("data-test=\"appeal\"", "没有所需的证明");

        String appealed =
                patient.post(page(claimId) + "/appeal", Map.of("statement", "证明在这里。")).body();

        assertThat(appealed).contains("申诉中", "撤回申诉").doesNotContain("data-test=\"appeal\"");
        ClaimState claim = clerks.claim(claimId);
        assertThat(
                        platform.bean(ClaimForms.class)
                                .statement(
                                        platform.bean(Parties.class).get(claim.getAgency()),
                                        claimId))
                .isEqualTo("证明在这里。");
        assertThat(patient.post(page(claimId) + "/cancel", Map.of()).body())
                .contains("未通过", "已撤回，或维持原结果。");
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.REFUSED);
        assertThat(patient.post(page(claimId) + "/appeal", Map.of()).body()).contains("没有提交成功");
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.REFUSED);
    }

    @Test
    void answerOfAnAppealIsShown() throws Exception {
        String claimId = made.review("450.00");
        clerks.act(claimId, new Act.Refuse("no-proof"));
        patient.post(page(claimId) + "/appeal", Map.of());
        assertThat(clerks.act("checker", claimId, new Act.Uphold("upheld-policy", "")).done())
                .isTrue();
        assertThat(clerks.act("appeals", claimId, new Act.Confirm()).done()).isTrue();

        assertThat(patient.get(page(claimId)).body()).contains("申诉答复：政策适用正确", "复核后维持原结果。");
        assertThat(patient.get(page(claimId) + "?lang=en").body())
                .contains("Answer to your appeal")
                .doesNotContain("??");
        patient.get("/patient?lang=zh");
    }

    @Test
    void otherCardIsTakenAfterATransferThatFailed() throws Exception {
        String claimId = made.review("28000.00");
        clerks.act(claimId, new Act.Approve(Rulings.NONE, "", false));
        ClaimState paid = clerks.await(claimId, ClaimStatus.PAID::equals);
        platform.bean(Submitter.class)
                .require(
                        platform.bean(Parties.class).get("bank-sandbox"),
                        "claim",
                        ClaimCommand.newBuilder()
                                .setFail(
                                        FailPayment.newBuilder()
                                                .setClaimId(claimId)
                                                .setEndToEndId(paid.getTransfers(0).getEndToEndId())
                                                .setReason("ac04"))
                                .build(),
                        "fail/" + claimId);
        assertThat(clerks.await(claimId, ClaimStatus.DECIDED::equals).getTransfersCount())
                .isEqualTo(1);
        String wrong =
                patient.post(page(claimId) + "/payee", Map.of("bankCard", "6222 0000 0001")).body();
        assertThat(wrong).contains("银行卡号校验位不符", "6222 0000 0001", "data-test=\"payee\"");

        patient.post(page(claimId) + "/payee", Map.of("bankCard", "6200 0017 4787 8774 327"));

        ClaimState again = clerks.await(claimId, ClaimStatus.PAID::equals);
        assertThat(again.getTransfersCount()).isEqualTo(2);
        assertThat(Claims.paidFen(again)).isEqualTo(Claims.paidFen(paid));
        assertThat(
                        platform.bean(ClaimForms.class)
                                .open(platform.bean(Parties.class).get(again.getAgency()), again)
                                .bankCard())
                .isEqualTo("6200001747878774327");
    }

    @Test
    void anothersClaimIsNotThere() throws Exception {
        String claimId = asked("460.00");
        var other = new Visitor(platform.base());
        other.post(
                "/demo/login",
                Map.of("user", new Story(platform).login(new Story(platform).resident())));

        assertThat(
                        other.upload(page(claimId) + "/documents", "photo", "a.jpg", photo("jpeg"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(other.post(page(claimId) + "/appeal", Map.of()).statusCode()).isEqualTo(404);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.WAITING);
    }

    private static String asked(String yuan) throws InterruptedException {
        String claimId = made.review(yuan);
        assertThat(clerks.act(claimId, new Act.Ask("emergency-proof")).done()).isTrue();
        return claimId;
    }

    private static java.net.http.HttpResponse<String> upload(String claimId, byte[] file) {
        return patient.upload(page(claimId) + "/documents", "photo", "proof.jpg", file);
    }

    private static String page(String claimId) {
        return "/patient/claims/" + claimId;
    }

    /** The first line of the answer to a request of which only the head is sent. */
    private static String status(String page, String length) throws IOException {
        URI base = URI.create(platform.base());
        try (var socket = new Socket(base.getHost(), base.getPort());
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(20_000);
            String head =
                    "POST "
                            + page
                            + "/documents HTTP/1.1\r\nHost: localhost\r\n"
                            + length
                            + "\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return String.valueOf(in.readLine());
        }
    }

    private static byte[] photo(String format) throws IOException {
        var image =
                new java.awt.image.BufferedImage(
                        300, 200, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }
}
