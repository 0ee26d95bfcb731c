package org.xinpiao.platform.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * Which OpenID provider people sign in with.
 *
 * @param issuerUri the issuer of an outside provider; blank runs the embedded one
 * @param clientId our name at the outside provider
 * @param clientSecret our secret at the outside provider
 * @param usernameClaim the claim of the ID token that is looked up in the {@link UserDirectory}
 * @param idTokenAlgorithm how the outside provider signs ID tokens
 * @param demoPassword the password of all demo users at the embedded provider; blank makes a new
 *     one at each start
 */
@ConfigurationProperties("xinpiao.oidc")
record OidcProperties(
        @DefaultValue("") String issuerUri,
        @DefaultValue("xinpiao") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("preferred_username") String usernameClaim,
        @DefaultValue("RS256") SignatureAlgorithm idTokenAlgorithm,
        @DefaultValue("") String demoPassword) {

    /** The Spring expression that holds when the embedded provider serves. */
    static final String EMBEDDED = "'${xinpiao.oidc.issuer-uri:}'.isBlank()";

    boolean embedded() {
        return issuerUri.isBlank();
    }

    @Override
    public String toString() {
        return "OidcProperties[issuerUri=" + issuerUri + ", clientId=" + clientId + "]";
    }
}
