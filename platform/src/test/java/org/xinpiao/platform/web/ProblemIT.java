package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people and programs are told when something is wrong. */
class ProblemIT extends ShellIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void refusalNamesFieldAndReasonInTheAskedLanguage() {
        var zh = problem(visitor().get("/api/test/refused"), 422);
        assertThat(zh.at("/faults/0/path").asString()).isEqualTo("items[2].amount");
        assertThat(zh.at("/faults/0/reason").asString()).isEqualTo("bill.sum");
        assertThat(zh.at("/faults/0/message").asString()).isEqualTo("合计不符");
        var en = problem(visitor().get("/api/test/refused", "Accept-Language", "en-GB"), 422);
        assertThat(en.at("/faults/0/message").asString()).isEqualTo("sums differ");
        assertThat(en.at("/title").asString()).isEqualTo("The content did not pass the checks");
    }

    @Test
    void unreadableFieldIsNamed() {
        var problem =
                problem(
                        visitor()
                                .json(
                                        "/api/test/bills",
                                        "{\"items\":[{\"fen\":1},{\"fen\":\"x\"}]}"),
                        400);
        assertThat(problem.at("/faults/0/path").asString()).isEqualTo("items[1].fen");
        assertThat(problem.at("/faults/0/reason").asString()).isEqualTo("request.unreadable");
    }

    @Test
    void brokenJsonAndMissingParametersAreTheCallersFault() {
        problem(visitor().json("/api/test/bills", "{\"items\":"), 400);
        var missing = problem(visitor().get("/api/test/needs"), 400);
        assertThat(missing.at("/faults/0/path").asString()).isEqualTo("number");
        var wrong = problem(visitor().get("/api/test/needs?number=x"), 400);
        assertThat(wrong.at("/faults/0/reason").asString()).isEqualTo("request.unreadable");
    }

    @Test
    void wrongMethodAndUnknownAddressAreProblemsToo() {
        problem(visitor().json("/api/test/refused", "{}"), 405);
        var nowhere = problem(visitor().get("/api/nowhere", "Accept-Language", "en"), 404);
        assertThat(nowhere.at("/title").asString()).isEqualTo("Not found");
        problem(visitor().get("/api/nowhere", "Accept", "text/html"), 404);
    }

    @Test
    void ownFailureTellsNothingOfTheInside() {
        var answer = visitor().get("/api/test/broken");
        problem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "at org.");
        var page = visitor().get("/verify/broken");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).contains("系统出了问题").doesNotContain("secret", "Exception");
    }

    @Test
    void apiNeedsNoSessionAndLeavesNone() {
        var answer = visitor().json("/api/test/bills", "{\"items\":[]}");
        assertThat(answer.body()).isEqualTo("0");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void pageShowsWhyItWasRefused() {
        var page = visitor().get("/verify/refused");
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(page.body()).contains("与现状冲突", "票据已被占用", "</html>");
        assertThat(visitor().get("/verify/refused?lang=en").body())
                .contains("the bill is reserved");
    }

    @Test
    void partOfAPageGetsOnlyTheProblem() {
        var part = visitor().get("/verify/refused", "HX-Request", "true");
        assertThat(part.headers().firstValue("HX-Retarget")).hasValue("#problems");
        assertThat(part.body()).contains("票据已被占用").doesNotContain("</html>");
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/title").asString()).isNotBlank();
        assertThat(problem.at("/detail").asString()).isNotBlank();
        return problem;
    }
}
