package org.xinpiao.platform.bill;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.EnvelopeKey;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.platform.keys.KeyShelf;
import org.xinpiao.platform.node.Party;

/**
 * The keys of bills, wrapped for each party entitled to them. A batch costs one public-key
 * operation for each recipient; each bill then costs one small wrapped key.
 *
 * <p>On the shelf: {@code batch/<id>} is the encapsulation, {@code bill/<code><number>} the batch's
 * id (16 bytes), the bill's place in it (4), which sections (1: bit per {@link SectionKind}; 0 for
 * the bill's own key), and the wrapped keys.
 */
@Component
public class BillKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int BATCH_ID_BYTES = 16;

    /** How many opened envelopes are remembered. */
    private static final int OPENED_MAX = 4096;

    private final KeyShelf shelf;
    private final BillSealer sealer;
    private final Map<String, EnvelopeKey> opened = new ConcurrentHashMap<>();

    BillKeys(KeyShelf shelf, BillSealer sealer) {
        this.shelf = shelf;
        this.sealer = sealer;
    }

    /**
     * What one recipient gets of a batch.
     *
     * @param party member id
     * @param sections null for everything, by the bill's own key
     */
    public record Grant(String party, RecipientKey key, @Nullable List<SectionKind> sections) {}

    /** One bill's key, to be wrapped. */
    public record Keyed(BillId id, byte[] billKey) {}

    /** Wraps a batch's keys for the recipients of each bill and stores them durably. */
    public void put(byte[] batchId, List<Keyed> bills, List<List<Grant>> grants) {
        KeyShelf.Writer writer = shelf.write();
        Map<String, EnvelopeKey> envelopes = new HashMap<>();
        byte[] id = Arrays.copyOf(batchId, BATCH_ID_BYTES);
        for (int i = 0; i < bills.size(); i++) {
            Keyed bill = bills.get(i);
            for (Grant grant : grants.get(i)) {
                EnvelopeKey envelope =
                        envelopes.computeIfAbsent(
                                grant.party(),
                                party -> {
                                    RecipientKey.Encapsulation fresh = grant.key().encapsulate();
                                    writer.put(
                                            party,
                                            "batch/" + HexFormat.of().formatHex(id),
                                            fresh.bytes());
                                    return fresh.key();
                                });
                writer.put(
                        grant.party(),
                        name(bill.id()),
                        wrapped(id, i, bill.billKey(), grant.sections(), envelope));
            }
        }
        writer.commit();
    }

    /** Destroys a party's key to a bill for ever. */
    public void destroy(Party party, BillId id) {
        shelf.destroy(party.id(), name(id));
    }

    /**
     * Gives a party the keys of some sections, on the patient's behalf. Giving them again changes
     * nothing.
     *
     * @param holder who holds the bill's own key
     * @throws CryptoException when the holder does not
     */
    public void share(
            Party holder,
            BillId id,
            String party,
            RecipientKey recipient,
            List<SectionKind> sections)
            throws CryptoException {
        Held held = held(holder, id);
        if (held == null || held.mask() != 0) {
            throw new CryptoException(holder.id() + " does not hold the key of bill " + name(id));
        }
        byte[] envelope = new byte[BATCH_ID_BYTES];
        RANDOM.nextBytes(envelope);
        put(
                envelope,
                List.of(new Keyed(id, held.keys())),
                List.of(List.of(new Grant(party, recipient, sections))));
    }

    /**
     * The section keys a party holds of a bill, one for each {@link SectionKind}, null where it
     * holds none.
     *
     * @throws CryptoException when what is on the shelf was not wrapped for this party
     */
    public List<byte @Nullable []> find(Party party, BillId id) throws CryptoException {
        Held held = held(party, id);
        List<byte @Nullable []> found = new ArrayList<>();
        int next = 0;
        for (SectionKind kind : SectionKind.values()) {
            if (held == null) {
                found.add(null);
            } else if (held.mask() == 0) {
                found.add(sealer.sectionKey(held.keys(), kind));
            } else if ((held.mask() & 1 << kind.ordinal()) != 0) {
                found.add(Arrays.copyOfRange(held.keys(), next, next + Suite.KEY_BYTES));
                next += Suite.KEY_BYTES;
            } else {
                found.add(null);
            }
        }
        return found;
    }

    /** Whether a party holds any key of a bill. */
    public boolean holds(String party, BillId id) {
        return shelf.get(party, name(id)).isPresent();
    }

    private record Held(int mask, byte[] keys) {}

    private @Nullable Held held(Party party, BillId id) throws CryptoException {
        Optional<byte[]> stored = shelf.get(party.id(), name(id));
        if (stored.isEmpty()) {
            return null;
        }
        ByteBuffer entry = ByteBuffer.wrap(stored.get());
        byte[] batch = new byte[BATCH_ID_BYTES];
        entry.get(batch);
        int place = entry.getInt();
        int mask = entry.get();
        byte[] wrapped = new byte[entry.remaining()];
        entry.get(wrapped);
        return new Held(mask, envelope(party, batch).unwrap(place, wrapped));
    }

    private byte[] wrapped(
            byte[] batch,
            int place,
            byte[] billKey,
            @Nullable List<SectionKind> sections,
            EnvelopeKey envelope) {
        int mask = 0;
        byte[] keys = billKey;
        if (sections != null) {
            keys = new byte[sections.size() * Suite.KEY_BYTES];
            int next = 0;
            for (SectionKind kind : SectionKind.values()) {
                if (sections.contains(kind)) {
                    mask |= 1 << kind.ordinal();
                    System.arraycopy(
                            sealer.sectionKey(billKey, kind), 0, keys, next, Suite.KEY_BYTES);
                    next += Suite.KEY_BYTES;
                }
            }
        }
        byte[] wrapped = envelope.wrap(place, keys);
        return ByteBuffer.allocate(BATCH_ID_BYTES + 5 + wrapped.length)
                .put(batch)
                .putInt(place)
                .put((byte) mask)
                .put(wrapped)
                .array();
    }

    private EnvelopeKey envelope(Party party, byte[] batch) throws CryptoException {
        String name = "batch/" + HexFormat.of().formatHex(batch);
        EnvelopeKey known = opened.get(party.id() + name);
        if (known == null) {
            byte[] encapsulation =
                    shelf.get(party.id(), name)
                            .orElseThrow(() ->
                                    new CryptoException(
                                            "no envelope of this batch for " + party.id()));
            known = party.sealing().open(encapsulation);
            if (opened.size() >= OPENED_MAX) {
                opened.clear();
            }
            opened.put(party.id() + name, known);
        }
        return known;
    }

    private static String name(BillId id) {
        return "bill/" + id.getCode() + id.getNumber();
    }
}
