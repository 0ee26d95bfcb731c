package org.xinpiao.platform.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.registry.KeyPurpose;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.node.LedgerState;

/** Members, their keys and the regions, as the ledger's registry has them now. */
@Component
public class Directory {

    private static final int MEMBERS_MAX = 100_000;

    private final LedgerState state;
    private final Clock clock;
    private final Map<ByteString, RecipientKey> recipients = new ConcurrentHashMap<>();
    private final Map<String, Read> members = new ConcurrentHashMap<>();

    /** A member and the state it was read from: most look-ups find the same bytes. */
    private record Read(ByteString value, Member member) {}

    Directory(LedgerState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    public Optional<Member> member(String id) {
        ByteString value = state.get("registry/member/" + id);
        if (value == null) {
            return Optional.empty();
        }
        Read known = members.get(id);
        if (known == null || !known.value().equals(value)) {
            known = new Read(value, member(value));
            members.put(id, known);
        }
        return Optional.of(known.member());
    }

    /**
     * A member that must be there.
     *
     * @throws IllegalArgumentException when it is not
     */
    public Member required(String id) {
        return member(id).orElseThrow(() -> new IllegalArgumentException("no member " + id));
    }

    public List<Member> members(Role role) {
        List<Member> found = new ArrayList<>();
        for (Map.Entry<String, ByteString> entry : state.scan("registry/member/", MEMBERS_MAX)) {
            Member member = member(entry.getValue());
            if (member.getRole() == role) {
                found.add(member);
            }
        }
        return found;
    }

    public Optional<Region> region(String admdvs) {
        return Optional.ofNullable(state.get("registry/region/" + admdvs)).map(Directory::region);
    }

    /** Member id of the agency of a pooling area. */
    public Optional<String> agency(String admdvs) {
        return region(admdvs).map(Region::getAgency);
    }

    /** The key to seal for a member now: the newest that stands. */
    public RecipientKey recipient(String id) {
        long now = clock.millis();
        MemberKey newest = null;
        for (MemberKey key : required(id).getKeysList()) {
            boolean stands =
                    key.getPurpose() == KeyPurpose.SEAL
                            && key.getRevokedMs() == 0
                            && now <= key.getNotAfterMs();
            if (stands && (newest == null || key.getNotBeforeMs() >= newest.getNotBeforeMs())) {
                newest = key;
            }
        }
        if (newest == null) {
            throw new IllegalStateException(id + " has no key to seal for");
        }
        return recipients.computeIfAbsent(newest.getKeyId(), parsed(newest));
    }

    private static java.util.function.Function<ByteString, RecipientKey> parsed(MemberKey key) {
        return id -> {
            try {
                return Keys.recipient(key.getAlgorithm(), key.getPublicKey().toByteArray());
            } catch (CryptoException e) {
                throw new CorruptException("registered key", e);
            }
        };
    }

    private static Member member(ByteString bytes) {
        try {
            return Member.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("registry member", e);
        }
    }

    private static Region region(ByteString bytes) {
        try {
            return Region.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("registry region", e);
        }
    }
}
