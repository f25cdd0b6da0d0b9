package dev.tocsin.cli;

import dev.tocsin.config.AccessKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.access.AccessCheck;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.topics.BoundTopics;
import dev.tocsin.ops.topics.TopicCheck;
import dev.tocsin.ops.topics.TopicPlan;
import dev.tocsin.ops.topics.TopicReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares the topics with the plan. */
@Command(
    name = "check",
    description = {
      "Compare the topics with what they should be, and print what differs and how to mend it.",
      "Where the configuration says who is who (access.*), it also tells which rights are lacking,"
          + " and who may do more than is good.",
      "Exits with 1 when something differs."
    },
    footer = {"  tocsin topics check", "  tocsin topics check --output json"})
final class TopicsCheckCommand implements Callable<Integer> {

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
    all.addAll(judge(loaded, topics(loaded, admin).report(DisplayTopology.of(loaded).describe())));
    all.addAll(new AccessCheck(loaded, admin).findings());
    return all;
  }

  /** Which topics a detector's state was made with, only who has its directory can tell. */
  private static List<Finding> judge(TocsinConfig loaded, TopicReport report) {
    try {
      return new BoundTopics(loaded.stateDir(), loaded.applicationId()).judge(report).findings();
    } catch (IOException e) {
      return report.findings();
    }
  }

  /** Who is said to be the detector is judged by the rules that stand, whoever asks. */
  private static TopicCheck topics(TocsinConfig loaded, Admin admin) {
    TopicCheck check = new TopicCheck(loaded, admin);
    return loaded.principals(AccessKeys.TOCSIN).isEmpty() ? check : check.withoutRights();
  }
}
