package dev.tocsin.proof.oracle;

import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.WindowVersion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A batch query over the final inputs: which lines must be in effect. It shares no rule with the
 * detector; the rules are in {@code answer.sql} and {@link Questions}. Used by one thread.
 */
public final class Oracle implements AutoCloseable {

  private static final List<String> TABLES =
      List.of(
          "provider_read",
          "push",
          "window_step",
          "window_account",
          "window_channel",
          "account_step",
          "numbered_step",
          "newest",
          "effective_window",
          "incomplete",
          "known",
          "message",
          "covered",
          "incident_details");

  private final Connection database;

  /**
   * Opens an empty database in memory.
   *
   * @param horizon the first instant that is retained, in milliseconds since the epoch: whatever a
   *     window covers before it, coverage cannot be complete
   */
  public Oracle(long horizon) {
    try {
      database = DriverManager.getConnection("jdbc:h2:mem:");
      execute(Sql.read("tables.sql"));
      execute("INSERT INTO setting VALUES (" + horizon + ")");
    } catch (SQLException e) {
      throw new OracleException(e);
    }
  }

  /** How many steps of windows do not count in a story. */
  public int refused(Story story) {
    answer(story);
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM window_step s WHERE NOT EXISTS ("
                    + "SELECT 1 FROM newest n WHERE n.story = s.story AND n.revision = s.revision)")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new OracleException(e);
    }
  }

  /** The lines that must be in effect after a story. */
  public Set<String> answer(Story story) {
    return answer(List.of(story)).getFirst();
  }

  /**
   * The lines that must be in effect after each of several stories, each run on a detector of its
   * own. One batch costs less than one query for each story.
   */
  public List<Set<String>> answer(List<Story> stories) {
    try {
      for (String table : TABLES) {
        execute("TRUNCATE TABLE " + table);
      }
      for (int i = 0; i < stories.size(); i++) {
        load(i, stories.get(i));
      }
      execute(Sql.read("answer.sql"));
      List<Set<String>> answers = new ArrayList<>();
      stories.forEach(story -> answers.add(new TreeSet<>()));
      new Questions(database).ask((story, line) -> answers.get(story).add(line));
      return answers;
    } catch (SQLException e) {
      throw new OracleException(e);
    }
  }

  private void load(int number, Story story) throws SQLException {
    try (PreparedStatement row = insert("provider_read", 2)) {
      for (String provider : story.providers()) {
        add(row, number, provider);
      }
      row.executeBatch();
    }
    try (PreparedStatement row = insert("push", 7)) {
      for (Push p : story.pushes()) {
        add(
            row,
            number,
            p.provider(),
            p.accountId(),
            p.logId(),
            p.person(),
            p.channel(),
            p.sentAt());
      }
      row.executeBatch();
    }
    windows(number, story);
    try (PreparedStatement row = insert("account_step", 5)) {
      int position = 0;
      for (var step : story.accounts()) {
        var account = step.value();
        add(
            row,
            number,
            position++,
            step.key(),
            account == null ? null : account.name(),
            account == null ? null : account.contact());
      }
      row.executeBatch();
    }
  }

  private void windows(int number, Story story) throws SQLException {
    List<Step<WindowVersion>> steps = story.windows();
    List<@Nullable Integer> seen = story.seenWindows();
    try (PreparedStatement row = insert("window_step", 13);
        PreparedStatement account = insert("window_account", 3);
        PreparedStatement channel = insert("window_channel", 3)) {
      for (int revision = 0; revision < steps.size(); revision++) {
        WindowVersion w = steps.get(revision).value();
        String id = steps.get(revision).key();
        if (w == null) {
          add(
              row,
              number,
              revision,
              id,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              seen.get(revision));
          continue;
        }
        add(
            row,
            number,
            revision,
            id,
            w.incidentId(),
            w.title(),
            w.guidance(),
            w.provider(),
            w.accounts() == null,
            w.channels() == null,
            w.from(),
            w.to(),
            w.active(),
            seen.get(revision));
        for (String named : Objects.requireNonNullElse(w.accounts(), Set.<String>of())) {
          add(account, number, revision, named);
        }
        for (String named : Objects.requireNonNullElse(w.channels(), Set.<String>of())) {
          add(channel, number, revision, named);
        }
      }
      row.executeBatch();
      account.executeBatch();
      channel.executeBatch();
    }
  }

  private PreparedStatement insert(String table, int columns) throws SQLException {
    return database.prepareStatement(
        "INSERT INTO " + table + " VALUES (?" + ", ?".repeat(columns - 1) + ")");
  }

  private static void add(PreparedStatement row, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        row.setNull(i + 1, Types.NULL);
      } else {
        row.setObject(i + 1, values[i]);
      }
    }
    row.addBatch();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new OracleException(e);
    }
  }
}
