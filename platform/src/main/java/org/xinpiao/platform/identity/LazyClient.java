package org.xinpiao.platform.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * The one client registration, made at the first login: the port of the embedded provider is known
 * only when it listens, and an outside provider that is away must not keep the node from starting.
 */
final class LazyClient implements ClientRegistrationRepository {

    static final String ID = "xinpiao";
    static final String LOGIN = "/oauth2/authorization/" + ID;
    static final String CALLBACK = "/login/oauth2/code/" + ID;

    private final Supplier<ClientRegistration> source;
    private volatile @Nullable ClientRegistration made;

    LazyClient(Supplier<ClientRegistration> source) {
        this.source = source;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ID)) {
            return null;
        }
        var known = made;
        if (known == null) {
            // Two first logins may both ask the source: harmless, and no lock is held over the
            // network.
            known = source.get();
            made = known;
        }
        return known;
    }
}
