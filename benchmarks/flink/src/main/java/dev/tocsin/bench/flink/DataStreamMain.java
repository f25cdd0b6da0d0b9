package dev.tocsin.bench.flink;

import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The live path on Flink's DataStream API: records keyed by account, each kept once in a map by its
 * id, windows broadcast, and the maps of all accounts read when a window arrives.
 */
public final class DataStreamMain {

  private static final MapStateDescriptor<String, WindowEvent> WINDOWS =
      new MapStateDescriptor<>("windows", Types.STRING, TypeInformation.of(WindowEvent.class));
  private static final MapStateDescriptor<String, byte[]> RECORDS =
      new MapStateDescriptor<>("records", Types.STRING, KeptRow.TYPE);

  private DataStreamMain() {}

  public static void main(String[] args) throws Exception {
    Job job = new Job(args);
    job.run(
        job.logs(KeptRow.Reader::new)
            .keyBy(row -> row.f0, Types.STRING)
            .connect(job.windows().broadcast(WINDOWS))
            .process(new Matching())
            .returns(Types.STRING),
        "rows by account");
  }

  /** Holds records and windows against each other, whichever comes first. */
  private static final class Matching
      extends KeyedBroadcastProcessFunction<
          String, Tuple3<String, String, byte[]>, WindowEvent, String> {

    private static final long serialVersionUID = 1;

    private transient @Nullable MapState<String, byte[]> records;

    @Override
    public void open(OpenContext context) {
      records = getRuntimeContext().getMapState(RECORDS);
    }

    @Override
    public void processElement(
        Tuple3<String, String, byte[]> log, ReadOnlyContext context, Collector<String> out)
        throws Exception {
      MapState<String, byte[]> kept = Objects.requireNonNull(records);
      if (kept.contains(log.f1)) {
        return;
      }
      kept.put(log.f1, log.f2);
      for (Map.Entry<String, WindowEvent> entry :
          context.getBroadcastState(WINDOWS).immutableEntries()) {
        test(entry.getValue(), log.f0, log.f1, log.f2, out);
      }
    }

    @Override
    public void processBroadcastElement(WindowEvent window, Context context, Collector<String> out)
        throws Exception {
      context.getBroadcastState(WINDOWS).put(window.id, window);
      context.applyToKeyedState(
          RECORDS,
          (account, kept) -> {
            if (window.account.isEmpty() || window.account.equals(account)) {
              for (Map.Entry<String, byte[]> log : kept.entries()) {
                test(window, account, log.getKey(), log.getValue(), out);
              }
            }
          });
    }

    private static void test(
        WindowEvent window, String account, String logId, byte[] row, Collector<String> out) {
      if (window.covers(account, KeptRow.channel(row), KeptRow.sentAt(row))) {
        out.collect(window.id + '|' + logId);
      }
    }
  }
}
