package org.xinpiao.platform.window;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.PaperOrigin;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.PaperRegistering;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.ClaimIds;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Photos;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.claim.UnusablePhotoException;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A paper's way through the window: entered by one clerk, asked about where the institution is no
 * member, confirmed against the original by another, then registered on the ledger and claimed. A
 * step that was cut off is taken again: the ledger knows what it had.
 */
@Service
public class Window {

    private static final String PATIENT_SERVICE = "health";

    /** Why an entry is declined. */
    static final List<String> DECLINE =
            List.of("forged", "not-issued", "copy", "unreadable", "mistyped", "withdrawn");

    private static final int ID_BYTES = 8;

    private static final int WORDS_MAX = 200;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PaperCheck check;
    private final People people;
    private final WindowPapers papers;
    private final PaperContents contents;
    private final PaperRegistering registering;
    private final Submissions submissions;
    private final ClaimIds claimIds;
    private final Parties parties;
    private final Directory directory;
    private final Suite suite;
    private final Primitives primitives;
    private final JsonMapper json;
    private final Clock clock;

    Window(
            PaperCheck check,
            People people,
            WindowPapers papers,
            PaperContents contents,
            PaperRegistering registering,
            Submissions submissions,
            ClaimIds claimIds,
            Parties parties,
            Directory directory,
            Suite suite,
            Primitives primitives,
            JsonMapper json,
            Clock clock) {
        this.check = check;
        this.people = people;
        this.papers = papers;
        this.contents = contents;
        this.registering = registering;
        this.submissions = submissions;
        this.claimIds = claimIds;
        this.parties = parties;
        this.directory = directory;
        this.suite = suite;
        this.primitives = primitives;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What came of an entry: its id, or what is wrong by field.
     *
     * @param faults words of {@code window.fault.WORD}
     */
    public record Entered(@Nullable String id, Map<String, String> faults) {}

    /**
     * What the institution said.
     *
     * @param asked whom: name or telephone of the office
     * @param day yyyy-MM-dd of the answer
     * @param words what it said
     */
    record Answer(String asked, String day, String words) {}

    /** An entry, opened by its agency. */
    record File(WindowPapers.Row row, PaperForm form, Insured insured, @Nullable Answer answer) {}

    /** Takes a paper off the counter. */
    public Entered enter(Clerk clerk, PaperForm form, byte[] photo) {
        Map<String, String> faults = check.faults(clerk.agency(), form);
        byte[] picture = new byte[0];
        try {
            picture = Photos.clean(photo);
        } catch (UnusablePhotoException e) {
            faults.put("photo", "photo-" + e.word());
        }
        if (!faults.isEmpty()) {
            return new Entered(null, faults);
        }
        Party agency = parties.get(clerk.agency());
        String id = "W" + random();
        boolean added =
                papers.add(
                        id,
                        clerk,
                        form,
                        SealedBox.seal(agency.sealing().publicKey(), json.writeValueAsBytes(form))
                                .toByteArray(),
                        SealedBox.sealForAll(
                                        suite,
                                        List.of(
                                                agency.sealing().publicKey(),
                                                directory.recipient(PATIENT_SERVICE)),
                                        picture)
                                .toByteArray(),
                        claimIds.next(),
                        clock.millis());
        return added ? new Entered(id, Map.of()) : new Entered(null, Map.of("number", "entered"));
    }

    Optional<File> open(String agency, String id) {
        return papers.find(agency, id).map(this::open);
    }

    private File open(WindowPapers.Row row) {
        Party agency = parties.get(row.agency());
        WindowPapers.Sealed sealed = papers.sealed(row.id());
        PaperForm form = read(agency, row, sealed.form(), PaperForm.class);
        return new File(
                row,
                form,
                people.find(row.agency(), form.person(), LocalDate.parse(form.day())).orElseThrow(),
                sealed.inquiry() == null
                        ? null
                        : read(agency, row, sealed.inquiry(), Answer.class));
    }

    private <T> T read(Party agency, WindowPapers.Row row, byte[] sealed, Class<T> type) {
        try {
            return json.readValue(
                    SealedBox.open(agency.sealing(), ByteString.copyFrom(sealed)), type);
        } catch (CryptoException e) {
            throw new CorruptException("paper " + row.id(), e);
        }
    }

    /** The photo of a paper as JPEG. */
    Optional<byte[]> photo(String agency, String id) {
        return papers.find(agency, id)
                .map(row -> {
                    try {
                        return SealedBox.openAsOne(
                                suite,
                                parties.get(agency).sealing(),
                                ByteString.copyFrom(papers.sealed(id).photo()));
                    } catch (CryptoException e) {
                        throw new CorruptException("the photo of paper " + id, e);
                    }
                });
    }

    /**
     * Keeps what the institution answered.
     *
     * @param genuine whether it says that it issued this paper, over this amount
     * @return the word of what came of it, {@code window.done.WORD}
     */
    String answer(Clerk clerk, WindowPapers.Row row, Answer answer, boolean genuine) {
        LocalDate today = ChinaTime.date(clock.millis());
        if (answer.asked().isBlank()
                || answer.words().isBlank()
                || answer.asked().length() + answer.words().length() > WORDS_MAX
                || !answer.day().matches("\\d{4}-\\d\\d-\\d\\d")
                || answer.day().compareTo(today.toString()) > 0) {
            return "answer-incomplete";
        }
        Party agency = parties.get(clerk.agency());
        byte[] sealed =
                SealedBox.seal(agency.sealing().publicKey(), json.writeValueAsBytes(answer))
                        .toByteArray();
        if (!papers.answered(row, clerk, sealed, clock.millis())) {
            return "moved";
        }
        return genuine
                ? "answered"
                : decline(clerk, papers.find(row.agency(), row.id()).orElseThrow(), "not-issued");
    }

    String decline(Clerk clerk, WindowPapers.Row row, String reason) {
        boolean closed =
                row.open()
                        && !row.state().equals(WindowPapers.REGISTERING)
                        && DECLINE.contains(reason)
                        && papers.close(
                                row, WindowPapers.DECLINED, clerk, null, reason, clock.millis());
        return closed ? "declined" : "moved";
    }

    /**
     * The second person holds the original against what was entered, stamps it void and keeps it:
     * then the paper is a bill, and claimed. Whoever finds it cut off confirms again.
     *
     * @param stamped whether that was done
     * @param archive where the original is kept; of an entry that was cut off it is known
     * @return the word of what came of it, {@code window.done.WORD}
     * @throws RejectedException when the ledger knows the paper by now, or takes no claim over it
     */
    String confirm(Clerk clerk, WindowPapers.Row row, boolean stamped, String archive) {
        boolean again = row.state().equals(WindowPapers.REGISTERING);
        if (!again && !row.state().equals(WindowPapers.CONFIRM)) {
            return "moved";
        }
        if (row.enteredBy().equals(clerk.id())) {
            return "second-person";
        }
        if (!again && !(stamped && archive.matches("[\\p{IsHan}A-Za-z0-9-]{1,40}"))) {
            return "not-stamped";
        }
        if (!again && !papers.confirmed(row, archive, clock.millis())) {
            return "moved";
        }
        File file = open(papers.find(row.agency(), row.id()).orElseThrow());
        String kept = Objects.requireNonNull(file.row().archive(), "an entry that was confirmed");
        BillContent content = contents.of(file.form(), file.insured(), kept);
        try {
            registering.register(
                    parties.get(clerk.agency()),
                    row.id(),
                    content,
                    people.patient(file.insured()),
                    origin(file.form(), papers.sealed(row.id())));
        } catch (RejectedException e) {
            papers.rejected(row, clock.millis());
            throw e;
        }
        RuntimeException refused = null;
        try {
            claim(file, content);
        } catch (RejectedException e) {
            // Held: the patient was quicker, and the claim is there.
            refused = e.code().equals("claim.held") ? null : e;
        } catch (ProblemException e) {
            refused = e;
        }
        // It is registered, whatever was said to the claim.
        papers.close(file.row(), WindowPapers.REGISTERED, clerk, kept, null, clock.millis());
        if (refused != null) {
            throw refused;
        }
        return "registered";
    }

    private PaperOrigin origin(PaperForm form, WindowPapers.Sealed sealed) {
        PaperOrigin.Builder origin =
                PaperOrigin.newBuilder()
                        .setInstitution(form.institution())
                        .setRegion(
                                form.outside()
                                        ? form.region()
                                        : directory.required(form.institution()).getRegion())
                        .setInpatient(form.inpatient())
                        .setPhotoDigest(ByteString.copyFrom(primitives.hash(sealed.photo())));
        byte[] inquiry = sealed.inquiry();
        return inquiry == null
                ? origin.build()
                : origin.setInquiryDigest(ByteString.copyFrom(primitives.hash(inquiry))).build();
    }

    /** The patient service takes the claim from the counter as it does from the patient's page. */
    private void claim(File file, BillContent content) {
        submissions.submit(
                file.row().claimId(),
                BillId.newBuilder()
                        .setCode(file.row().code())
                        .setNumber(file.row().number())
                        .build(),
                new ClaimForm(
                        file.insured().name(),
                        file.insured().idNumber(),
                        content.face().getInstitutionCode(),
                        LocalDate.parse(file.form().day()),
                        file.form().inpatient() ? "inpatient" : "outpatient",
                        file.form().bankCard()));
    }

    private static String random() {
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().withUpperCase().formatHex(random);
    }
}
