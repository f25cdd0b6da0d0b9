package dev.tocsin.cli;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress of a command. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void advance(long steps) {}

        @Override
        public void close() {}
      };

  /** A bar with rate and remaining time on one line of the terminal; closing it removes it. */
  static Progress on(PrintWriter terminal, String task, long total, String unit) {
    return new Bar(terminal, task, total, unit);
  }

  /** Adds completed steps. */
  void advance(long steps);

  @Override
  void close();

  /** See {@link #on}. */
  final class Bar implements Progress {

    private static final int WIDTH = 78;

    private final PrintWriter terminal;
    private final ProgressBar bar;

    private Bar(PrintWriter terminal, String task, long total, String unit) {
      this.terminal = terminal;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setUnit(" " + unit, 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setSpeedUnit(ChronoUnit.SECONDS)
              .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .setMaxRenderedLength(WIDTH)
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
              .build();
    }

    private void draw(String line) {
      terminal.print('\r' + line);
      terminal.flush();
    }

    @Override
    public void advance(long steps) {
      bar.stepBy(steps);
    }

    @Override
    public void close() {
      bar.close();
      terminal.print('\r' + " ".repeat(WIDTH) + '\r');
      terminal.flush();
    }
  }
}
