package org.xinpiao.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;

/** The program that is a node of Xinpiao. */
@SpringBootApplication(
        // It would make an RSA key at every start; the embedded provider brings its own key.
        exclude = OAuth2AuthorizationServerJwtAutoConfiguration.class)
public class PlatformApplication {

    /** Starts the node with the given options and blocks until it is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(PlatformApplication.class, args);
    }
}
