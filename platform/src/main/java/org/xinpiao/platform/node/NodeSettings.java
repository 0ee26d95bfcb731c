package org.xinpiao.platform.node;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a node is told by its configuration.
 *
 * @param data directory of everything this node keeps
 * @param chain name of the chain, also the origin of its log
 * @param suite id of the suite of a chain that is founded here
 * @param jdbcUrl database of the read model; null for one of this process's own
 * @param postQuantum whether checkpoints signed here are signed with ML-DSA-44 besides
 */
@ConfigurationProperties("xinpiao")
public record NodeSettings(
        Path data,
        @DefaultValue("xinpiao-demo") String chain,
        @DefaultValue("xp-national-1") String suite,
        @Nullable String jdbcUrl,
        @DefaultValue("false") boolean postQuantum) {

    public Path ledgerDirectory() {
        return data.resolve("ledger");
    }

    public Path genesisFile() {
        return data.resolve("genesis.pb");
    }

    public Path vaultFile() {
        return data.resolve("keys").resolve("vault.p12");
    }

    public Path shelfDirectory() {
        return data.resolve("keys").resolve("shelf");
    }

    public Path databaseDirectory() {
        return data.resolve("pg");
    }

    public Path trustFile() {
        return data.resolve("trust.json");
    }
}
