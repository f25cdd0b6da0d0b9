package dev.tocsin.proof.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The queries of the tables that {@code answer.sql} filled, one for each kind of line. */
final class Questions {

  private final Connection database;

  /** Takes a line that must be in effect after a story. */
  @FunctionalInterface
  interface Sink {
    void take(int story, String line);
  }

  /** Makes a line of a row. */
  @FunctionalInterface
  private interface Reader {
    String line(ResultSet row) throws SQLException;
  }

  Questions(Connection database) {
    this.database = database;
  }

  void ask(Sink sink) throws SQLException {
    ask("flagged.sql", Questions::flagged, sink);
    ask("users.sql", Questions::user, sink);
    ask("accounts.sql", Questions::account, sink);
    ask("incidents.sql", Questions::incident, sink);
  }

  private void ask(String question, Reader reader, Sink sink) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(Sql.read(question))) {
      while (rows.next()) {
        sink.take(rows.getInt("story"), reader.line(rows));
      }
    }
  }

  private static String flagged(ResultSet row) throws SQLException {
    return Line.flagged(
        text(row, "incident"),
        text(row, "provider"),
        text(row, "account"),
        text(row, "log_id"),
        text(row, "person"),
        text(row, "channel"),
        row.getLong("sent_at"));
  }

  private static String user(ResultSet row) throws SQLException {
    return Line.user(details(row), addressee(row), text(row, "person"));
  }

  private static String account(ResultSet row) throws SQLException {
    return Line.account(
        details(row),
        addressee(row),
        row.getLong("records"),
        row.getLong("users"),
        channels(row),
        row.getLong("first_seen"),
        row.getLong("last_seen"),
        list(row, "windows").stream().map(Questions::scope).toList(),
        coverage(row));
  }

  private static String incident(ResultSet row) throws SQLException {
    return Line.incident(
        text(row, "incident"),
        row.getString("title") == null ? null : details(row),
        text(row, "status"),
        row.getLong("records"),
        row.getLong("users"),
        row.getLong("accounts"),
        channels(row),
        row.getLong("drafts"),
        row.getLong("pending"),
        list(row, "windows"),
        coverage(row));
  }

  private static Line.IncidentDetails details(ResultSet row) throws SQLException {
    return new Line.IncidentDetails(
        text(row, "incident"), text(row, "title"), row.getString("guidance"));
  }

  private static Line.Addressee addressee(ResultSet row) throws SQLException {
    return new Line.Addressee(text(row, "account"), text(row, "name"), row.getString("contact"));
  }

  private static String scope(String joined) {
    String[] parts = joined.split("/", -1);
    return Line.scope(
        parts[0], Long.parseLong(parts[1]), parts[2].isEmpty() ? null : Long.valueOf(parts[2]));
  }

  private static String coverage(ResultSet row) throws SQLException {
    List<String> reasons = list(row, "reasons");
    return Line.coverage(reasons.isEmpty() ? "COMPLETE" : "PARTIAL", reasons);
  }

  private static SortedMap<String, Long> channels(ResultSet row) throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    list(row, "by_channel").forEach(channel -> counts.merge(channel, 1L, Long::sum));
    return counts;
  }

  private static List<String> list(ResultSet row, String column) throws SQLException {
    @Nullable String joined = row.getString(column);
    return joined == null ? List.of() : Arrays.asList(joined.split(","));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
