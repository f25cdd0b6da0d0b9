package dev.tocsin.cli;

import dev.tocsin.config.ConfigurationException;
import dev.tocsin.config.Nearest;
import dev.tocsin.ops.admin.NotKafkaException;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.registry.RegistryUnavailableException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into error messages and exit codes. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** Commands that only a source checkout and the demo image have. */
  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([^]]*)] \\(case-insensitive\\)");

  private static final Pattern PAIR =
      Pattern.compile("should be in KEY=VALUE format but was (.*)$", Pattern.DOTALL);

  /** The exit code, and the message, one sentence per line. */
  record Verdict(int exitCode, List<String> lines) {
    Verdict(int exitCode, String line) {
      this(exitCode, List.of(line));
    }
  }

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    PrintWriter err = exception.getCommandLine().getErr();
    err.println("tocsin: " + explain(exception));
    err.println("Help: " + command.qualifiedName() + " --help");
    err.flush();
    return ExitCodes.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine line, ParseResult parseResult) {
    Verdict verdict = judge(exception);
    PrintWriter err = line.getErr();
    verdict.lines().forEach(text -> err.println("tocsin: " + text));
    if (Main.verbose(line.getCommandSpec())) {
      exception.printStackTrace(err);
    } else if (verdict.exitCode() == ExitCodes.INTERNAL) {
      err.println("Run it again with --verbose for the stack trace.");
    }
    err.flush();
    return verdict.exitCode();
  }

  private static Verdict judge(Throwable exception) {
    Throwable cause = unwrap(exception);
    return switch (cause) {
      case CliException e -> new Verdict(e.exitCode(), message(e));
      case ConfigurationException e -> new Verdict(ExitCodes.CONFIG, e.problems());
      case InterruptedException e -> new Verdict(ExitCodes.INTERRUPTED, "interrupted");
      case InterruptException e -> new Verdict(ExitCodes.INTERRUPTED, "interrupted");
      case NotKafkaException e ->
          new Verdict(
              ExitCodes.CONFIG, "bootstrap.servers: " + message(e) + "; fix: " + e.remedy());
      case AuthenticationException e ->
          new Verdict(
              ExitCodes.CONFIG,
              "Kafka rejected the credentials: "
                  + message(e)
                  + "; check kafka.security.protocol, kafka.sasl.* and kafka.ssl.*");
      case AuthorizationException e ->
          new Verdict(
              ExitCodes.CONFIG,
              "Kafka denied the operation: "
                  + message(e)
                  + "; run the command as a principal with the required role (docs/security.md,"
                  + " Roles and rights), and list its missing rights with 'tocsin topics check'");
      case ConfigException e when message(e).contains("bootstrap") ->
          new Verdict(
              ExitCodes.UNAVAILABLE,
              "cannot reach Kafka: "
                  + message(e)
                  + "; check that this machine can resolve the host names");
      case ConfigException e -> new Verdict(ExitCodes.CONFIG, message(e));
      case RegistryUnavailableException e -> new Verdict(ExitCodes.UNAVAILABLE, message(e));
      case RegistryException e -> new Verdict(ExitCodes.CONFIG, message(e));
      case RetriableException e ->
          new Verdict(
              ExitCodes.UNAVAILABLE,
              "cannot reach Kafka: " + message(e) + "; check bootstrap.servers and the brokers");
      case TimeoutException e -> new Verdict(ExitCodes.UNAVAILABLE, "timed out: " + message(e));
      case ConnectException e ->
          new Verdict(ExitCodes.UNAVAILABLE, "cannot connect: " + message(e));
      case UnknownHostException e ->
          new Verdict(ExitCodes.UNAVAILABLE, "unknown host: " + message(e));
      default ->
          new Verdict(
              ExitCodes.INTERNAL,
              "internal error: " + cause.getClass().getSimpleName() + ": " + message(cause));
    };
  }

  /** The first cause that is not a mere wrapper. */
  private static Throwable unwrap(Throwable exception) {
    Throwable current = exception;
    for (Throwable cause = current.getCause();
        cause != null && isWrapper(current);
        cause = current.getCause()) {
      current = cause;
    }
    return current;
  }

  private static boolean isWrapper(Throwable exception) {
    return exception instanceof ExecutionException
        || exception instanceof CompletionException
        || exception.getClass().equals(org.apache.kafka.common.KafkaException.class)
        || exception.getClass().equals(java.io.UncheckedIOException.class)
        || exception.getClass().equals(RuntimeException.class);
  }

  private static String message(Throwable exception) {
    String message = exception.getMessage();
    return message == null ? exception.getClass().getSimpleName() : message;
  }

  /** The error in a command line, with the probable correction. */
  private static String explain(ParameterException exception) {
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
    // In lower case, as in the help.
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
    // Every option of one letter is close to any other.
    String hint = name.length() > 2 ? Nearest.hint(name, names) : "";
    return "unknown option '" + name + "'" + hint;
  }
}
