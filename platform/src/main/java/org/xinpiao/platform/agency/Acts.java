package org.xinpiao.platform.agency;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.Rulings;

/** What a clerk's form says, at an agency or an insurer. */
public final class Acts {

    private Acts() {}

    /**
     * The act of a form's fields.
     *
     * @throws ResponseStatusException 400 when there is no such act
     */
    public static Act read(Map<String, String> typed) {
        String note = typed.getOrDefault("note", "").strip();
        return switch (typed.getOrDefault("act", "")) {
            case "take" -> new Act.Take();
            case "release" -> new Act.Release();
            case "approve" -> new Act.Approve(rulings(typed), note, true);
            case "award" ->
                    new Act.Award(
                            fen(typed.getOrDefault("fen", "").strip()),
                            typed.getOrDefault("award", ""),
                            note);
            case "refuse" -> new Act.Refuse(typed.getOrDefault("refuse", ""));
            case "ask" -> new Act.Ask(typed.getOrDefault("ask", ""));
            case "uphold" -> new Act.Uphold(typed.getOrDefault("uphold", ""), note);
            case "demand" -> new Act.Demand(typed.getOrDefault("demand", ""), note);
            case "drop" -> new Act.Drop(typed.getOrDefault("drop", ""));
            case "confirm" -> new Act.Confirm();
            case "send-back" -> new Act.SendBack(typed.getOrDefault("answer", "").strip());
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    /** How a page answers an act after which nothing changed. */
    public static HttpStatus status(Outcome outcome) {
        return outcome.word().equals("stale")
                ? HttpStatus.CONFLICT
                : HttpStatus.UNPROCESSABLE_CONTENT;
    }

    /** A line with a reason is refused, or lowered to the amount beside it. */
    static Rulings rulings(Map<String, String> typed) {
        List<Rulings.Line> lines = new ArrayList<>();
        typed.forEach((name, reason) -> {
            if (name.startsWith(CasePage.REASON) && !reason.isEmpty()) {
                String no = name.substring(CasePage.REASON.length());
                String amount = typed.getOrDefault(CasePage.AMOUNT + no, "").strip();
                lines.add(new Rulings.Line(no, fen(amount), reason));
            }
        });
        return new Rulings(!typed.getOrDefault("unfiled", "").equals("true"), lines);
    }

    /** Yuan as typed, in fen; nothing is 0, and what is no amount fits nowhere. */
    private static long fen(String yuan) {
        if (yuan.isEmpty()) {
            return 0;
        }
        return yuan.matches("\\d{1,9}(\\.\\d{1,2})?")
                ? new BigDecimal(yuan).movePointRight(2).longValueExact()
                : -1;
    }
}
