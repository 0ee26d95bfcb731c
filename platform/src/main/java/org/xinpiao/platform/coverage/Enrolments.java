package org.xinpiao.platform.coverage;

import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.ConcurrentLruCache;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.CoverageCommand;
import org.xinpiao.contracts.coverage.Enrol;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;
import tools.jackson.databind.json.JsonMapper;

/** Who is insured where: an agency enrols its people, and alone can read what it knows of them. */
@Service
public class Enrolments {

    /** How many opened enrolments are kept: deciding one claim asks for each several times. */
    private static final int OPENED_MAX = 256;

    /** What was opened with an agency's key. */
    private record Opened(Party agency, ByteString sealed) {}

    private final Parties parties;
    private final Submitter submitter;
    private final Pseudonyms pseudonyms;
    private final State state;
    private final JsonMapper json;
    private final ConcurrentLruCache<Opened, Insured> opened =
            new ConcurrentLruCache<>(OPENED_MAX, this::open);

    Enrolments(
            Parties parties,
            Submitter submitter,
            Pseudonyms pseudonyms,
            LedgerState state,
            JsonMapper json) {
        this.parties = parties;
        this.submitter = submitter;
        this.pseudonyms = pseudonyms;
        this.state = state;
        this.json = json;
    }

    /**
     * Enrols a person.
     *
     * @param to last day of cover; null while it lasts
     */
    public void enrol(
            String agency,
            String region,
            String insutype,
            LocalDate from,
            @Nullable LocalDate to,
            Insured insured) {
        Party party = parties.get(agency);
        ByteString person = person(insured.idNumber());
        Enrolment enrolment =
                Enrolment.newBuilder()
                        .setPerson(person)
                        .setRegion(region)
                        .setInsutype(insutype)
                        .setFromDay(Math.toIntExact(from.toEpochDay()))
                        .setToDay(to == null ? 0 : Math.toIntExact(to.toEpochDay()))
                        .setSealed(
                                SealedBox.seal(
                                        party.sealing().publicKey(),
                                        json.writeValueAsBytes(insured)))
                        .build();
        submitter.requireOnce(
                party,
                "coverage",
                CoverageCommand.newBuilder()
                        .setEnrol(Enrol.newBuilder().setEnrolment(enrolment))
                        .build(),
                "enrol/" + hex(person) + "/" + insutype + "/" + from);
    }

    /** The enrolment of a person on a day, under the first of the insurance types that has one. */
    public Optional<Enrolment> on(byte[] person, LocalDate day) {
        for (String insutype : List.of("310", "390")) {
            Enrolment found =
                    Coverage.enrolledOn(
                            state,
                            ByteString.copyFrom(person),
                            insutype,
                            Math.toIntExact(day.toEpochDay()));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The pseudonym by which the ledger knows an insured person. */
    public ByteString person(String idNumber) {
        return ByteString.copyFrom(pseudonyms.coverage(idNumber));
    }

    /**
     * What an agency knows of a person last; nothing when the person is not, or no longer, its own.
     */
    public Optional<Insured> latest(Party agency, ByteString person) {
        Enrolment enrolment = Coverage.latest(state, person);
        Region region = enrolment == null ? null : Registry.region(state, enrolment.getRegion());
        return enrolment == null || region == null || !region.getAgency().equals(agency.id())
                ? Optional.empty()
                : Optional.of(open(agency, enrolment));
    }

    /**
     * What the agency knows of an insured person.
     *
     * @throws CorruptException when it was not sealed for this agency
     */
    public Insured open(Party agency, Enrolment enrolment) {
        return opened.get(new Opened(agency, enrolment.getSealed()));
    }

    private Insured open(Opened box) {
        try {
            return json.readValue(
                    SealedBox.open(box.agency().sealing(), box.sealed()), Insured.class);
        } catch (CryptoException e) {
            throw new CorruptException("an enrolment of " + box.agency().id(), e);
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
