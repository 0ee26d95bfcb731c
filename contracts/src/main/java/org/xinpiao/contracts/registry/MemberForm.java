package org.xinpiao.contracts.registry;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.Wire;

/** What a member, a key and a region must look like, whatever the state. */
final class MemberForm {

    static final int KEYS_MAX = 100;
    static final int NAME_CHARS_MAX = 100;
    static final int PUBLIC_KEY_BYTES_MAX = 4_096;

    /** Longest period of a key: about ten years. */
    static final long KEY_PERIOD_MS_MAX = 3_660L * 24 * 60 * 60 * 1_000;

    private static final Set<String> NATIONAL = Set.of("SM2");
    private static final Set<String> INTERNATIONAL = Set.of("Ed25519", "X25519");

    private MemberForm() {}

    /** The first fault of a member without its keys; null when there is none. */
    static @Nullable Rejected member(Member member) {
        if (!isId(member)) {
            return malformed("id");
        }
        if (member.getRole() == Role.ROLE_UNSPECIFIED || member.getRole() == Role.UNRECOGNIZED) {
            return malformed("role");
        }
        if (!isName(member.getNameZh()) || !isName(member.getNameEn())) {
            return malformed("name");
        }
        if (!Wire.isDigits(member.getRegion(), 6)) {
            return malformed("region");
        }
        if (member.hasInstitution() != (member.getRole() == Role.INSTITUTION)
                || (member.hasInstitution() && !isInstitution(member.getInstitution()))) {
            return malformed("institution");
        }
        if (member.getSuspended()) {
            return malformed("suspended");
        }
        return null;
    }

    /**
     * The first fault of a new key; null when there is none.
     *
     * @param primitives to recompute the id of a key of the chain's suite; null when the chain's
     *     hash is not at hand (genesis)
     */
    static @Nullable Rejected key(MemberKey key, String suite, @Nullable Primitives primitives) {
        boolean fits =
                switch (key.getPurpose()) {
                    case SIGN ->
                            key.getAlgorithm().equals("SM2")
                                    || key.getAlgorithm().equals("Ed25519");
                    case SEAL ->
                            key.getAlgorithm().equals("SM2") || key.getAlgorithm().equals("X25519");
                    case KEY_PURPOSE_UNSPECIFIED, UNRECOGNIZED -> false;
                };
        int size = key.getPublicKey().size();
        if (!fits
                || key.getKeyId().size() != Wire.HASH_BYTES
                || size == 0
                || size > PUBLIC_KEY_BYTES_MAX
                || key.getRevokedMs() != 0) {
            return new Rejected(RegistryReason.KEY_MALFORMED, "key");
        }
        if (primitives != null
                && ownAlgorithms(suite).contains(key.getAlgorithm())
                && !key.getKeyId()
                        .asReadOnlyByteBuffer()
                        .equals(
                                ByteBuffer.wrap(
                                        primitives.hash(key.getPublicKey().toByteArray())))) {
            return new Rejected(RegistryReason.KEY_MALFORMED, "key_id");
        }
        long period = key.getNotAfterMs() - key.getNotBeforeMs();
        if (key.getNotBeforeMs() < 0 || period <= 0 || period > KEY_PERIOD_MS_MAX) {
            return new Rejected(RegistryReason.KEY_PERIOD, "not_before_ms, not_after_ms");
        }
        return null;
    }

    /** The first fault of a region; null when there is none. */
    static @Nullable Rejected region(Region region) {
        if (!Wire.isDigits(region.getAdmdvs(), 6)) {
            return malformed("admdvs");
        }
        if (!isName(region.getNameZh()) || !isName(region.getNameEn())) {
            return malformed("name");
        }
        // The agency, then one of each department that may judge: insurance, finance, health.
        if (region.getEndorsers() < 1 || region.getEndorsers() > 4) {
            return malformed("endorsers");
        }
        return null;
    }

    static boolean isSuite(String suite) {
        return !ownAlgorithms(suite).isEmpty();
    }

    private static Set<String> ownAlgorithms(String suite) {
        return switch (suite) {
            case "xp-national-1" -> NATIONAL;
            case "xp-international-1" -> INTERNATIONAL;
            default -> Set.of();
        };
    }

    private static boolean isId(Member member) {
        String id = member.getId();
        if (member.getRole() != Role.INSTITUTION) {
            return Wire.isWord(id);
        }
        return id.length() == 12
                && (id.charAt(0) == 'H' || id.charAt(0) == 'P')
                && Wire.isDigits(id.substring(1), 11);
    }

    private static boolean isInstitution(Institution institution) {
        String grade = institution.getHospLv();
        String uscc = institution.getUscc();
        return Wire.isDigits(grade, 2)
                && grade.compareTo("01") >= 0
                && grade.compareTo("11") <= 0
                && isName(institution.getType())
                && uscc.length() == 18
                && Wire.isId(uscc, 18);
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= NAME_CHARS_MAX;
    }

    private static Rejected malformed(String field) {
        return new Rejected(RegistryReason.MALFORMED, field);
    }
}
