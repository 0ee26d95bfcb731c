package org.xinpiao.platform.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Component;

/** The password that all demo users of the embedded provider share; the demo prints it. */
@Component
@ConditionalOnExpression(OidcProperties.EMBEDDED)
public class DemoPassword implements AuthenticationProvider {

    private static final int RANDOM_BYTES = 9;

    private final UserDirectory users;
    private final String value;

    DemoPassword(UserDirectory users, OidcProperties properties) {
        this.users = users;
        this.value =
                properties.demoPassword().isBlank()
                        ? Secrets.random(RANDOM_BYTES)
                        : properties.demoPassword();
    }

    /** The password, made at this start unless {@code xinpiao.oidc.demo-password} names one. */
    public String value() {
        return value;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        var given = String.valueOf(login.getCredentials()).getBytes(UTF_8);
        boolean right = MessageDigest.isEqual(given, value.getBytes(UTF_8));
        return users.demoUsers().stream()
                .filter(user -> right && user.id().equals(login.getName()))
                .findFirst()
                .map(DemoPassword::proved)
                .orElseThrow(() -> new BadCredentialsException("no such demo user or password"));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    /** A person the provider knows from now on; the factor tells the ID token since when. */
    static Authentication proved(User user) {
        var factor =
                FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY);
        return UsernamePasswordAuthenticationToken.authenticated(user.id(), null, List.of(factor));
    }
}
