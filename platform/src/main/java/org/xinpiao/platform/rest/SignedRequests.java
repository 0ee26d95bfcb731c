package org.xinpiao.platform.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.xinpiao.platform.gateway.HisAccounts;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;

/** Gives a controller's parameter of type {@link Signed} the request, once its signature holds. */
@Component
class SignedRequests implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    static final int BODY_BYTES_MAX = 1 << 20;

    /** How far the sender's clock may be from ours. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private final HisAccounts accounts;
    private final Clock clock;
    private final Nonces nonces = new Nonces();

    SignedRequests(HisAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Signed.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer view,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binder)
            throws IOException {
        var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        var response = Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
        // Whatever is refused below for its signature says how to sign.
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, Signature.SCHEME);
        Signed signed = prove(request);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, null);
        return signed;
    }

    private Signed prove(HttpServletRequest request) throws IOException {
        String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        Signature signature =
                Signature.of(header)
                        .orElseThrow(() ->
                                refusal(
                                        "signature.missing",
                                        "缺少请求签名或格式不符",
                                        "the request is not signed"));
        long now = clock.millis();
        long made = signature.ts() * 1000;
        if (Math.abs(now - made) > SKEW.toMillis()) {
            throw refusal(
                    "signature.clock", "签名时间与系统时间相差超过 5 分钟", "signed more than 5 minutes from now");
        }
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new ProblemException(HttpStatus.CONTENT_TOO_LARGE, List.of());
        }
        Optional<HisAccounts.Account> account = accounts.find(signature.keyId());
        String key = account.map(HisAccounts.Account::key).orElse("-");
        boolean good = signature.matches(key, request.getMethod(), target(request), body);
        if (account.isEmpty() || !good) {
            throw refusal("signature.wrong", "账号未知或签名不符", "unknown key or wrong signature");
        }
        // Only a proved nonce is remembered: nobody can use up another's.
        String once = signature.keyId() + "/" + signature.nonce();
        if (!nonces.first(once, now, made + SKEW.toMillis())) {
            throw refusal("signature.replayed", "随机数已使用", "the nonce was used before");
        }
        return new Signed(account.get().institution(), body);
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private static ProblemException refusal(String reason, String zh, String en) {
        return new ProblemException(
                HttpStatus.UNAUTHORIZED, List.of(new Fault("Authorization", reason, zh, en)));
    }
}
