package dev.tocsin.cli;

/** What a command's exit code means. 69, 70, 75 and 78 are those of sysexits.h. */
public final class ExitCodes {

  public static final int OK = 0;

  /** A check found a difference, or the answer to the question is no. */
  public static final int NEGATIVE = 1;

  /** A wrong option, argument or value on the command line. */
  public static final int USAGE = 2;

  /** Some of the input data was rejected. */
  public static final int BAD_INPUT = 3;

  /** The broker or the schema registry cannot be reached. */
  public static final int UNAVAILABLE = 69;

  /** A failure of Tocsin itself. */
  public static final int INTERNAL = 70;

  /** Somebody else took over what this one was doing; nothing is wrong, it can be run again. */
  public static final int TAKEN_OVER = 75;

  /** The configuration, or what it meets on the cluster, does not allow to work. */
  public static final int CONFIG = 78;

  /** Stopped by a signal or an interrupt. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
