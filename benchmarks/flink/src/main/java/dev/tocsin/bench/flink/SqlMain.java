package dev.tocsin.bench.flink;

import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The live path in Flink SQL: a regular join, which either side triggers. A join needs an equality,
 * or it runs in one task without an index; so windows that name an account join on the account, and
 * those of every account join on each day that they touch. Matches are made unique behind the join,
 * where they are few.
 */
public final class SqlMain {

  private static final long DAY = 86_400_000;

  /** Windows that are still open have to end somewhere to have a list of days. */
  private static final long LONGEST_DAYS = 400;

  /**
   * With a key the join keeps a record under its log id and need not look for it first; without one
   * it keeps whole rows and counts them. A record that is pushed again comes out of the join again,
   * hence what makes matches unique.
   */
  private static final Schema LOGS =
      Schema.newBuilder()
          .column("account", DataTypes.STRING())
          .column("logId", DataTypes.STRING().notNull())
          .column("channel", DataTypes.STRING())
          .column("sentAt", DataTypes.BIGINT().notNull())
          .column("day", DataTypes.BIGINT().notNull())
          .column("payload", DataTypes.BYTES())
          .primaryKey("logId")
          .build();

  private static final String MATCHES =
      """
      SELECT window_id, log_id, payload
      FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY window_id, log_id ORDER BY seen) AS place
        FROM (
          SELECT w.id AS window_id, l.logId AS log_id, l.payload AS payload, PROCTIME() AS seen
          FROM logs l JOIN account_windows w
            ON l.account = w.account AND l.sentAt >= w.`start` AND l.sentAt < w.stop
              AND (w.channel = '' OR w.channel = l.channel)
          UNION ALL
          SELECT w.id AS window_id, l.logId AS log_id, l.payload AS payload, PROCTIME() AS seen
          FROM logs l JOIN day_windows w
            ON l.`day` = w.`day` AND l.sentAt >= w.`start` AND l.sentAt < w.stop
              AND (w.channel = '' OR w.channel = l.channel)
        )
      )
      WHERE place = 1
      """;

  private SqlMain() {}

  /** A window of every account on one day that it touches. */
  public static final class DayWindow {
    // Flink's serializer for plain objects asks for public fields and a bare constructor.
    public String id = "";
    public String channel = "";
    public long day;
    public long start;
    public long stop;
  }

  public static void main(String[] args) throws Exception {
    Job job = new Job(args);
    StreamTableEnvironment tables = StreamTableEnvironment.create(job.environment());
    DataStream<WindowEvent> windows = job.windows();
    tables.createTemporaryView("logs", job.logs(LogEvent.Reader::new), LOGS);
    tables.createTemporaryView("account_windows", windows.filter(w -> !w.account.isEmpty()));
    tables.createTemporaryView(
        "day_windows",
        windows
            .filter(w -> w.account.isEmpty())
            .flatMap(
                (WindowEvent w, org.apache.flink.util.Collector<DayWindow> out) ->
                    days(w).mapToObj(day -> onDay(w, day)).forEach(out::collect))
            .returns(DayWindow.class));
    Table matches = tables.sqlQuery(MATCHES);
    job.run(
        tables
            .toDataStream(matches)
            .map(row -> row.getField(0) + "|" + row.getField(1))
            .returns(Types.STRING),
        "regular join");
  }

  private static LongStream days(WindowEvent window) {
    long first = Math.floorDiv(window.start, DAY);
    long last = Math.min(first + LONGEST_DAYS, Math.floorDiv(window.stop - 1, DAY));
    return LongStream.rangeClosed(first, last);
  }

  private static DayWindow onDay(WindowEvent window, long day) {
    DayWindow onDay = new DayWindow();
    onDay.id = window.id;
    onDay.channel = window.channel;
    onDay.day = day;
    onDay.start = window.start;
    onDay.stop = window.stop;
    return onDay;
  }
}
