package dev.tocsin.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.config.AccessKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.access.AccessCheck;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.topics.BoundTopics;
import dev.tocsin.ops.topics.TopicCheck;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.ops.topics.TopicCreation.Action;
import dev.tocsin.ops.topics.TopicCreation.Result;
import dev.tocsin.ops.topics.TopicPlan;
import dev.tocsin.ops.topics.TopicReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about the topics of the contracts. */
@Command(
    name = "topics",
    description = "Create the topics, and compare them with the configuration.",
    footer = {"  tocsin topics create --dry-run", "  tocsin topics check"},
    subcommands = {TopicsCommand.Create.class, TopicsCommand.Check.class})
final class TopicsCommand {

  /** Creates missing topics, and grants missing rights. */
  @Command(
      name = "create",
      description = {
        "Create missing topics.",
        "Existing topics stay unchanged; 'tocsin topics check' compares them. Register the schemas"
            + " with 'tocsin schemas register'.",
        "If the configuration names the principals of the roles (access.*), it also grants them"
            + " their missing rights, which requires an administrator of the brokers. It revokes"
            + " no rights."
      },
      footer = {"  tocsin topics create --dry-run", "  tocsin topics create"})
  static final class Create implements Callable<Integer> {

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
        names = {"-n", "--dry-run"},
        description = "Have the brokers validate the topics, and create none.")
    private boolean dryRun;

    private record Created(
        String topic,
        String action,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer partitions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> configs) {

      static Created of(Result result) {
        boolean exists = result.action() == Action.EXISTS;
        return new Created(
            result.topic().name(),
            result.action().name().toLowerCase(Locale.ROOT),
            exists ? null : result.topic().partitions(),
            exists ? null : result.topic().configs());
      }
    }

    @Override
    public Integer call() {
      TocsinConfig loaded = config.load();
      return Brokers.ask(loaded, admin -> create(loaded, admin));
    }

    private int create(TocsinConfig loaded, Admin admin) {
      Console console = output.console();
      List<Result> topics = new TopicCreation(loaded, admin).run(dryRun);
      if (!console.json()) {
        topics.forEach(result -> console.line(text(result)));
      }
      Rights rights = Rights.give(loaded, admin, dryRun);
      if (console.json()) {
        console.document(Stream.concat(topics.stream().map(Created::of), rights.json()).toList());
      } else {
        rights.lines().forEach(console::line);
      }
      rights.warning().ifPresent(console::note);
      if (topics.stream().anyMatch(result -> result.action() == Action.EXISTS)) {
        console.note("Existing topics were not compared: run 'tocsin topics check'.");
      }
      if (topics.stream().allMatch(result -> result.action() == Action.CREATED)) {
        console.note("Next: 'tocsin schemas register' makes the contracts known to the registry.");
      }
      rights.throwProblem();
      return ExitCodes.OK;
    }

    private static String text(Result result) {
      String name = result.topic().name();
      return switch (result.action()) {
        case EXISTS -> "exists        " + name;
        case CREATED -> "created       " + name + " " + shape(result);
        case WOULD_CREATE -> "would create  " + name + " " + shape(result);
      };
    }

    private static String shape(Result result) {
      String settings =
          result.topic().configs().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining(", "));
      return "(partitions=" + result.topic().partitions() + ", " + settings + ")";
    }
  }

  /** Compares the topics with the plan. */
  @Command(
      name = "check",
      description = {
        "Compare the topics with the configuration; print each difference and how to fix it.",
        "If the configuration names the principals of the roles (access.*), it also reports missing"
            + " and excessive rights.",
        "Exits with 1 if there is a difference."
      },
      footer = {"  tocsin topics check", "  tocsin topics check --output json"})
  static final class Check implements Callable<Integer> {

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
      TocsinConfig loaded = config.load();
      List<Finding> findings = new ArrayList<>();
      List<Finding> notes = new ArrayList<>();
      for (Finding finding : Brokers.ask(loaded, admin -> compare(loaded, admin))) {
        (finding.refuses() ? findings : notes).add(finding);
      }
      Console console = output.console();
      Findings.print(console::note, notes);
      if (console.json()) {
        console.document(findings);
      } else if (findings.isEmpty()) {
        console.line("all " + TopicPlan.of(loaded).size() + " topics are as they should be");
      } else {
        Findings.print(console::line, findings);
      }
      return findings.isEmpty() ? ExitCodes.OK : ExitCodes.NEGATIVE;
    }

    private static List<Finding> compare(TocsinConfig loaded, Admin admin) {
      List<Finding> all = new ArrayList<>();
      all.addAll(
          judge(loaded, topics(loaded, admin).report(TopologyCommand.display(loaded).describe())));
      all.addAll(new AccessCheck(loaded, admin).findings());
      return all;
    }

    /** Only an instance's own state directory records the topics that its state was built from. */
    private static List<Finding> judge(TocsinConfig loaded, TopicReport report) {
      try {
        return new BoundTopics(loaded.stateDir(), loaded.applicationId()).judge(report).findings();
      } catch (IOException e) {
        return report.findings();
      }
    }

    /** The access check reports the rights of a named detector principal from the ACLs. */
    private static TopicCheck topics(TocsinConfig loaded, Admin admin) {
      TopicCheck check = new TopicCheck(loaded, admin);
      return loaded.principals(AccessKeys.TOCSIN).isEmpty() ? check : check.withoutRights();
    }
  }
}
