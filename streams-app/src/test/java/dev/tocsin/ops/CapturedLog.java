package dev.tocsin.ops;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Captures events of all loggers at INFO, and those of Tocsin at DEBUG. */
public final class CapturedLog extends AbstractAppender {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private Level before = Level.ERROR;

  public CapturedLog() {
    super("captured", null, null, true, Property.EMPTY_ARRAY);
  }

  public void attach() {
    before = root().getLevel();
    start();
    root().addAppender(this);
    Configurator.setRootLevel(Level.INFO);
    Configurator.setLevel("dev.tocsin", Level.DEBUG);
  }

  public void detach() {
    root().removeAppender(this);
    Configurator.setRootLevel(before);
    Configurator.setLevel("dev.tocsin", before);
  }

  /** Message, context and exceptions of each event. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void append(LogEvent event) {
    StringBuilder line = new StringBuilder(event.getMessage().getFormattedMessage());
    line.append(' ').append(event.getContextData());
    for (Throwable t = event.getThrown(); t != null; t = t.getCause()) {
      line.append(' ').append(t);
    }
    lines.add(line.toString());
  }

  private static Logger root() {
    return (Logger) LogManager.getRootLogger();
  }
}
