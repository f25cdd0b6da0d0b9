package dev.tocsin.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A running program that can be stopped, killed and frozen. */
public interface Child extends AutoCloseable {

  boolean alive();

  /** The exit code; only once it has ended. */
  int exitCode();

  /** Everything that it has printed so far. */
  String printed();

  /** The file that holds its output. */
  Path log();

  /** Physical memory in use, in MiB; 0 where the operating system does not say. */
  long residentMib() throws IOException;

  /** Ends it at once, as {@code kill -9} does. */
  void kill() throws InterruptedException;

  /** Asks it to end, as SIGTERM does. */
  void terminate();

  /** Whether it ended within the bound. */
  boolean ended(Duration bound) throws InterruptedException;

  /** Suspends it, as SIGSTOP does. */
  void freeze() throws InterruptedException;

  /** Resumes it, as SIGCONT does. */
  void thaw() throws InterruptedException;

  /** Stops it in order, or kills it when that takes too long. */
  @Override
  void close();
}
