package org.xinpiao.platform.faults;

/** What is done to a running cluster. */
enum Fault {
    /**
     * kill -9 of a validator's application and CometBFT, up to three times, also while it starts.
     */
    KILL_NODE,
    /** kill -9 of the application alone; its CometBFT must end by itself. */
    KILL_APPLICATION,
    /** kill -9 of a CometBFT, a gateway's too; whoever keeps it starts it again. */
    KILL_COMETBFT,
    /** kill -9 of all four validators at once. */
    KILL_ALL,
    /** SIGSTOP beyond all timeouts of a round, and SIGCONT. */
    PAUSE,
    /** Two validators see two, and no more: nothing can be decided, nothing may be lost. */
    PARTITION_2_2,
    /** One validator is alone. */
    PARTITION_3_1,
    /** Partitions of any form, made and mended within fractions of a second to seconds. */
    FLAPPING,
    /** Kills, pauses and partitions one upon the other, of more than one node. */
    STORM,
    /** All that comes from and goes to one validator takes 300 ms longer. */
    SLOW_NODE,
    /** The disk of one validator is full for a while. */
    FULL_DISK,
    /** The clocks of one validator, its CometBFT's too, are 10 minutes ahead or behind. */
    CLOCK,
    /** One application says that the block left another state. */
    LIE_APP_HASH,
    /** One proposes blocks that the rules refuse. */
    LIE_PROPOSAL,
    /** One signs a checkpoint of another log. */
    LIE_CHECKPOINT,
    /** A second validator runs with the keys of one: it votes for two blocks of one height. */
    TWIN
}
