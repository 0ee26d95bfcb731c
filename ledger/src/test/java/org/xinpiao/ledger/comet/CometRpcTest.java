package org.xinpiao.ledger.comet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CometRpcTest {

    /** As CometBFT 0.40 answers. */
    @Test
    void tellsWhatBecameOfATransaction() {
        assertThat(
                        CometRpc.handed(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"code\":0,\"hash\":\"AB\"}}"))
                .isEqualTo(CometRpc.Handed.TAKEN);
        assertThat(error("tx already exists in cache")).isEqualTo(CometRpc.Handed.TAKEN);
        assertThat(error("mempool is full: number of txs 5000 (max: 5000)"))
                .isEqualTo(CometRpc.Handed.FULL);
        assertThat(error("endpoint is closed while node is catching up"))
                .isEqualTo(CometRpc.Handed.UNKNOWN);
        assertThat(CometRpc.handed("")).isEqualTo(CometRpc.Handed.UNKNOWN);
    }

    private static CometRpc.Handed error(String data) {
        return CometRpc.handed(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"Internal error\",\"data\":\"%s\"}}"
                        .formatted(data));
    }
}
