package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole way of OpenID Connect against the embedded provider, over HTTP. */
class LoginIT extends ShellIT {

    @Test
    void strangerIsLedToTheLoginPage() {
        var page = visitor().get("/patient");
        assertThat(page.uri().getPath()).isEqualTo("/login");
        assertThat(page.body()).contains("庞先生");
    }

    @Test
    void flowUsesCodeAndProofKey() {
        var visitor = visitor();
        var first = visitor.peek("/oauth2/authorization/xinpiao");
        var authorize = URI.create(first.headers().firstValue("Location").orElseThrow());
        assertThat(authorize.getPath()).isEqualTo("/oauth2/authorize");
        assertThat(authorize.getQuery())
                .contains("response_type=code", "code_challenge_method=S256", "nonce=", "state=");
    }

    @Test
    void pickedDemoUserLandsOnOwnHome() {
        var page = visitor().post("/demo/login", Map.of("user", "pang"));
        assertThat(page.uri().getPath()).isEqualTo("/patient");
        assertThat(page.body()).isEqualTo("home of pang");
    }

    @Test
    void loginReturnsToThePageThatWasAskedFor() {
        var visitor = visitor();
        visitor.get("/patient?year=2026");
        var page = visitor.post("/demo/login", Map.of("user", "pang"));
        assertThat(page.uri().toString()).endsWith("/patient?year=2026");
    }

    @Test
    void loginAsAnotherRoleThanTheAskedPageLandsOnOwnHome() {
        var visitor = visitor();
        visitor.get("/patient");
        var page = visitor.post("/demo/login", Map.of("user", "wang"));
        assertThat(page.body()).isEqualTo("home of wang");
    }

    @Test
    void passwordOpensTheSameDoor() {
        var visitor = visitor();
        var wrong = visitor.post("/login", Map.of("username", "wang", "password", "wrong"));
        assertThat(wrong.uri().toString()).endsWith("/login?error");
        assertThat(wrong.body()).contains("用户名或密码不正确");
        var page = visitor.post("/login", Map.of("username", "wang", "password", "right"));
        assertThat(page.body()).isEqualTo("home of wang");
    }

    @Test
    void provedNameThatTheDirectoryDoesNotKnowIsRefused() {
        var visitor = visitor();
        var page = visitor.post("/demo/login", Map.of("user", "ghost"));
        assertThat(page.uri().toString()).endsWith("/?refused");
        assertThat(page.body()).contains("没有登录成功");
        assertThat(visitor.peek("/patient").statusCode()).isEqualTo(302);
    }

    @Test
    void unknownDemoUserIsNotFound() {
        assertThat(visitor().post("/demo/login", Map.of("user", "nobody")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void rolesDoNotEnterEachOthersPages() {
        var visitor = visitor();
        visitor.post("/demo/login", Map.of("user", "pang"));
        var page = visitor.get("/cashier");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("无权查看").doesNotContain("Exception");
    }

    @Test
    void beingKnownToTheProviderOpensNoPage() {
        var visitor = visitor();
        var token = visitor.get("/").body();
        assertThat(token).contains("csrf-token");
        visitor.post("/demo/login", Map.of("user", "ghost"));
        assertThat(visitor.peek("/patient").headers().firstValue("Location").orElseThrow())
                .endsWith("/oauth2/authorization/xinpiao");
    }

    @Test
    void sessionIdChangesWithTheLogin() {
        var visitor = visitor();
        visitor.get("/");
        String before = visitor.cookie("XPSESSION");
        visitor.post("/demo/login", Map.of("user", "pang"));
        assertThat(before).isNotEmpty();
        assertThat(visitor.cookie("XPSESSION")).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void switchingTheUserLeavesNothingOfTheFormer() {
        var visitor = visitor();
        visitor.post("/demo/login", Map.of("user", "pang"));
        var page = visitor.post("/demo/login", Map.of("user", "zhao"));
        assertThat(page.body()).isEqualTo("home of zhao");
        assertThat(visitor.get("/patient").statusCode()).isEqualTo(403);
    }

    @Test
    void logoutEndsTheSession() {
        var visitor = visitor();
        visitor.post("/demo/login", Map.of("user", "pang"));
        assertThat(visitor.post("/logout", Map.of()).uri().getPath()).isEqualTo("/");
        assertThat(visitor.get("/patient").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void sessionCookieIsForHttpOnly() {
        var page = visitor().peek("/");
        assertThat(page.headers().allValues("Set-Cookie"))
                .anySatisfy(c -> assertThat(c).contains("XPSESSION", "HttpOnly", "SameSite=Lax"));
    }

    @Test
    void formWithoutTokenIsRefused() {
        var visitor = visitor();
        visitor.post("/demo/login", Map.of("user", "wang"));
        assertThat(visitor.postBlind("/cashier/act", Map.of()).statusCode()).isEqualTo(403);
        assertThat(visitor.post("/cashier/act", Map.of()).body()).isEqualTo("done");
        assertThat(visitor().postBlind("/demo/login", Map.of("user", "wang")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void providerGivesCodesOnlyToOurCallbackAndOnlyWithProofKey() {
        var visitor = visitor();
        visitor.post("/demo/login", Map.of("user", "pang"));
        String own = "http://127.0.0.1:" + port + "/login/oauth2/code/xinpiao";
        String ask = "/oauth2/authorize?response_type=code&client_id=xinpiao&scope=openid&state=s";
        String proof = "&code_challenge_method=S256&code_challenge=" + "a".repeat(43);
        assertThat(visitor.peek(ask + proof + "&redirect_uri=" + own).statusCode()).isEqualTo(302);
        assertThat(visitor.peek(ask + proof + "&redirect_uri=http://evil.example/").statusCode())
                .isEqualTo(400);
        var unproved = visitor.peek(ask + "&redirect_uri=" + own);
        assertThat(unproved.headers().firstValue("Location").orElse(""))
                .contains("error=invalid_request")
                .doesNotContain("code=");
    }

    @Test
    void partOfAPageAsksForAReloadWhenTheSessionIsGone() {
        var part = visitor().peek("/patient", "HX-Request", "true");
        assertThat(part.statusCode()).isEqualTo(401);
        assertThat(part.headers().firstValue("HX-Refresh")).hasValue("true");
    }
}
