package dev.tocsin.bench.suite;

import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import java.util.ArrayList;
import java.util.List;

/** The windows of the benchmarks. */
final class Scenes {

  /** A channel that no record has. */
  static final String UNUSED_CHANNEL = "FAX";

  /** About 15 in a hundred records have it. */
  static final String RARE_CHANNEL = "VOICE";

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final int BUSY_ACCOUNT = 5;
  private static final int OF_ALL_ACCOUNTS = 20;

  private Scenes() {}

  /**
   * One account for a week and all accounts for two hours: about four in a thousand records. And
   * all accounts for two hours while contenders warm up: what runs once in 250 records would
   * otherwise not be compiled when measuring begins.
   */
  static List<WorkloadWindow> breach(Workload workload) {
    return List.of(
        week(workload), twoHours(workload, "all-2h", 20), twoHours(workload, "all-2h-warm", 5));
  }

  private static WorkloadWindow twoHours(Workload workload, String id, int day) {
    long from = workload.begin() + day * Workload.DAY;
    return new WorkloadWindow(id, null, null, from, from + 2 * HOUR);
  }

  /** One account for a week. */
  static WorkloadWindow week(Workload workload) {
    long from = workload.begin() + 10 * Workload.DAY;
    return new WorkloadWindow(
        "account-7d", Workload.account(BUSY_ACCOUNT), null, from, from + 7 * Workload.DAY);
  }

  /**
   * Many windows that cover next to nothing, all over the month: a few of every account for a
   * minute, the others of one account each for ten.
   */
  static List<WorkloadWindow> many(Workload workload, int count) {
    List<WorkloadWindow> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = workload.begin() + (long) ((double) i / count * workload.span());
      windows.add(
          i % (count / OF_ALL_ACCOUNTS) == 0
              ? new WorkloadWindow("all-" + i, null, null, from, from + MINUTE)
              : new WorkloadWindow(
                  "account-" + i,
                  Workload.account(i * 2 % Workload.ACCOUNTS),
                  null,
                  from,
                  from + 10 * MINUTE));
    }
    return windows;
  }

  /** One account over the whole month. */
  static WorkloadWindow month(Workload workload, String id, int account) {
    return new WorkloadWindow(
        id, Workload.account(account), null, workload.begin(), workload.end());
  }

  /** Every account over the whole month, on one channel. */
  static WorkloadWindow channel(Workload workload, String id, String channel) {
    return new WorkloadWindow(id, null, channel, workload.begin(), workload.end());
  }
}
