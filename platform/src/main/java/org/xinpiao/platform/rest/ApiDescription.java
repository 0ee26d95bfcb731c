package org.xinpiao.platform.rest;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the published description says beside the operations: how to sign, and how problems look.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String SCHEME = "signature";

    private static final String SIGNING =
            """
            `Authorization: Xinpiao-HMAC keyId=…, ts=…, nonce=…, sig=…` where keyId is the account
            of the hospital system, ts the time in seconds since 1970-01-01 UTC (at most 5 minutes
            off), nonce 16 to 64 letters, digits, `-` or `_` that are used once, and sig the
            HMAC-SHA256, in hexadecimal, under the account's key, of these lines joined by line
            feeds: method, path with query, SHA-256 of the body in hexadecimal, ts, nonce.\
            """;

    private static final Map<String, String> PROBLEMS =
            new TreeMap<>(
                    Map.of(
                            "400", "not readable",
                            "401", "not signed, or the signature does not hold",
                            "404", "no such bill of this institution",
                            "409", "against what stands on the ledger",
                            "413", "more than 1 MiB",
                            "422",
                                    "well formed, but fields or sums are wrong; each fault has its"
                                            + " path",
                            "503", "the ledger is busy; Retry-After says how long"));

    @Bean
    OpenAPI openApi() {
        Components components =
                new Components()
                        .addSecuritySchemes(
                                SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("Authorization")
                                        .description(SIGNING));
        ModelConverters.getInstance()
                .readAll(Answers.Problem.class)
                .forEach(components::addSchemas);
        return new OpenAPI()
                .info(
                        new Info()
                                .title("信票 Xinpiao")
                                .version("1")
                                .description(
                                        "Medical e-bills on one ledger. Amounts are integers in"
                                                + " fen. Problems are RFC 9457, in Chinese or by"
                                                + " Accept-Language in English.")
                                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(SCHEME));
    }

    /** Each operation of this package may answer with these problems. */
    @Bean
    OperationCustomizer problemsOfOperations() {
        return (operation, handler) -> {
            Class<?> api = handler.getBeanType();
            if (api.equals(BillsApi.class) || api.equals(StatusApi.class)) {
                ApiResponses responses = operation.getResponses();
                PROBLEMS.forEach((status, words) -> {
                    boolean fits =
                            api.equals(BillsApi.class)
                                    || status.equals("400")
                                    || status.equals("404");
                    if (fits) {
                        ApiResponse response =
                                responses.getOrDefault(
                                        status, new ApiResponse().description(words));
                        responses.addApiResponse(status, response.content(problem()));
                    }
                });
            }
            return operation;
        };
    }

    private static Content problem() {
        return new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/Problem")));
    }
}
