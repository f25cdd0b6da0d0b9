package dev.tocsin.demo.story;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Prints the story: chapters with their time, short sentences, and progress meters, which are shown
 * on a terminal only.
 */
@SuppressWarnings("AnnotateFormatMethod")
public final class Narrator {

  private static final String INDENT = "          ";
  private static final int BAR = 28;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean colours;
  private final long began = System.nanoTime();
  private boolean silent;
  private boolean meterOpen;

  /**
   * Prints to a writer.
   *
   * @param terminal whether a line can be redrawn
   * @param colours whether to use colours
   */
  public Narrator(PrintWriter out, boolean terminal, boolean colours) {
    this.out = out;
    this.terminal = terminal;
    this.colours = colours;
  }

  /** Prints the title of a chapter. */
  public synchronized void chapter(String title) {
    line("");
    line(
        String.format(
            Locale.ROOT,
            "%s  %s",
            dim(String.format(Locale.ROOT, "%6.1f s", seconds())),
            bold(title)));
  }

  /** Prints a sentence; see {@link String#format(Locale, String, Object...)}. */
  public synchronized void say(String format, Object... args) {
    line(INDENT + String.format(Locale.ROOT, format, args));
  }

  /** Prints a detail. */
  public synchronized void aside(String format, Object... args) {
    line(INDENT + dim(String.format(Locale.ROOT, format, args)));
  }

  /** Prints a good result. */
  public synchronized void good(String format, Object... args) {
    line(INDENT + paint("32", String.format(Locale.ROOT, format, args)));
  }

  /** Prints a problem. */
  public synchronized void bad(String format, Object... args) {
    line(INDENT + paint("31;1", String.format(Locale.ROOT, format, args)));
  }

  /** Prints rows in columns: the first one left-aligned, the others right-aligned. */
  public synchronized void table(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < rows.get(r).size(); i++) {
        String cell = rows.get(r).get(i);
        String gap = " ".repeat(widths[i] - cell.length());
        text.append(i == 0 ? cell + gap : "   " + gap + cell);
      }
      line(INDENT + (r == 0 ? dim(text.toString()) : text.toString()));
    }
  }

  /** A progress meter. */
  public Meter meter(String label) {
    return new Meter(label);
  }

  /** Prints a sentence and nothing after it. */
  public synchronized void sayLast(String sentence) {
    if (!silent) {
      line("");
      line(INDENT + sentence);
      silent = true;
    }
  }

  /** Time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private double seconds() {
    return elapsed().toMillis() / 1_000.0;
  }

  private void line(String text) {
    if (silent) {
      return;
    }
    if (meterOpen) {
      out.print("\r\u001B[K");
      meterOpen = false;
    }
    out.println(text);
    out.flush();
  }

  private synchronized void draw(String text) {
    if (terminal && !silent) {
      out.print("\r\u001B[K" + INDENT + text);
      out.flush();
      meterOpen = true;
    }
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String dim(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return colours ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }

  /** A progress meter. Used by one thread. */
  public final class Meter {
    private final String label;
    private long drawn;

    private Meter(String label) {
      this.label = label;
    }

    /** Shows a share from 0 to 1, at most ten times a second and on a terminal only. */
    public void at(double share) {
      long now = System.nanoTime();
      if (now - drawn < REDRAW_NANOS) {
        return;
      }
      drawn = now;
      double shown = Math.clamp(share, 0, 1);
      int full = (int) (shown * BAR);
      draw(
          String.format(
              Locale.ROOT,
              "%s %s%s %3.0f %%",
              label,
              "█".repeat(full),
              "░".repeat(BAR - full),
              shown * 100));
    }
  }
}
