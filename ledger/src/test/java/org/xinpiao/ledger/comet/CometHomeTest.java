package org.xinpiao.ledger.comet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CometHomeTest {

    @TempDir Path dir;

    @Test
    void keysAreMadeOnceAndForTheirOwnerAlone() throws IOException {
        CometHome home = new CometHome(dir);
        CometHome.Identity identity = home.identity();

        assertThat(home.identity()).isEqualTo(identity);
        assertThat(identity.validatorKey().size()).isEqualTo(32);
        assertThat(identity.address().size()).isEqualTo(20);
        assertThat(identity.nodeId()).matches("[0-9a-f]{40}");
        assertThat(new CometHome(dir.resolve("other")).identity()).isNotEqualTo(identity);
        for (String key : new String[] {"priv_validator_key.json", "node_key.json"}) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(dir.resolve("config", key))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void onlyPeersAndWhoeverWasAdmittedMayConnect() {
        CometHome home = new CometHome(dir);
        String self = home.identity().nodeId();
        CometHome.Peer peer = new CometHome.Peer("a".repeat(40), "127.0.0.1:1");
        home.writeSettings(
                new CometHome.Settings("v", "127.0.0.1:2", 3, List.of(peer), 1, 1, 100, 1, 1_000));
        String other = "b".repeat(40);

        assertThat(List.of(peer.nodeId(), other, self, ""))
                .filteredOn(home::admits)
                .containsExactly(peer.nodeId());
        home.admit(other);
        home.admit(other);
        assertThat(home.admits(other)).isTrue();
        assertThat(dir.resolve("config/admitted")).hasContent(other + "\n");
    }

    @Test
    void joiningIsAddedToTheSettingsInThePlaceOfWhatWasSaidBefore() throws IOException {
        CometHome home = new CometHome(dir);
        home.identity();
        home.writeSettings(
                new CometHome.Settings("v", "127.0.0.1:1", 2, List.of(), 100, 500, 1, 1, 1));
        Path file = dir.resolve("config/config.toml");
        String before = Files.readString(file);
        TrustedBlock trusted = new TrustedBlock(7, "AB".repeat(32));
        home.writeStateSync(new CometHome.StateSync(List.of("c:1", "d:1"), trusted));
        home.writeStateSync(new CometHome.StateSync(List.of("a:1", "b:1"), trusted));

        String after = Files.readString(file);
        assertThat(after).startsWith(before.strip()).doesNotContain("c:1");
        assertThat(after.substring(before.strip().length()).strip().lines())
                .startsWith(
                        "[statesync]",
                        "enable = true",
                        "rpc_servers = \"a:1,b:1\"",
                        "trust_height = 7",
                        "trust_hash = \"" + "AB".repeat(32) + "\"");
    }

    @Test
    void programIsTheNamedOneOrThatOnThePathOrTheInstalled() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("folder"));
        Map<String, String> path = Map.of("PATH", dir.resolve("none") + ":" + folder);
        assertThat(CometProcess.find(path, null)).isEmpty();

        Path program = Files.createFile(folder.resolve("cometbft"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(CometProcess.find(path, null)).contains(program);
        assertThat(CometProcess.find(Map.of(), folder)).contains(program);
        assertThat(CometProcess.find(Map.of(CometProcess.VARIABLE, program.toString()), null))
                .contains(program);
        assertThat(CometProcess.find(Map.of(CometProcess.VARIABLE, "/none"), folder)).isEmpty();
    }
}
