package dev.tocsin.cli.notifications;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.EventReader;
import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about notifications. */
@Command(
    name = "notifications",
    description = "Print the notifications for the notifier.",
    footer = "  tocsin notifications tail",
    subcommands = {NotificationsCommand.Tail.class})
public final class NotificationsCommand {

  /** Prints notifications as they are written. */
  @Command(
      name = "tail",
      description = {
        "Print the current notifications, then new ones as they are written.",
        "The topic is compacted: it contains the current notifications, and possibly earlier"
            + " revisions. The command reads committed records only and joins no consumer group,"
            + " so it does not affect the notifier. Phone numbers are masked without"
            + " --show-phones. Ctrl-C stops it."
      },
      footer = {
        "  tocsin notifications tail",
        "  tocsin notifications tail --once --incident breach --audience account",
        "  tocsin notifications tail --new --output json | jq .record_count"
      })
  static final class Tail implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
        names = "--incident",
        paramLabel = "ID",
        description = "Only notifications of this incident.")
    private @Nullable String incident;

    @Option(
        names = "--account",
        paramLabel = "ID",
        description = "Only notifications of this account.")
    private @Nullable String account;

    @Option(
        names = "--audience",
        paramLabel = "AUDIENCE",
        description = "Only notifications for this audience: ${COMPLETION-CANDIDATES}.")
    private @Nullable Audience audience;

    @Option(
        names = "--action",
        paramLabel = "ACTION",
        description = "Only notifications with this action: ${COMPLETION-CANDIDATES}.")
    private @Nullable NotificationAction action;

    @ArgGroup private @Nullable Start start;

    @Option(names = "--once", description = "Stop at the current end of the topic.")
    private boolean once;

    @Option(names = "--max", paramLabel = "N", description = "Stop after N notifications.")
    private long max = Long.MAX_VALUE;

    @Option(names = "--show-phones", description = "Show phone numbers unmasked.")
    private boolean showPhones;

    private long shown;

    /** The first notification to print. */
    static final class Start {
      @Option(
          names = "--from-beginning",
          description = "Start with the current notifications (default).")
      @SuppressWarnings("UnusedVariable") // picocli sets it; the default may be given explicitly
      private boolean beginning;

      @Option(names = "--new", description = "Print new notifications only.")
      private boolean onlyNew;
    }

    @Override
    public Integer call() throws InterruptedException {
      boolean onlyNew = start != null && start.onlyNew && !start.beginning;
      if (max < 1) {
        throw usage("--max: expected a whole number, 1 or more, but was " + max);
      }
      if (onlyNew && once) {
        throw usage("--new and --once together print nothing; omit one of them");
      }
      TocsinConfig loaded = config.load();
      try (TopicScan<String> scan =
              TopicScan.withText(loaded, loaded.topics().notification(), "tocsin-cli-tail");
          EventSerdes serdes = Wiring.serdes(loaded)) {
        var printer = printer(output.console(), serdes);
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

    private Predicate<ConsumerRecord<String, byte[]>> printer(Console console, EventSerdes serdes) {
      NotificationText text = new NotificationText(showPhones);
      EventReader<ExposureNotification> reader =
          new EventReader<>(serdes.notification(), console::note);
      return polled -> {
        ExposureNotification notification = reader.read(polled);
        if (notification != null && matches(notification)) {
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

    private boolean matches(ExposureNotification notification) {
      return (incident == null || incident.equals(notification.getIncident().getIncidentId()))
          && (account == null || account.equals(notification.getAccountId()))
          && (audience == null || audience.name().equals(notification.getAudience()))
          && (action == null || action.name().equals(notification.getAction()));
    }

    private ParameterException usage(String message) {
      return new ParameterException(command.commandLine(), message);
    }
  }
}
