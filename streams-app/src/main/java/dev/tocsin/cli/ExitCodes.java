package dev.tocsin.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of all commands. 64, 69, 70, 75 and 78 are those of sysexits.h. */
public final class ExitCodes {

  public static final int OK = 0;

  /** A check found a difference, or the answer to a question is no. */
  public static final int NEGATIVE = 1;

  /** An invalid option, argument or value. */
  public static final int USAGE = 2;

  /** Some of the input was rejected. */
  public static final int BAD_INPUT = 3;

  /** The distribution does not contain the command. */
  public static final int NOT_INCLUDED = 64;

  /** Kafka or the schema registry cannot be reached. */
  public static final int UNAVAILABLE = 69;

  /** An error in Tocsin itself. */
  public static final int INTERNAL = 70;

  /**
   * Another process with the same transactional id fenced this one, or another author changed the
   * window first.
   */
  public static final int OVERTAKEN = 75;

  /** The configuration is invalid, or the cluster does not match it. */
  public static final int CONFIG = 78;

  /** Stopped by a signal or an interrupt. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}

  /** The meaning of each exit code, in ascending order. */
  public static Map<Integer, String> meanings() {
    Map<Integer, String> meanings = new LinkedHashMap<>();
    meanings.put(OK, "success");
    meanings.put(NEGATIVE, "a check found a difference, or the answer is no");
    meanings.put(USAGE, "invalid option, argument or value on the command line");
    meanings.put(BAD_INPUT, "some of the input was rejected");
    meanings.put(NOT_INCLUDED, "this distribution does not contain the command");
    meanings.put(UNAVAILABLE, "Kafka or the schema registry cannot be reached");
    meanings.put(INTERNAL, "internal error");
    meanings.put(OVERTAKEN, "fenced by another process, or the window changed meanwhile; retry");
    meanings.put(CONFIG, "the configuration is invalid, or the cluster does not match it");
    meanings.put(INTERRUPTED, "interrupted");
    return Collections.unmodifiableMap(meanings);
  }
}
