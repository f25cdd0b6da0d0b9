package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.ops.topics.TopicCreation.Action;
import dev.tocsin.ops.topics.TopicCreation.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates the topics that are missing, and gives the rights that are lacking. */
@Command(
    name = "create",
    description = {
      "Create the topics that are missing.",
      "Topics that exist are left as they are; 'tocsin topics check' compares them. The schemas of"
          + " what goes into them are the matter of 'tocsin schemas register'.",
      "Where the configuration says who is who (access.*), it also gives them the rights that they"
          + " lack, which takes an administrator of the brokers. It takes none away."
    },
    footer = {"  tocsin topics create --dry-run", "  tocsin topics create"})
final class TopicsCreateCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Only let the brokers check that the topics can be created.")
  private boolean dryRun;

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
      console.document(
          Stream.concat(topics.stream().map(TopicsCreateCommand::json), rights.json()).toList());
    } else {
      rights.lines().forEach(console::line);
    }
    rights.warning().ifPresent(console::note);
    if (topics.stream().anyMatch(result -> result.action() == Action.EXISTS)) {
      console.note("What exists was not compared: 'tocsin topics check' does that.");
    }
    if (topics.stream().allMatch(result -> result.action() == Action.CREATED)) {
      console.note("Next: tocsin schemas register, so that providers find the contracts.");
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
    return "(partitions=" + result.topic().partitions() + ", " + settings(result) + ")";
  }

  private static String settings(Result result) {
    return String.join(
        ", ",
        result.topic().configs().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList());
  }

  private static Map<String, Object> json(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("topic", result.topic().name());
    json.put("action", result.action().name().toLowerCase(Locale.ROOT));
    if (result.action() != Action.EXISTS) {
      json.put("partitions", result.topic().partitions());
      json.put("configs", result.topic().configs());
    }
    return json;
  }
}
