package org.xinpiao.platform.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.registry.KeyPurpose;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.verify.Issuer;
import org.xinpiao.platform.verify.IssuerDirectory;

/** The institutions' signing keys, from the ledger's registry. */
@Component
class IssuerKeys implements IssuerDirectory {

    private final Directory directory;

    IssuerKeys(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Issuer> find(byte[] keyIdPrefix) {
        List<Issuer> found =
                all().stream()
                        .filter(issuer ->
                                Arrays.equals(
                                        keyIdPrefix,
                                        Arrays.copyOf(issuer.key().id(), keyIdPrefix.length)))
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    @Override
    public List<Issuer> all() {
        List<Issuer> issuers = new ArrayList<>();
        for (Member member : directory.members(Role.INSTITUTION)) {
            for (MemberKey key : member.getKeysList()) {
                if (key.getPurpose() == KeyPurpose.SIGN) {
                    issuers.add(issuer(member, key));
                }
            }
        }
        return issuers;
    }

    private static Issuer issuer(Member member, MemberKey key) {
        try {
            return new Issuer(
                    member.getId(),
                    member.getNameZh(),
                    member.getNameEn(),
                    Keys.verifying(key.getAlgorithm(), key.getPublicKey().toByteArray()),
                    key.getNotBeforeMs(),
                    key.getNotAfterMs(),
                    key.getRevokedMs());
        } catch (CryptoException e) {
            throw new CorruptException("registered key of " + member.getId(), e);
        }
    }
}
