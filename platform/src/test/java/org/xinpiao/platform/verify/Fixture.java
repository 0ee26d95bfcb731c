package org.xinpiao.platform.verify;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.xinpiao.contracts.Merkle;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.BillsIssued;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Diagnosis;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Section;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.Accepted;
import org.xinpiao.ledger.Checkpoint;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.Event;
import org.xinpiao.ledger.LogProof;
import org.xinpiao.ledger.Note;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.SuitePrimitives;
import org.xinpiao.ledger.Trust;

/** A chain of four departments and a hospital that issued one batch of bills. */
final class Fixture {

    static final String HOSPITAL = "H33010200001";
    static final String ORIGIN = "xinpiao.example/test";
    static final long ISSUED_MS = 1_767_229_200_000L;
    static final int LEAF = 5;

    /** Leaves of the log. */
    static final int LOG_SIZE = 7;

    final Suite suite;
    final SigningKey hospital;
    final Map<String, SigningKey> departments = new TreeMap<>();
    private final List<Section> sections;
    private final List<byte[]> records = new ArrayList<>();
    private final Fingerprint fingerprint;
    private final Merkle merkle;

    Fixture(Suite suite, int batch) {
        this.suite = suite;
        this.hospital = suite.newSigningKey();
        this.fingerprint = new Fingerprint(new SuitePrimitives(suite));
        this.merkle = new Merkle(new SuitePrimitives(suite));
        for (String name : List.of("finance", "health", "insurance", "data")) {
            departments.put(ORIGIN + "/" + name, suite.newSigningKey());
        }
        sections = sections();
        List<byte[]> roots = sections.stream().map(fingerprint::sectionRoot).toList();
        for (int i = 0; i < batch; i++) {
            records.add(
                    BillRecord.newBuilder()
                            .setCode("33060125")
                            .setNumber("%010d".formatted(1000 + i))
                            .setIssuer(HOSPITAL)
                            .setFingerprint(ByteString.copyFrom(fingerprint.of(roots)))
                            .setTotalFen(12345)
                            .setIssuedMs(ISSUED_MS)
                            .build()
                            .toByteArray());
        }
    }

    Trust trust() {
        List<CheckpointKey> keys = departments.keySet().stream().map(this::key).toList();
        return new Trust(ORIGIN, suite, keys, 3);
    }

    Issuer issuer() {
        return new Issuer(
                HOSPITAL,
                "杭州市第一示范医院",
                "First Example Hospital",
                hospital.publicKey(),
                ISSUED_MS - 1000,
                ISSUED_MS + 1000,
                0);
    }

    /** How a bill of the batch stands on a ledger where nothing happened to it. */
    BillStatus status(int index) {
        byte[] record = records.get(index);
        var bill = Records.parse(record).orElseThrow();
        Bundle.Id id = Bundle.Id.of(bill);
        return new BillStatus(
                id.code(),
                id.number(),
                id.checkCode(),
                BillStatus.Standing.ISSUED,
                HOSPITAL,
                issuer().nameZh(),
                issuer().nameEn(),
                bill.getTotalFen(),
                ISSUED_MS,
                ISSUED_MS + 50,
                bill.getFingerprint().toByteArray(),
                null,
                null,
                false,
                ISSUED_MS + 60_000);
    }

    /** The whole proof of a bill of the batch, co-signed by the first so many departments. */
    Bundle bundle(int index, int cosigners) {
        List<byte[]> leaves = records.stream().map(fingerprint::batchLeaf).toList();
        byte[] root = fingerprint.batchRoot(leaves);
        byte[] keyId = hospital.publicKey().id();
        var batch =
                new Bundle.Batch(
                        root,
                        hospital.sign(Fingerprint.batchMessage(root)),
                        keyId,
                        hospital.publicKey().algorithm(),
                        hospital.publicKey().encoded(),
                        index,
                        records.size(),
                        fingerprint.batchPath(leaves, index));
        byte[] receipt = receipt(root, keyId);
        return new Bundle(
                suite,
                Bundle.Id.of(Records.parse(records.get(index)).orElseThrow()),
                records.get(index),
                sections.stream().map(this::shown).toList(),
                batch,
                receipt,
                proof(receipt, cosigners));
    }

    private byte[] receipt(byte[] root, byte[] keyId) {
        BillsIssued issued =
                BillsIssued.newBuilder()
                        .setIssuer(HOSPITAL)
                        .setKeyId(ByteString.copyFrom(keyId))
                        .setBatchRoot(ByteString.copyFrom(root))
                        .setCount(records.size())
                        .build();
        Event event =
                Event.newBuilder()
                        .setType("bill.BillsIssued")
                        .setBody(issued.toByteString())
                        .build();
        return Receipt.newBuilder()
                .setHeight(3)
                .setTimeMs(ISSUED_MS + 50)
                .setMember(HOSPITAL)
                .setAccepted(Accepted.newBuilder().addEvents(event))
                .build()
                .toByteArray();
    }

    @SuppressWarnings("NullAway") // it does not see the array's @Nullable in another module
    private String proof(byte[] receipt, int cosigners) {
        List<byte[]> log = new ArrayList<>();
        for (int i = 0; i < LOG_SIZE; i++) {
            log.add(merkle.leaf(i == LEAF ? receipt : new byte[] {(byte) i}));
        }
        Checkpoint checkpoint = new Checkpoint(ORIGIN, log.size(), merkle.root(log));
        List<Note.Signature> lines =
                departments.keySet().stream()
                        .limit(cosigners)
                        .map(name -> cosign(name, checkpoint))
                        .toList();
        String note = new Note(checkpoint.text(), lines).format();
        return new LogProof(null, LEAF, merkle.path(log, LEAF), note).format();
    }

    private CheckpointKey key(String name) {
        SigningKey key = Objects.requireNonNull(departments.get(name));
        return new CheckpointKey(name, CheckpointKey.Role.COSIGNER, key.publicKey());
    }

    /** As C2SP tlog-cosignature has it. */
    private Note.Signature cosign(String name, Checkpoint checkpoint) {
        long time = ISSUED_MS / 1000;
        String text = "cosignature/v1\ntime " + time + "\n" + checkpoint.text();
        SigningKey key = Objects.requireNonNull(departments.get(name));
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] line =
                ByteBuffer.allocate(8 + signature.length).putLong(time).put(signature).array();
        byte[] id = HexFormat.of().parseHex(key(name).vkey().split("\\+", -1)[1]);
        return new Note.Signature(name, id, line);
    }

    private Bundle.Section shown(Section section) {
        List<Bundle.Item> items = new ArrayList<>();
        byte[] seed = section.getSeed().toByteArray();
        for (ByteString item : section.getItemsList()) {
            byte[] salt = fingerprint.salt(seed, items.size());
            items.add(new Bundle.Item.Open(salt, item.toByteArray()));
        }
        return new Bundle.Section.Shown(items);
    }

    private static List<Section> sections() {
        Basics basics =
                Basics.newBuilder()
                        .setTitle("浙江省医疗门诊收费票据（电子）")
                        .setCode("33060125")
                        .setNumber("0000001000")
                        .setIssuedMs(ISSUED_MS)
                        .setInstitutionName("杭州市第一示范医院")
                        .build();
        Payer payer = Payer.newBuilder().setName("庞先生").setIdMasked("3301**********123X").build();
        Payment payment = Payment.newBuilder().setTotalFen(12345).setCashFen(12345).build();
        ChargeItem charge =
                ChargeItem.newBuilder()
                        .setSortNo(1)
                        .setCode("01")
                        .setName("诊察费")
                        .setNumberHundredths(100)
                        .setStandardFen(12345)
                        .setUnit("次")
                        .setAmountFen(12345)
                        .build();
        DetailLine line =
                DetailLine.newBuilder()
                        .setCode("110200001")
                        .setName("普通门诊诊察费")
                        .setUnit("次")
                        .setPriceTenThousandths(1_234_500)
                        .setNumberHundredths(100)
                        .setAmountFen(12345)
                        .build();
        Visit visit = Visit.newBuilder().setDepartment("内科").setInDate("2026-01-01").build();
        Diagnosis diagnosis = Diagnosis.newBuilder().setCode("J06.9").setName("上呼吸道感染").build();
        return List.of(
                section(SectionKind.FACE, basics, payer, payment),
                section(SectionKind.CHARGES, charge),
                section(SectionKind.DETAILS, line),
                section(SectionKind.CLINICAL, visit, diagnosis));
    }

    private static Section section(SectionKind kind, Message... items) {
        byte[] seed = new byte[Fingerprint.SALT_BYTES];
        Arrays.fill(seed, (byte) kind.name().length());
        Section.Builder section = Section.newBuilder().setSeed(ByteString.copyFrom(seed));
        for (Message item : items) {
            section.addItems(item.toByteString());
        }
        return section.build();
    }
}
