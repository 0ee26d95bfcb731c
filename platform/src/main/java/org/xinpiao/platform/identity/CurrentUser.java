package org.xinpiao.platform.identity;

import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The person behind the request being handled. A page controller may instead declare a parameter of
 * type {@link User}.
 */
@Component
public class CurrentUser {

    /** The signed-in person, if any. */
    public Optional<User> find() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
                ? Optional.of(signedIn.user())
                : Optional.empty();
    }

    /**
     * The signed-in person.
     *
     * @throws AccessDeniedException when nobody is signed in; it leads to the login
     */
    public User require() {
        return find().orElseThrow(() -> new AccessDeniedException("nobody is signed in"));
    }
}
