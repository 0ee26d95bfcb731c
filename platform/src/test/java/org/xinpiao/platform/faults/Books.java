package org.xinpiao.platform.faults;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Invariants;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.XinpiaoRules;
import org.xinpiao.ledger.Audit;
import org.xinpiao.ledger.AuditReport;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.Trust;
import org.xinpiao.ledger.Verdict;
import org.xinpiao.ledger.Verifier;
import org.xinpiao.platform.faults.Attempt.Seen;

/** Reads the ledgers of stopped nodes and says what is wrong with them. */
final class Books {

    private final List<Site> sites;
    private final List<String> findings = new ArrayList<>();
    private long size;

    private Books(List<Site> sites) {
        this.sites = sites;
    }

    /**
     * What was found.
     *
     * @param leaves of the log, the genesis' included
     */
    record Checked(List<String> findings, long leaves) {}

    /**
     * Compares all nodes' ledgers with each other, with what clients saw, and with the contracts'
     * invariants; audits one of them and proves on another what was acknowledged.
     */
    static Checked check(List<Site> sites, List<Attempt> history, Random random)
            throws IOException {
        Books books = new Books(sites);
        List<Receipt> log = books.oneLog();
        books.findings.addAll(HistoryChecker.check(history, log));
        books.prove(sites.get(random.nextInt(sites.size())), history);
        books.audit(sites.get(random.nextInt(FaultyCluster.VALIDATORS)));
        return new Checked(books.findings, books.size);
    }

    /** The receipts of the first node, after it was found that the others hold the same. */
    private List<Receipt> oneLog() throws IOException {
        List<Receipt> log = new ArrayList<>();
        try (CometEngine engine = Gateway.open(sites.getFirst())) {
            Ledger first = engine.ledger();
            size = first.size();
            for (long height = 1; height <= first.height(); height++) {
                Ledger.CommittedBlock block = first.block(height);
                if (block != null) {
                    log.addAll(block.receipts());
                }
            }
            for (Site site : sites.subList(1, sites.size())) {
                try (CometEngine other = Gateway.open(site)) {
                    compare(site.name(), first, other.ledger());
                }
            }
            Invariants.check(state(first)).forEach(f -> findings.add("state: " + f));
        }
        return log;
    }

    private void compare(String name, Ledger first, Ledger other) {
        if (other.height() != first.height()) {
            findings.add(
                    "%s stands at %d, the first at %d"
                            .formatted(name, other.height(), first.height()));
        }
        for (long h = 1; h <= Math.min(first.height(), other.height()); h++) {
            Ledger.CommittedBlock block = first.block(h);
            if (block == null || !block.equals(other.block(h))) {
                findings.add("%s has another block %d".formatted(name, h));
                return;
            }
        }
        boolean same = ByteString.copyFrom(first.root()).equals(ByteString.copyFrom(other.root()));
        if (other.height() == first.height() && !same) {
            findings.add(name + " has another root");
        }
    }

    /** Everything acknowledged is provable to whoever trusts the chain. */
    private void prove(Site site, List<Attempt> history) throws IOException {
        try (CometEngine engine = Gateway.open(site)) {
            Trust trust = engine.trust();
            Ledger ledger = engine.ledger();
            for (Attempt attempt : history) {
                if (attempt.seen() instanceof Seen.Answered(Receipt receipt)
                        && receipt.hasAccepted()) {
                    OptionalLong leaf = ledger.find(attempt.member(), attempt.key());
                    Verdict verdict =
                            leaf.isEmpty()
                                    ? null
                                    : Verifier.inclusion(
                                            ledger.proof(leaf.getAsLong()),
                                            receipt.toByteArray(),
                                            trust);
                    if (!(verdict instanceof Verdict.Included)) {
                        findings.add(
                                "%s cannot prove %s: %s"
                                        .formatted(site.name(), attempt.key(), verdict));
                        return;
                    }
                }
            }
        } catch (IllegalStateException e) {
            findings.add(site.name() + " gives no proof: " + e.getMessage());
        }
    }

    private void audit(Site site) throws IOException {
        Trust trust;
        try (CometEngine engine = Gateway.open(site)) {
            trust = engine.trust();
        }
        AuditReport report =
                Audit.run(
                        site.dir().resolve("ledger"), XinpiaoRules.standard(), trust, (_, _) -> {});
        report.bad().ifPresent(bad -> findings.add("audit of " + site.name() + ": " + bad));
    }

    private static State state(Ledger ledger) {
        return new State() {
            @Override
            public @Nullable ByteString get(String key) {
                return ledger.get(key);
            }

            @Override
            public List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
                return ledger.scan(prefix, limit);
            }

            @Override
            public void put(String key, ByteString value) {
                throw new IllegalStateException(key);
            }

            @Override
            public void delete(String key) {
                throw new IllegalStateException(key);
            }
        };
    }
}
