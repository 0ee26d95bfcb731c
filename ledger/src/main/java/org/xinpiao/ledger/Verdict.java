package org.xinpiao.ledger;

import java.util.List;

/** Whether a leaf is in a log that enough trusted parties signed. */
public sealed interface Verdict {

    /** It is. */
    record Included(long index, OfCheckpoint.Signed checkpoint) implements Verdict {}

    /** Whether enough trusted parties signed a checkpoint. */
    sealed interface OfCheckpoint {

        /**
         * They did.
         *
         * @param signers trusted names whose signatures are good
         * @param trust whose quorum it is: the one asked for, or that of its time
         */
        record Signed(Checkpoint checkpoint, List<String> signers, Trust trust)
                implements OfCheckpoint {
            public Signed {
                signers = List.copyOf(signers);
            }
        }
    }

    /**
     * Something does not hold.
     *
     * @param fault what
     * @param detail facts: a name, a number
     */
    record Failed(Fault fault, String detail) implements Verdict, OfCheckpoint {}

    /** What may not hold, in the order in which it is looked at. */
    enum Fault {
        MALFORMED("证明格式不正确。", "The proof is malformed."),
        OTHER_LOG("证明来自另一个账本。", "The proof is of another log."),
        BAD_SIGNATURE(
                "可信方的检查点签名不正确。", "A trusted party's signature on the checkpoint is not good."),
        NO_QUORUM("检查点的可信签名数量不足。", "Too few trusted parties signed the checkpoint."),
        NO_POST_QUANTUM_QUORUM(
                "检查点的抗量子签名数量不足。", "Too few trusted parties signed with a post-quantum key."),
        NOT_INCLUDED("账本中没有这条记录。", "The leaf is not in the log.");

        private final String zh;
        private final String en;

        Fault(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public String zh() {
            return zh;
        }

        public String en() {
            return en;
        }
    }
}
