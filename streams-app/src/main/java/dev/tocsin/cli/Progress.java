package dev.tocsin.cli;

/** How far something is. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void advance(long steps) {}

        @Override
        public void close() {}
      };

  /** Adds steps that were done. */
  void advance(long steps);

  @Override
  void close();
}
