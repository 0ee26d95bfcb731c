package org.xinpiao.platform.bill;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.EnvelopeKey;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.platform.keys.KeyShelf;
import org.xinpiao.platform.node.Party;

/**
 * The keys of bills, wrapped for each party entitled to them. A public-key operation opens an
 * envelope for a recipient, which then holds the keys of up to {@value #ENVELOPE_MAX} bills; each
 * bill costs one small wrapped key.
 *
 * <p>On the shelf: {@code envelope/<id>} is the encapsulation, {@code
 * bill/<code><number>/<beginning of the fingerprint>} the envelope's id (16 bytes), the bill's
 * place in it (4), which sections (1: bit per {@link SectionKind}; 0 for the bill's own key), and
 * the wrapped keys.
 */
@Component
public class BillKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int ENVELOPE_ID_BYTES = 16;

    /** How much of the fingerprint stands in an entry's name. */
    private static final int NAME_BYTES = 4;

    /** Keys in one envelope. */
    static final int ENVELOPE_MAX = 1_000;

    /** How many opened envelopes are remembered. */
    private static final int OPENED_MAX = 4096;

    private final KeyShelf shelf;
    private final BillSealer sealer;
    private final Map<String, Outgoing> outgoing = new ConcurrentHashMap<>();
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
    public record Keyed(BillRecord bill, byte[] billKey) {}

    /** Wraps a batch's keys for the recipients of each bill and stores them durably. */
    public void put(List<Keyed> bills, List<List<Grant>> grants) {
        KeyShelf.Writer writer = shelf.write();
        for (int i = 0; i < bills.size(); i++) {
            Keyed bill = bills.get(i);
            for (Grant grant : grants.get(i)) {
                writer.put(
                        grant.party(),
                        name(bill.bill()),
                        place(grant).wrapped(bill.billKey(), grant.sections(), sealer));
            }
        }
        writer.commit();
    }

    /** A place in the recipient's envelope; a full one is followed by a new one. */
    private Place place(Grant grant) {
        Outgoing envelope =
                outgoing.compute(
                        grant.party(),
                        (_, open) -> open != null && open.fits(grant) ? open : open(grant));
        int place = envelope.next.getAndIncrement();
        // Others may have taken the last places since.
        return place < ENVELOPE_MAX ? new Place(envelope, place) : place(grant);
    }

    /** The encapsulation is durable before any key that needs it. */
    private Outgoing open(Grant grant) {
        RecipientKey.Encapsulation fresh = grant.key().encapsulate();
        byte[] id = new byte[ENVELOPE_ID_BYTES];
        RANDOM.nextBytes(id);
        shelf.write().put(grant.party(), envelopeName(id), fresh.bytes()).commit();
        return new Outgoing(id, grant.key(), fresh.key(), new AtomicInteger());
    }

    /** An envelope that is being filled. */
    private record Outgoing(
            byte[] id, RecipientKey recipient, EnvelopeKey key, AtomicInteger next) {

        /** Whether it has room, and the recipient's key is still the one it was made for. */
        boolean fits(Grant grant) {
            return next.get() < ENVELOPE_MAX && Arrays.equals(recipient.id(), grant.key().id());
        }
    }

    private record Place(Outgoing envelope, int index) {

        byte[] wrapped(byte[] billKey, @Nullable List<SectionKind> sections, BillSealer sealer) {
            int mask = 0;
            byte[] keys = billKey;
            if (sections != null) {
                List<byte[]> each = sealer.sectionKeys(billKey);
                ByteBuffer chosen = ByteBuffer.allocate(sections.size() * Suite.KEY_BYTES);
                for (SectionKind kind : SectionKind.values()) {
                    if (sections.contains(kind)) {
                        mask |= 1 << kind.ordinal();
                        chosen.put(each.get(kind.ordinal()));
                    }
                }
                keys = chosen.array();
            }
            byte[] wrapped = envelope.key.wrap(index, keys);
            return ByteBuffer.allocate(ENVELOPE_ID_BYTES + 5 + wrapped.length)
                    .put(envelope.id)
                    .putInt(index)
                    .put((byte) mask)
                    .put(wrapped)
                    .array();
        }
    }

    /** Destroys a party's key to a bill for ever. */
    public void destroy(Party party, BillRecord bill) {
        shelf.destroy(party.id(), name(bill));
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
            BillRecord bill,
            String party,
            RecipientKey recipient,
            List<SectionKind> sections)
            throws CryptoException {
        Held held = held(holder, bill);
        if (held == null || held.mask() != 0) {
            throw new CryptoException(holder.id() + " does not hold the key of bill " + name(bill));
        }
        put(
                List.of(new Keyed(bill, held.keys())),
                List.of(List.of(new Grant(party, recipient, sections))));
    }

    /**
     * The section keys a party holds of a bill, one for each {@link SectionKind}, null where it
     * holds none.
     *
     * @throws CryptoException when what is on the shelf was not wrapped for this party
     */
    public List<byte @Nullable []> find(Party party, BillRecord bill) throws CryptoException {
        Held held = held(party, bill);
        if (held != null && held.mask() == 0) {
            return new ArrayList<>(sealer.sectionKeys(held.keys()));
        }
        List<byte @Nullable []> found = new ArrayList<>();
        int next = 0;
        for (SectionKind kind : SectionKind.values()) {
            if (held != null && (held.mask() & 1 << kind.ordinal()) != 0) {
                found.add(Arrays.copyOfRange(held.keys(), next, next + Suite.KEY_BYTES));
                next += Suite.KEY_BYTES;
            } else {
                found.add(null);
            }
        }
        return found;
    }

    /** Whether a party holds any key of a bill. */
    public boolean holds(String party, BillRecord bill) {
        return shelf.get(party, name(bill)).isPresent();
    }

    private record Held(int mask, byte[] keys) {}

    private @Nullable Held held(Party party, BillRecord bill) throws CryptoException {
        Optional<byte[]> stored = shelf.get(party.id(), name(bill));
        if (stored.isEmpty()) {
            return null;
        }
        ByteBuffer entry = ByteBuffer.wrap(stored.get());
        byte[] envelope = new byte[ENVELOPE_ID_BYTES];
        entry.get(envelope);
        int place = entry.getInt();
        int mask = entry.get();
        byte[] wrapped = new byte[entry.remaining()];
        entry.get(wrapped);
        return new Held(mask, envelope(party, envelope).unwrap(place, wrapped));
    }

    private EnvelopeKey envelope(Party party, byte[] id) throws CryptoException {
        String name = envelopeName(id);
        EnvelopeKey known = opened.get(party.id() + name);
        if (known == null) {
            byte[] encapsulation =
                    shelf.get(party.id(), name)
                            .orElseThrow(() ->
                                    new CryptoException("no such envelope for " + party.id()));
            known = party.sealing().open(encapsulation);
            if (opened.size() >= OPENED_MAX) {
                opened.clear();
            }
            opened.put(party.id() + name, known);
        }
        return known;
    }

    private static String envelopeName(byte[] id) {
        return "envelope/" + HexFormat.of().formatHex(id);
    }

    /**
     * A number whose first bill the ledger rejected may carry another: the content tells them
     * apart.
     */
    private static String name(BillRecord bill) {
        byte[] print = bill.getFingerprint().substring(0, NAME_BYTES).toByteArray();
        return "bill/" + bill.getCode() + bill.getNumber() + "/" + HexFormat.of().formatHex(print);
    }
}
