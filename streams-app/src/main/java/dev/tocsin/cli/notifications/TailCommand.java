package dev.tocsin.cli.notifications;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.Contracts;
import dev.tocsin.cli.topic.EventReader;
import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.topology.EventSerdes;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints notifications as they come. */
@Command(
    name = "tail",
    description = {
      "Print notifications, those that stand first, then new ones as they come.",
      "It starts with what the topic holds: as the topic is compacted, that is what "
          + "stands, and perhaps some of what led to it. It reads committed records only and "
          + "joins no consumer group, so it takes nothing away from the notifier. Phone "
          + "numbers are masked unless --show-phones asks for them. Ctrl-C ends it."
    },
    footer = {
      "  tocsin notifications tail",
      "  tocsin notifications tail --once --incident breach --audience account",
      "  tocsin notifications tail --new --output json | jq .record_count"
    })
final class TailCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private NotificationFilter filter = new NotificationFilter();

  @ArgGroup private @Nullable Start start;

  @Option(names = "--once", description = "Stop at what is there now.")
  private boolean once;

  @Option(names = "--max", paramLabel = "N", description = "Stop after N notifications.")
  private long max = Long.MAX_VALUE;

  @Option(names = "--show-phones", description = "Show phone numbers whole.")
  private boolean showPhones;

  private long shown;

  /** Where to start. */
  static final class Start {
    @Option(
        names = "--from-beginning",
        description = "Start with what stands. This is the default.")
    @SuppressWarnings("UnusedVariable") // picocli sets it; saying the default aloud is allowed
    private boolean beginning;

    @Option(names = "--new", description = "Only what comes from now on.")
    private boolean onlyNew;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean onlyNew = start != null && start.onlyNew && !start.beginning;
    if (max < 1) {
      throw usage("--max: expected a whole number, 1 or more, but was " + max);
    }
    if (onlyNew && once) {
      throw usage("--new and --once together would show nothing; leave one of them out");
    }
    TocsinConfig loaded = config.load();
    try (TopicScan<String> scan =
            TopicScan.withText(loaded, loaded.topics().notification(), "tocsin-cli-tail");
        Serde<ExposureNotification> serde = Contracts.serde(loaded, EventSerdes::notification)) {
      var printer = printer(output.console(), serde);
      if (once) {
        scan.toEnd(printer);
      } else {
        if (onlyNew) {
          scan.skipToEnd();
        }
        scan.follow(printer);
      }
    }
    return ExitCodes.OK;
  }

  private Predicate<ConsumerRecord<String, byte[]>> printer(
      Console console, Serde<ExposureNotification> serde) {
    NotificationText text = new NotificationText(showPhones);
    EventReader<ExposureNotification> reader = new EventReader<>(serde, console::note);
    return polled -> {
      ExposureNotification notification = reader.read(polled);
      if (notification != null && filter.matches(notification)) {
        if (console.json()) {
          console.jsonLine(text.json(notification, polled));
        } else {
          console.line(text.line(notification));
        }
        shown++;
      }
      return shown < max;
    };
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
