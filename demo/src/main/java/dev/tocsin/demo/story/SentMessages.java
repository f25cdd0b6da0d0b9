package dev.tocsin.demo.story;

import dev.tocsin.demo.check.Recount;
import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.demo.traffic.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All message logs that were sent, to be read again by the recount. Stores next to nothing:
 * generated records are generated again.
 */
final class SentMessages implements Recount.Inputs {

  private final Traffic traffic;
  private final List<LogEntry> extras = new CopyOnWriteArrayList<>();
  private volatile boolean late;
  private final List<Long> live = new ArrayList<>();

  SentMessages(Traffic traffic) {
    this.traffic = traffic;
  }

  /** Adds single message logs. */
  void extra(List<LogEntry> entries) {
    extras.addAll(entries);
  }

  /** Number of single message logs. */
  int extras() {
    return extras.size();
  }

  /** Adds the late message logs. */
  void late() {
    late = true;
  }

  /** The next live message, sent at this time. */
  LogEntry live(long sentAt) {
    synchronized (live) {
      live.add(sentAt);
      return traffic.live(live.size() - 1, sentAt);
    }
  }

  /** Number of live messages so far. */
  int liveCount() {
    synchronized (live) {
      return live.size();
    }
  }

  @Override
  public void forEach(Consumer<LogEntry> reader) {
    traffic.onTime((entry, delivery) -> reader.accept(entry));
    if (late) {
      traffic.late((entry, delivery) -> reader.accept(entry));
    }
    extras.forEach(reader);
    List<Long> times;
    synchronized (live) {
      times = List.copyOf(live);
    }
    for (int i = 0; i < times.size(); i++) {
      reader.accept(traffic.live(i, times.get(i)));
    }
  }
}
