package dev.tocsin.ops;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Named resources that are closed in the reverse order of their opening. Not thread-safe. */
final class Resources implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Resources.class);

  private record Named(String name, AutoCloseable resource) {}

  private final Deque<Named> opened = new ArrayDeque<>();

  /**
   * Adds a resource.
   *
   * @param name for the log
   */
  <T extends AutoCloseable> T add(String name, T resource) {
    opened.push(new Named(name, resource));
    return resource;
  }

  /** Closes all resources; logs a failure and continues with the next resource. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      Named next = opened.pop();
      try {
        next.resource().close();
      } catch (Exception e) {
        // Without its message, which may quote a record.
        log.atWarn()
            .addKeyValue("resource", next.name())
            .addKeyValue("exception", e.getClass().getName())
            .log("Failed to close a resource");
      }
    }
  }
}
