package dev.weft.verify.clients;

import dev.weft.Channel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Transfers between accounts in a PostgreSQL database, over a pool of connections that is a channel. */
final class Accounts implements Client {
    private static final int ACCOUNTS = 50;
    private static final int BALANCE = 1000;
    private static final int CONNECTIONS = 8;

    private final Channel<Connection> pool = Channel.buffered("connections", CONNECTIONS);

    /**
     * @param url of an empty database
     */
    Accounts(String url) throws SQLException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            pool.send(connection);
        }
        Connection connection = pool.receive();
        try (var statement = connection.createStatement()) {
            statement.execute("create table account (id int primary key, balance int not null)");
            statement.execute("insert into account select id, " + BALANCE + " from generate_series(0, "
                    + (ACCOUNTS - 1) + ") id");
        }
        connection.commit();
        pool.send(connection);
    }

    /** Twice as many as there are connections. */
    @Override
    public int crowd() {
        return 2 * CONNECTIONS;
    }

    @Override
    public void once(int worker, int round) throws SQLException {
        int from = (worker * 7 + round) % ACCOUNTS;
        int to = (from + 1 + round % (ACCOUNTS - 1)) % ACCOUNTS;
        Connection connection = pool.receive();
        try {
            if (round % 10 == 0) {
                sum(connection);
            } else {
                transfer(connection, from, to, 1 + round % 5);
            }
        } finally {
            connection.rollback();
            pool.send(connection);
        }
    }

    private static void transfer(Connection connection, int from, int to, int amount) throws SQLException {
        try (var lock = connection.prepareStatement(
                "select id, balance, pg_sleep(0.001) from account where id in (?, ?) order by id for update");
                var move = connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
            lock.setInt(1, from);
            lock.setInt(2, to);
            int rows = 0;
            try (ResultSet found = lock.executeQuery()) {
                while (found.next()) rows++;
            }
            Client.check(rows == 2, rows + " accounts instead of 2");
            for (int sign = -1; sign <= 1; sign += 2) {
                move.setInt(1, sign * amount);
                move.setInt(2, sign < 0 ? from : to);
                Client.check(move.executeUpdate() == 1, "an account was not updated");
            }
            connection.commit();
        }
    }

    /** What one transaction sees is what there was in the beginning. */
    private static void sum(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("select sum(balance) from account")) {
            sum.next();
            Client.check(sum.getInt(1) == ACCOUNTS * BALANCE, "all accounts together hold " + sum.getInt(1));
        }
    }

    @Override
    public void finish() throws SQLException {
        for (int i = 0; i < CONNECTIONS; i++) {
            try (Connection connection = pool.receive()) {
                sum(connection);
                connection.rollback();
            }
        }
    }
}
