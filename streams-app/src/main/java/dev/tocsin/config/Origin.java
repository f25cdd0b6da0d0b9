package dev.tocsin.config;

import java.nio.file.Path;

/** Where a value came from, strongest first. */
public sealed interface Origin {

  /** How to name it to a person, for example {@code tocsin.properties line 7}. */
  String describe();

  /** One word for it: {@code flag}, {@code environment}, {@code file} or {@code default}. */
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
   * @param line line that the key stands on, from 1
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

  /** Nobody set it. */
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
