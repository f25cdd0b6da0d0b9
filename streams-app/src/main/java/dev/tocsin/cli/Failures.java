package dev.tocsin.cli;

import dev.tocsin.config.ConfigurationException;
import dev.tocsin.ops.admin.NotKafkaException;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.registry.RegistryUnavailableException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns failures into messages for people and exit codes for scripts. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** What to tell, one sentence a line, and the exit code. */
  record Verdict(int exitCode, List<String> lines) {
    Verdict(int exitCode, String line) {
      this(exitCode, List.of(line));
    }
  }

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    PrintWriter err = exception.getCommandLine().getErr();
    err.println("tocsin: " + UsageErrors.explain(exception));
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
      err.println("Run it again with --verbose to see where.");
    }
    err.flush();
    return verdict.exitCode();
  }

  static Verdict judge(Throwable exception) {
    Throwable cause = unwrap(exception);
    return switch (cause) {
      case CliException e -> new Verdict(e.exitCode(), message(e));
      case ConfigurationException e -> new Verdict(ExitCodes.CONFIG, e.problems());
      case InterruptedException e -> new Verdict(ExitCodes.INTERRUPTED, "interrupted");
      case InterruptException e -> new Verdict(ExitCodes.INTERRUPTED, "interrupted");
      case NotKafkaException e ->
          new Verdict(
              ExitCodes.CONFIG, "bootstrap.servers: " + message(e) + "; mend: " + e.remedy());
      case AuthenticationException e ->
          new Verdict(
              ExitCodes.CONFIG,
              "Kafka does not accept these credentials: "
                  + message(e)
                  + "; mend kafka.security.protocol, kafka.sasl.* and kafka.ssl.*");
      case AuthorizationException e ->
          new Verdict(
              ExitCodes.CONFIG,
              "Kafka does not allow it: "
                  + message(e)
                  + "; run it as the role that may (docs/security.md, Roles and rights), or, if this is"
                  + " that role, let 'tocsin topics check' say which rights are lacking");
      case ConfigException e when message(e).contains("bootstrap") ->
          new Verdict(
              ExitCodes.UNAVAILABLE,
              "cannot reach Kafka: "
                  + message(e)
                  + "; check that the names in it can be resolved from here");
      case ConfigException e -> new Verdict(ExitCodes.CONFIG, message(e));
      case RegistryUnavailableException e -> new Verdict(ExitCodes.UNAVAILABLE, message(e));
      case RegistryException e -> new Verdict(ExitCodes.CONFIG, message(e));
      case RetriableException e ->
          new Verdict(
              ExitCodes.UNAVAILABLE,
              "Kafka does not answer: " + message(e) + "; check bootstrap.servers and the brokers");
      case TimeoutException e ->
          new Verdict(ExitCodes.UNAVAILABLE, "no answer in time: " + message(e));
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

  /** Wrappers say nothing that the user can act on. */
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
}
