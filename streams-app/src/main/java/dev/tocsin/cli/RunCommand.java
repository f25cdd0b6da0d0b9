package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.BuildVersion;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.StartRefusedException;
import dev.tocsin.ops.health.Reason;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the detector until it is told to stop. */
@Command(
    name = "run",
    description =
        "Run the detector: watch the logs, answer windows, notify. Stops on Ctrl-C or SIGTERM.",
    footerHeading = "%n",
    footer = {
      "It checks topics, registry and state directory first, and refuses to start when something"
          + " is missing or wrong.",
      "Ends with 0 on SIGTERM and 130 on Ctrl-C when it stopped cleanly within shutdown.timeout,"
          + " else with 70; a second Ctrl-C ends it at once. Ends with 78 when a topic is deleted"
          + " under it that nothing can replace.",
    })
final class RunCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  private enum Stop {
    TERM(ExitCodes.OK),
    INT(ExitCodes.INTERRUPTED);

    private final int exitCode;

    Stop(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    TocsinConfig config = options.load();
    PrintWriter err = command.commandLine().getErr();
    try (Detector detector = Detector.start(config)) {
      Thread.setDefaultUncaughtExceptionHandler(RunCommand::threadEnded);
      CompletableFuture<Stop> stop = new CompletableFuture<>();
      for (Stop signal : Stop.values()) {
        Signals.on(signal.name(), () -> request(stop, signal));
      }
      // Where signals cannot be handled the JVM still runs this, and ends with a code of its own.
      Runtime.getRuntime().addShutdownHook(new Thread(detector::close, "tocsin-stop"));
      Findings.print(err::println, detector.findings());
      say(err, greeting(config, detector));
      return end(err, config, detector, await(stop, detector, err));
    } catch (StartRefusedException e) {
      Findings.print(err::println, e.findings());
      say(err, "Not started.");
      return Findings.exitCode(e.findings());
    } catch (UncheckedIOException e) {
      throw new CliException(ExitCodes.CONFIG, String.valueOf(e.getMessage()), e);
    }
  }

  private static void request(CompletableFuture<Stop> stop, Stop signal) {
    if (!stop.complete(signal) && signal == Stop.INT) {
      // Asked twice by a person: what was not committed is done again by the next start.
      Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
    }
  }

  /** Waits for a signal; empty when Kafka Streams ended by itself. */
  private static Optional<Stop> await(
      CompletableFuture<Stop> stop, Detector detector, PrintWriter err)
      throws InterruptedException, ExecutionException {
    boolean ready = false;
    while (!detector.ended() && detector.lostTopics().isEmpty()) {
      if (!ready && detector.ready().positive()) {
        ready = true;
        say(err, "Ready.");
      }
      try {
        return Optional.of(stop.get(1, TimeUnit.SECONDS));
      } catch (TimeoutException e) {
        log.atTrace().log("Still running");
      }
    }
    return Optional.empty();
  }

  private static int end(
      PrintWriter err, TocsinConfig config, Detector detector, Optional<Stop> stop) {
    List<Reason> lost = stop.isEmpty() ? detector.lostTopics() : List.of();
    if (!lost.isEmpty()) {
      lost.forEach(
          reason ->
              err.println(
                  "wrong: %s: %s%n  mend:     %s"
                      .formatted(reason.resource(), reason.problem(), reason.remedy())));
      say(err, "Stopped: what it would go on to say could be wrong.");
      return ExitCodes.CONFIG;
    }
    if (stop.isEmpty()) {
      say(
          err,
          "tocsin: Kafka Streams ended by itself; the log names the exception. Start it again; if"
              + " that does not help, delete "
              + config.stateDir()
              + " first: it is restored from Kafka.");
      return ExitCodes.INTERNAL;
    }
    say(
        err,
        "Stopping, within %d s; Ctrl-C again ends at once."
            .formatted(config.shutdownTimeout().toSeconds()));
    if (!detector.stop()) {
      say(
          err,
          "tocsin: did not stop within shutdown.timeout; the next start restores the local state"
              + " from Kafka."
              + " If the brokers answered, raise shutdown.timeout; without them it cannot end in order.");
      return ExitCodes.INTERNAL;
    }
    return stop.get().exitCode;
  }

  /** The JVM would print the exception with its message, which may quote what was processed. */
  private static void threadEnded(Thread thread, Throwable failure) {
    log.atError()
        .addKeyValue("thread", thread.getName())
        .addKeyValue("exception", failure.getClass().getName())
        .log("A thread ended by an exception");
  }

  private static String greeting(TocsinConfig config, Detector detector) {
    return """
        tocsin %s runs as group %s on %s
          reads    %s
          metrics  %s
          health   %s %s
        Ctrl-C stops it. Partitions are being assigned; it says when it is ready."""
        .formatted(
            BuildVersion.current(),
            config.applicationId(),
            String.join(",", config.bootstrapServers()),
            String.join(", ", config.topics().messageLogs(config.providers())),
            detector.metricsUrl(),
            detector.url("/livez"),
            detector.url("/readyz"));
  }

  private static void say(PrintWriter err, String text) {
    err.println(text);
    err.flush();
  }
}
