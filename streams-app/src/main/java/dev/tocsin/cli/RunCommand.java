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

/** Runs the detector until a signal stops it. */
@Command(
    name = "run",
    description =
        "Run the detector: match message logs with windows, and write notifications. Ctrl-C or"
            + " SIGTERM stops it.",
    footerHeading = "%n",
    footer = {
      "It first checks topics, schema registry and state directory, and does not start if one is"
          + " missing or wrong.",
      "It exits with 0 after SIGTERM and 130 after Ctrl-C if it stopped cleanly within"
          + " shutdown.timeout, else with 70; a second Ctrl-C ends it immediately. It exits with 78"
          + " if a topic is deleted that it cannot replace.",
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
      // If signals cannot be handled, the JVM runs this hook and chooses the exit code.
      Runtime.getRuntime().addShutdownHook(new Thread(detector::close, "tocsin-stop"));
      Findings.print(err::println, detector.findings());
      print(err, banner(config, detector));
      return end(err, config, detector, await(stop, detector, err));
    } catch (StartRefusedException e) {
      Findings.print(err::println, e.findings());
      print(err, "Not started.");
      return Findings.exitCode(e.findings());
    } catch (UncheckedIOException e) {
      throw new CliException(ExitCodes.CONFIG, String.valueOf(e.getMessage()), e);
    }
  }

  private static void request(CompletableFuture<Stop> stop, Stop signal) {
    if (!stop.complete(signal) && signal == Stop.INT) {
      // A second Ctrl-C: the next start repeats what was not committed.
      Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
    }
  }

  /** Waits for a signal; empty if Kafka Streams ended without one. */
  private static Optional<Stop> await(
      CompletableFuture<Stop> stop, Detector detector, PrintWriter err)
      throws InterruptedException, ExecutionException {
    boolean ready = false;
    while (!detector.ended() && detector.lostTopics().isEmpty()) {
      if (!ready && detector.ready().positive()) {
        ready = true;
        print(err, "Ready.");
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
                  "wrong: %s: %s%n  fix:      %s"
                      .formatted(reason.resource(), reason.problem(), reason.remedy())));
      print(err, "Stopped: without the topic its results could be wrong.");
      return ExitCodes.CONFIG;
    }
    if (stop.isEmpty()) {
      print(
          err,
          "tocsin: Kafka Streams ended with an error; the log names the exception. Restart it; if it"
              + " fails again, delete "
              + config.stateDir()
              + " and restart: the state is restored from Kafka.");
      return ExitCodes.INTERNAL;
    }
    print(
        err,
        "Stopping, within %d s; Ctrl-C again ends it immediately."
            .formatted(config.shutdownTimeout().toSeconds()));
    if (!detector.stop()) {
      print(
          err,
          "tocsin: not stopped within shutdown.timeout (%d s); the next start restores the local state"
                  .formatted(config.shutdownTimeout().toSeconds())
              + " from Kafka. If the brokers were reachable, raise shutdown.timeout.");
      return ExitCodes.INTERNAL;
    }
    return stop.get().exitCode;
  }

  /** The JVM would print the message of the exception, which may contain data of a record. */
  private static void threadEnded(Thread thread, Throwable failure) {
    log.atError()
        .addKeyValue("thread", thread.getName())
        .addKeyValue("exception", failure.getClass().getName())
        .log("A thread ended with an exception");
  }

  private static String banner(TocsinConfig config, Detector detector) {
    return """
        tocsin %s runs with application.id %s on %s
          topics   %s
          metrics  %s
          health   %s %s
        Ctrl-C stops it. Waiting for partitions."""
        .formatted(
            BuildVersion.current(),
            config.applicationId(),
            String.join(",", config.bootstrapServers()),
            String.join(", ", config.topics().messageLogs(config.providers())),
            detector.metricsUrl(),
            detector.url("/livez"),
            detector.url("/readyz"));
  }

  private static void print(PrintWriter err, String text) {
    err.println(text);
    err.flush();
  }
}
