package org.xinpiao.platform.gateway;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts of hospital systems: which institution an appid speaks for, and its key for the legacy
 * signature.
 */
@Component
public class HisAccounts {

    private final JdbcClient db;

    HisAccounts(JdbcClient db) {
        this.db = db;
    }

    /**
     * An account.
     *
     * @param institution member id
     * @param key shared secret of the envelope's MD5 signature and of the REST interface's HMAC
     */
    public record Account(String appid, String institution, String key) {}

    public Optional<Account> find(String appid) {
        return db.sql("select appid, institution, key from his_account where appid = ?")
                .param(appid)
                .query(Account.class)
                .optional();
    }

    /** Opens an account, or gives an existing one a new key. */
    public void put(Account account) {
        db.sql(
                        "insert into his_account values (?, ?, ?) on conflict (appid) do update set"
                                + " institution = excluded.institution, key = excluded.key")
                .params(account.appid(), account.institution(), account.key())
                .update();
    }
}
