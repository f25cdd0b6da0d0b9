package dev.tocsin.cli;

import dev.tocsin.config.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what was probably meant. */
final class UsageErrors {

  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([^]]*)] \\(case-insensitive\\)");

  private static final Pattern PAIR =
      Pattern.compile("should be in KEY=VALUE format but was (.*)$", Pattern.DOTALL);

  private UsageErrors() {}

  static String explain(ParameterException exception) {
    String message = String.valueOf(exception.getMessage());
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched, message);
    }
    Matcher pair = PAIR.matcher(message);
    if (pair.find() && exception.getArgSpec() instanceof OptionSpec option) {
      return option.names()[0]
          + ": expected "
          + option.paramLabel()
          + ", but was '"
          + pair.group(1)
          + "'";
    }
    // The choices are shown the way they are written in the help.
    return CHOICES
        .matcher(message)
        .replaceAll(choice -> "expected one of " + choice.group(1).toLowerCase(Locale.ROOT));
  }

  private static String unmatched(UnmatchedArgumentException exception, String message) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    String given = exception.getUnmatched().getFirst();
    if (!given.startsWith("-")) {
      return command.subcommands().isEmpty()
          ? message
          : "unknown command '" + given + "'" + Nearest.hint(given, command.subcommands().keySet());
    }
    int equals = given.indexOf('=');
    String name = equals < 0 ? given : given.substring(0, equals);
    List<String> names = new ArrayList<>();
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> names.addAll(List.of(option.names())));
    return "unknown option '" + name + "'" + Nearest.hint(name, names);
  }
}
