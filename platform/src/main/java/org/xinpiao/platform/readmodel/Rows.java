package org.xinpiao.platform.readmodel;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * What projections write, in the projector's database transaction. Unqualified names are the read
 * model's tables.
 */
public final class Rows {

    private final JdbcOperations db;
    private final Map<String, List<@Nullable Object[]>> gathered = new LinkedHashMap<>();

    public Rows(JdbcOperations db) {
        this.db = db;
    }

    /**
     * Gathers a statement that may run together with others of its kind: after all that ran before
     * it, but not before gathered statements of other kinds.
     */
    public void add(String sql, @Nullable Object... values) {
        gathered.computeIfAbsent(sql, statement -> new ArrayList<>()).add(values);
    }

    /** Runs a statement now, after everything gathered. */
    public void run(String sql, @Nullable Object... values) {
        flush();
        db.update(sql, values);
    }

    /**
     * Writes what was gathered, one JDBC batch for each statement in the order in which they first
     * came.
     */
    public void flush() {
        for (Map.Entry<String, List<@Nullable Object[]>> entry : gathered.entrySet()) {
            db.execute(
                    (ConnectionCallback<Integer>)
                            connection -> {
                                write(connection, entry.getKey(), entry.getValue());
                                return entry.getValue().size();
                            });
        }
        gathered.clear();
    }

    private static void write(Connection connection, String sql, List<@Nullable Object[]> values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : values) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            throw new SQLException(
                    "while writing: " + sql,
                    e.getNextException() == null ? e : e.getNextException());
        }
    }
}
