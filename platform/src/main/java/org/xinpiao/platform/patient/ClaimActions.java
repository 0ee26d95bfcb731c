package org.xinpiao.platform.patient;

import java.io.IOException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.billview.BillPages;
import org.xinpiao.platform.claim.ClaimDocuments;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.PatientRequests;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.claim.UnusablePhotoException;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.web.Images;
import org.xinpiao.platform.web.ProblemException;

/** What a patient does with a claim after its submission. */
@Controller
@RequestMapping("/patient/claims/{claimId}")
class ClaimActions {

    private final OwnBills own;
    private final BillQueries bills;
    private final BillPages billPages;
    private final ClaimDocuments documents;
    private final PatientRequests requests;
    private final Submissions submissions;
    private final ClaimMoney money;
    private final ProjectorThread readModel;
    private final MessageSource messages;

    ClaimActions(
            OwnBills own,
            BillQueries bills,
            BillPages billPages,
            ClaimDocuments documents,
            PatientRequests requests,
            Submissions submissions,
            ClaimMoney money,
            ProjectorThread readModel,
            MessageSource messages) {
        this.own = own;
        this.bills = bills;
        this.billPages = billPages;
        this.documents = documents;
        this.requests = requests;
        this.submissions = submissions;
        this.money = money;
        this.readModel = readModel;
        this.messages = messages;
    }

    /** Takes back a claim, or an appeal. */
    @PostMapping("/cancel")
    String cancel(User user, @PathVariable String claimId, Locale locale, RedirectAttributes next) {
        ClaimQueries.Row claim = own.claim(user, claimId);
        try {
            readModel.awaitQuietly(submissions.cancel(claimId));
        } catch (RejectedException e) {
            refuse(next, "patient.cancel.refused", Refusal.of(e, locale));
        }
        return back(claim);
    }

    @PostMapping("/documents")
    String give(
            User user,
            @PathVariable String claimId,
            @RequestParam MultipartFile photo,
            Locale locale,
            RedirectAttributes next)
            throws IOException {
        ClaimQueries.Row claim = own.claim(user, claimId);
        String what = "patient.ask.refused";
        try {
            readModel.awaitQuietly(documents.give(claimId, photo.getBytes()));
        } catch (UnusablePhotoException e) {
            refuse(next, what, text("patient.photo." + e.word(), locale));
        } catch (RejectedException e) {
            refuse(next, what, Refusal.of(e, locale));
        }
        return back(claim);
    }

    @GetMapping("/documents/{digest}")
    ResponseEntity<byte[]> document(
            User user, @PathVariable String claimId, @PathVariable String digest) {
        own.claim(user, claimId);
        return Images.jpeg(documents.open(own.reader(), claimId, digest));
    }

    /** Another account; all else on the form is as the bill has it. */
    @PostMapping("/payee")
    String payee(
            User user,
            @PathVariable String claimId,
            @RequestParam(defaultValue = "") String bankCard,
            Locale locale,
            RedirectAttributes next) {
        ClaimQueries.Row claim = own.claim(user, claimId);
        String what = "patient.payee.refused";
        try {
            var content = billPages.content(own.reader(), bills.find(claim.bill()).orElseThrow());
            readModel.awaitQuietly(
                    requests.changePayee(
                            claimId,
                            ClaimEntry.form(user.nameZh(), own.idNumber(user), content, bankCard)));
        } catch (ProblemException e) {
            var fault = e.faults().getFirst();
            refuse(next, what, locale.getLanguage().equals("en") ? fault.en() : fault.zh());
            next.addFlashAttribute("bankCard", bankCard);
        } catch (RejectedException e) {
            refuse(next, what, Refusal.of(e, locale));
        }
        return back(claim);
    }

    @PostMapping("/appeal")
    String appeal(
            User user,
            @PathVariable String claimId,
            @RequestParam(defaultValue = "") String statement,
            Locale locale,
            RedirectAttributes next) {
        ClaimQueries.Row claim = own.claim(user, claimId);
        String what = "patient.appeal.refused";
        if (statement.strip().length() > PatientRequests.STATEMENT_MAX) {
            refuse(next, what, text("patient.appeal.long", locale));
            return back(claim);
        }
        try {
            readModel.awaitQuietly(requests.appeal(claimId, statement.strip()));
        } catch (RejectedException e) {
            refuse(next, what, Refusal.of(e, locale));
        }
        return back(claim);
    }

    /** Ends what an insurer may read. */
    @PostMapping("/revoke")
    String revoke(User user, @PathVariable String claimId, Locale locale, RedirectAttributes next) {
        ClaimQueries.Row claim = own.claim(user, claimId);
        try {
            readModel.awaitQuietly(requests.revoke(claimId));
        } catch (RejectedException e) {
            refuse(next, "patient.grant.refused", Refusal.of(e, locale));
        }
        return back(claim);
    }

    /** Pays back what is asked for, at a sandbox's counter. */
    @PostMapping("/repay")
    String repay(User user, @PathVariable String claimId) {
        ClaimQueries.Row claim = own.claim(user, claimId);
        money.payIn(claim);
        return back(claim);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static void refuse(RedirectAttributes next, String what, String why) {
        next.addFlashAttribute("refusedWhat", what);
        next.addFlashAttribute("refused", why);
    }

    private static String back(ClaimQueries.Row claim) {
        return "redirect:/patient/claims/" + claim.claimId();
    }
}
