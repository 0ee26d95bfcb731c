package org.xinpiao.platform.node;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.XinpiaoRules;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.Cosigner;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.SoloEngine;
import org.xinpiao.ledger.SoloOptions;
import org.xinpiao.ledger.SuitePrimitives;
import org.xinpiao.platform.keys.KeyShelf;
import org.xinpiao.platform.keys.Pseudonyms;

/** Opens what a node keeps: keys, ledger, key shelf. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NodeSettings.class)
class NodeConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Suite suite(NodeSettings settings) throws CryptoException {
        return Suites.of(settings.suite());
    }

    @Bean
    Primitives primitives(Suite suite) {
        return new SuitePrimitives(suite);
    }

    @Bean
    Fingerprint fingerprint(Primitives primitives) {
        return new Fingerprint(primitives);
    }

    @Bean
    KeyVault keyVault(NodeSettings settings) throws IOException, CryptoException {
        return KeyVault.open(settings.vaultFile(), VaultPassword.of(settings));
    }

    @Bean
    Parties parties(KeyVault vault) {
        return new Parties(vault);
    }

    @Bean
    Secrets secrets(KeyVault vault) {
        return new Secrets(vault);
    }

    @Bean
    Pseudonyms pseudonyms(Suite suite, Secrets secrets) {
        return new Pseudonyms(suite, secrets.get("pseudonyms"));
    }

    @Bean
    KeyShelf keyShelf(NodeSettings settings) {
        return new KeyShelf(settings.shelfDirectory());
    }

    @Bean
    Engine engine(
            NodeSettings settings, Suite suite, Parties parties, Secrets secrets, Clock clock) {
        ByteString genesis = Founding.genesis(settings, suite, parties, List.of(), clock);
        Optional<Network> network = Network.read(settings.data());
        if (network.isPresent()) {
            return CometEngine.open(network.get().options(settings.data(), genesis, null, clock));
        }
        List<Cosigner> cosigners = new ArrayList<>();
        for (String department : Founding.DEPARTMENTS) {
            cosigners.add(new Cosigner(department, parties.get(department).signing()));
            if (settings.postQuantum()) {
                cosigners.add(new Cosigner(department, secrets.postQuantum(department)));
            }
        }
        return SoloEngine.open(
                new SoloOptions(
                                settings.ledgerDirectory(),
                                settings.chain(),
                                genesis,
                                suite,
                                XinpiaoRules.standard(),
                                settings.chain(),
                                cosigners)
                        .withClock(clock));
    }
}
