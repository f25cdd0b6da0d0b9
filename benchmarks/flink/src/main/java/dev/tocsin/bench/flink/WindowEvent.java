package dev.tocsin.bench.flink;

import dev.tocsin.event.CompromiseWindow;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A compromise window. */
public final class WindowEvent {

  // Flink's serializer for plain objects asks for public fields and a bare constructor.
  public String id = "";

  /** Empty means every account. */
  public String account = "";

  /** Empty means every channel. */
  public String channel = "";

  public long start;
  public long stop;

  /** Whether it covers a record. */
  boolean covers(String logAccount, String logChannel, long sentAt) {
    return sentAt >= start
        && sentAt < stop
        && (account.isEmpty() || account.equals(logAccount))
        && (channel.isEmpty() || channel.equals(logChannel));
  }

  /** Reads it. */
  static final class Reader extends WireReader<WindowEvent, CompromiseWindow> {

    private static final long serialVersionUID = 1;

    Reader(String registry) {
      super(TypeInformation.of(WindowEvent.class), CompromiseWindow.class, registry);
    }

    @Override
    WindowEvent event(CompromiseWindow window, byte[] bytes) {
      WindowEvent event = new WindowEvent();
      event.id = window.getWindowId();
      event.account = window.getAccountIds() == null ? "" : window.getAccountIds().getFirst();
      event.channel = window.getChannels() == null ? "" : window.getChannels().getFirst();
      event.start = window.getFrom().toEpochMilli();
      event.stop = window.getTo() == null ? Long.MAX_VALUE : window.getTo().toEpochMilli();
      return event;
    }
  }
}
