package org.xinpiao.platform.claim;

/**
 * What a clerk proposes to a second person; it rests sealed for the agency.
 *
 * @param kind {@code approve}, {@code award}, {@code uphold} or {@code demand}
 * @param reason of {@link Reasons#UPHOLD}, {@link AwardReason} or {@link Reasons#DEMAND}; empty for
 *     an approval
 * @param fen what would be paid, or asked back
 * @param note from one to the other
 * @param answer why it came back; empty while it waits
 */
public record Draft(
        String kind,
        Rulings rulings,
        String reason,
        long fen,
        String note,
        String byName,
        long atMs,
        String answer) {

    Draft withAnswer(String why) {
        return new Draft(kind, rulings, reason, fen, note, byName, atMs, why);
    }
}
