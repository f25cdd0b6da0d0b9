package dev.tocsin.config;

import java.nio.file.Path;

/** The source of a value, in order of precedence. */
public sealed interface Origin {

  /** The source in words, for example {@code tocsin.properties line 7}. */
  String describe();

  /** The kind of source: {@code flag}, {@code environment}, {@code file} or {@code default}. */
  String kind();

  /**
   * The command line.
   *
   * @param option the option as typed, for example {@code --bootstrap-servers}
   */
  record Flag(String option) implements Origin {
    @Override
    public String describe() {
      return "option " + option;
    }

    @Override
    public String kind() {
      return "flag";
    }
  }

  /**
   * The environment.
   *
   * @param variable name of the variable
   */
  record Variable(String variable) implements Origin {
    @Override
    public String describe() {
      return "environment variable " + variable;
    }

    @Override
    public String kind() {
      return "environment";
    }
  }

  /**
   * The configuration file.
   *
   * @param file the file
   * @param line line of the key, from 1
   */
  record FileLine(Path file, int line) implements Origin {
    @Override
    public String describe() {
      return file + " line " + line;
    }

    @Override
    public String kind() {
      return "file";
    }
  }

  /** The key is not set. */
  record Default() implements Origin {
    @Override
    public String describe() {
      return "default";
    }

    @Override
    public String kind() {
      return "default";
    }
  }
}
