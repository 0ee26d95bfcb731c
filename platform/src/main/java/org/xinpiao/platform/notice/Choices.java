package org.xinpiao.platform.notice;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What patients chose about messages, kept by pseudonym. */
@Component
class Choices {

    private final JdbcClient db;

    Choices(JdbcClient db) {
        this.db = db;
    }

    /**
     * A patient's choice.
     *
     * @param quiet no messages to the phone; the box keeps everything
     * @param language zh or en
     */
    record Choice(boolean quiet, String language) {}

    Optional<Choice> find(byte[] patient) {
        return db.sql("select quiet, language from notice_choice where patient = ?")
                .param(patient)
                .query(Choice.class)
                .optional();
    }

    void choose(byte[] patient, Choice choice) {
        db.sql(
                        "insert into notice_choice values (?, ?, ?) on conflict (patient) do update"
                                + " set quiet = excluded.quiet, language = excluded.language")
                .params(patient, choice.quiet(), choice.language())
                .update();
    }
}
