package org.xinpiao.platform.verify;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the verify page asks for; open to anyone, keeps nothing of what it is sent. */
@RestController
@RequestMapping("/verify")
class VerifyApi {

    /** Longest picture in bytes. */
    private static final int PICTURE_BYTES_MAX = 4 << 20;

    private final StatusDesk statuses;
    private final IssuerDirectory issuers;
    private final TrustSource trust;
    private final BundleVerifier bundles = new BundleVerifier();
    private final QrVerifier codes;

    VerifyApi(StatusDesk statuses, IssuerDirectory issuers, TrustSource trust) {
        this.statuses = statuses;
        this.issuers = issuers;
        this.trust = trust;
        this.codes = new QrVerifier(issuers);
    }

    /** How a bill stands; the same 404 for an unknown bill and for a wrong check code. */
    @GetMapping("/api/status")
    ResponseEntity<ObjectNode> status(
            @RequestParam String code,
            @RequestParam String number,
            @RequestParam String check,
            HttpServletRequest request) {
        return statuses.find(request.getRemoteAddr(), code, number, check)
                .map(status -> answer(HttpStatus.OK, ReportJson.of(status)))
                .orElseGet(() ->
                        answer(HttpStatus.NOT_FOUND, ReportJson.unusable(Text.of("verify.none"))));
    }

    /** Checks a proof bundle; the body is the file. */
    @PostMapping("/api/bundle")
    ResponseEntity<ObjectNode> bundle(InputStream body) throws IOException {
        byte[] file = body.readNBytes(BundleFormat.FILE_BYTES_MAX + 1);
        if (file.length > BundleFormat.FILE_BYTES_MAX) {
            return tooLarge();
        }
        try {
            Report report = bundles.verify(file, trust.trust());
            return answer(HttpStatus.OK, ReportJson.of(report));
        } catch (UnusableException e) {
            return unusable(e);
        }
    }

    /** Checks the text of a QR code, for browsers that cannot; the body is the text. */
    @PostMapping("/api/qr")
    ResponseEntity<ObjectNode> qr(InputStream body) throws IOException {
        byte[] text = body.readNBytes(QrPayload.TEXT_MAX + 1);
        return qr(new String(text, StandardCharsets.ISO_8859_1));
    }

    /** Finds and checks a QR code in a picture; the body is the file. */
    @PostMapping("/api/picture")
    ResponseEntity<ObjectNode> picture(InputStream body) throws IOException {
        byte[] file = body.readNBytes(PICTURE_BYTES_MAX + 1);
        if (file.length > PICTURE_BYTES_MAX) {
            return tooLarge();
        }
        try {
            Optional<String> text = QrPicture.read(file);
            return text.isPresent()
                    ? qr(text.get())
                    : answer(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            ReportJson.unusable(Text.of("verify.noQr")));
        } catch (UnusableException e) {
            return unusable(e);
        }
    }

    /** The directory that lets a browser check QR codes with no network. */
    @GetMapping("/issuers.json")
    ResponseEntity<ObjectNode> issuers() {
        ObjectNode directory = Json.newObject();
        ArrayNode list = directory.putArray("issuers");
        for (Issuer issuer : issuers.all()) {
            list.addObject()
                    .put("member", issuer.member())
                    .put("nameZh", issuer.nameZh())
                    .put("nameEn", issuer.nameEn())
                    .put("keyId", Json.base64(issuer.key().id()))
                    .put("algorithm", issuer.key().algorithm())
                    .put("publicKey", Json.base64(issuer.key().encoded()))
                    .put("notBeforeMs", issuer.notBeforeMs())
                    .put("notAfterMs", issuer.notAfterMs())
                    .put("revokedMs", issuer.revokedMs());
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ZERO).mustRevalidate())
                .contentType(MediaType.APPLICATION_JSON)
                .body(directory);
    }

    private ResponseEntity<ObjectNode> qr(String text) {
        try {
            return answer(HttpStatus.OK, ReportJson.of(codes.verify(text)));
        } catch (UnusableException e) {
            return answer(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    ReportJson.unusable(Text.of("verify.qrUnusable")));
        }
    }

    private static ResponseEntity<ObjectNode> unusable(UnusableException e) {
        Text reason = Text.of("verify.unusable", String.valueOf(e.getMessage()));
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, ReportJson.unusable(reason));
    }

    private static ResponseEntity<ObjectNode> tooLarge() {
        return answer(
                HttpStatus.CONTENT_TOO_LARGE, ReportJson.unusable(Text.of("verify.tooLarge")));
    }

    private static ResponseEntity<ObjectNode> answer(HttpStatus status, ObjectNode body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
