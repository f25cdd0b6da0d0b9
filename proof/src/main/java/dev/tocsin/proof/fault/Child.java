package dev.tocsin.proof.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A running Tocsin that can be stopped, killed and held still. It ends with its starter. */
public interface Child extends AutoCloseable {

  boolean alive();

  /** What it ended with; only once it has. */
  int exitCode();

  /** Everything that it has printed so far. */
  String printed();

  /** Where that can be read afterwards. */
  Path log();

  /**
   * A file of its state directory, in UTF-8.
   *
   * @param file relative to the directory
   * @throws IOException when it is not there
   */
  String stored(Path file) throws IOException;

  /** Physical memory that it has, in MiB; 0 where nobody says. */
  long residentMib() throws IOException;

  /** Ends it at once, without a chance to do anything. */
  void kill() throws InterruptedException;

  /** Asks it to end, as an operator does. */
  void terminate();

  /** Whether it ended within the bound. */
  boolean ended(Duration bound) throws InterruptedException;

  /** Takes the processor away from it. */
  void freeze() throws InterruptedException;

  /** Lets it go on. */
  void thaw() throws InterruptedException;

  @Override
  void close();
}
