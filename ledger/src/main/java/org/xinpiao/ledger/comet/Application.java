package org.xinpiao.ledger.comet;

/**
 * What CometBFT asks of the application it replicates (ABCI 2.0). Four connections call at once:
 * consensus, mempool, query, snapshots; each waits for its answer. An exception stops CometBFT.
 */
public interface Application {

    Abci.ResponseInfo info(Abci.RequestInfo request);

    Abci.ResponseInitChain initChain(Abci.RequestInitChain request);

    Abci.ResponseQuery query(Abci.RequestQuery request);

    Abci.ResponseCheckTx checkTx(Abci.RequestCheckTx request);

    Abci.ResponsePrepareProposal prepareProposal(Abci.RequestPrepareProposal request);

    Abci.ResponseProcessProposal processProposal(Abci.RequestProcessProposal request);

    Abci.ResponseExtendVote extendVote(Abci.RequestExtendVote request);

    Abci.ResponseVerifyVoteExtension verifyVoteExtension(Abci.RequestVerifyVoteExtension request);

    Abci.ResponseFinalizeBlock finalizeBlock(Abci.RequestFinalizeBlock request);

    Abci.ResponseCommit commit(Abci.RequestCommit request);

    Abci.ResponseListSnapshots listSnapshots(Abci.RequestListSnapshots request);

    Abci.ResponseOfferSnapshot offerSnapshot(Abci.RequestOfferSnapshot request);

    Abci.ResponseLoadSnapshotChunk loadSnapshotChunk(Abci.RequestLoadSnapshotChunk request);

    Abci.ResponseApplySnapshotChunk applySnapshotChunk(Abci.RequestApplySnapshotChunk request);

    /** Hears that a request ended in an exception. */
    void failed(Throwable why);
}
