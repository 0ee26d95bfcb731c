package org.xinpiao.bench.kernels;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.SuitePrimitives;
import org.xinpiao.platform.bill.BillSealer;

/** A bill of a usual size fingerprinted and sealed, and the keys of a batch wrapped. */
@State(Scope.Benchmark)
public class SealingKernels {

    private static final int BATCH = 100;

    private final List<Section> sections = SampleBill.content().sections();
    private final List<byte[]> plaintexts =
            sections.stream().map(section -> section.toByteArray()).toList();
    private final byte[] whole = joined(plaintexts);
    private final BillId id =
            BillId.newBuilder().setCode("33060126").setNumber("0000000001").build();
    private final byte[] key = new byte[Suite.KEY_BYTES];
    private final byte[] nonce = new byte[12];
    private final BillSealer national = new BillSealer(Suites.national());
    private final BillSealer international = new BillSealer(Suites.international());
    private final Fingerprint fingerprint = new Fingerprint(new SuitePrimitives(Suites.national()));
    private final RecipientKey recipient = Suites.national().newSealingKey().publicKey();
    private final ECPublicKeyParameters recipientPoint = point(recipient);

    @Benchmark
    public List<ByteString> sealSm4() {
        return national.seal(id, key, sections);
    }

    @Benchmark
    public List<byte[]> sealSm4Peer() throws GeneralSecurityException {
        List<byte[]> sealed = new ArrayList<>();
        for (byte[] plaintext : plaintexts) {
            sealed.add(Peers.sm4(key, nonce, plaintext));
        }
        return sealed;
    }

    @Benchmark
    public List<ByteString> sealAes() {
        return international.seal(id, key, sections);
    }

    @Benchmark
    public List<byte[]> sealAesPeer() throws GeneralSecurityException {
        List<byte[]> sealed = new ArrayList<>();
        for (byte[] plaintext : plaintexts) {
            sealed.add(Peers.aes(key, nonce, plaintext));
        }
        return sealed;
    }

    @Benchmark
    public byte[] fingerprint() {
        List<byte[]> roots = new ArrayList<>();
        for (Section section : sections) {
            roots.add(fingerprint.sectionRoot(section));
        }
        return fingerprint.of(roots);
    }

    @Benchmark
    public byte[] fingerprintPeer() throws GeneralSecurityException {
        return Peers.sm3(whole);
    }

    @Benchmark
    public List<byte[]> wrapBatch() {
        List<byte[]> wrapped = new ArrayList<>();
        RecipientKey.Encapsulation fresh = recipient.encapsulate();
        wrapped.add(fresh.bytes());
        for (int i = 0; i < BATCH; i++) {
            wrapped.add(fresh.key().wrap(i, key));
        }
        return wrapped;
    }

    @Benchmark
    public List<byte[]> wrapBatchPeer()
            throws GeneralSecurityException, InvalidCipherTextException {
        List<byte[]> wrapped = new ArrayList<>();
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(recipientPoint));
        wrapped.add(engine.processBlock(key, 0, key.length));
        for (int i = 0; i < BATCH; i++) {
            wrapped.add(Peers.sm4(key, nonce, key));
        }
        return wrapped;
    }

    private static ECPublicKeyParameters point(RecipientKey key) {
        try {
            return (ECPublicKeyParameters) PublicKeyFactory.createKey(key.encoded());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
