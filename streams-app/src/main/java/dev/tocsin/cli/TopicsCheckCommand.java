package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.topics.TopicCheck;
import dev.tocsin.ops.topics.TopicPlan;
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
      "Exits with 1 when something differs."
    },
    footer = {"  tocsin topics check", "  tocsin topics check --output json"})
final class TopicsCheckCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    TocsinConfig loaded = config.load();
    List<Finding> findings;
    try (Admin admin = Admin.create(loaded.adminProps())) {
      findings = new TopicCheck(loaded, admin).findings(Blueprint.of(loaded).describe());
    }
    Console console = output.console();
    if (console.json()) {
      console.document(findings);
    } else if (findings.isEmpty()) {
      console.line("all " + TopicPlan.of(loaded).size() + " topics are as they should be");
    } else {
      Findings.print(console::line, findings);
    }
    return findings.isEmpty() ? ExitCodes.OK : ExitCodes.NEGATIVE;
  }
}
