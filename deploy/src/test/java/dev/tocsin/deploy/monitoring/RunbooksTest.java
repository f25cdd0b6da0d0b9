package dev.tocsin.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.GeneratedPage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbooksTest {

  private static final Rules RULES = Rules.ofRepository();
  private static final List<String> SECTIONS =
      List.of("Meaning", "Impact", "Diagnosis", "Mitigation");
  private static final Pattern INLINE_METRIC = Pattern.compile("`(tocsin_[a-z_]+)`");

  static Stream<Runbook> pages() {
    return Runbook.all().stream();
  }

  @Test
  void shouldHaveOnePageForEachAlert() {
    // When
    Set<String> alerts =
        RULES.alerts().stream()
            .map(Rules.Alert::name)
            .collect(Collectors.toCollection(TreeSet::new));
    // Then
    assertThat(Runbook.all()).extracting(Runbook::alert).containsExactlyElementsOf(alerts);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldSayWhatItIsAndWhatToDo(Runbook page) {
    // Then
    assertThat(page.text()).startsWith("# " + page.alert() + "\n");
    assertThat(page.sections()).containsExactlyElementsOf(SECTIONS);
    assertThat(SECTIONS).allSatisfy(name -> assertThat(page.section(name)).hasSizeGreaterThan(20));
    assertThat(page.section("Diagnosis")).contains("```promql").contains("```sh");
    assertThat(page.links()).allSatisfy(link -> assertThat(link).isRegularFile());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldAskForMetricsThatExist(Runbook page) {
    // Then
    assertThat(page.blocks("promql"))
        .isNotEmpty()
        .allSatisfy(query -> assertThat(RULES.unknown(query)).as(query).isEmpty());
    assertThat(INLINE_METRIC.matcher(page.text()).results().map(match -> match.group(1)))
        .allSatisfy(name -> assertThat(RULES.unknown(name)).isEmpty());
  }

  @Test
  void shouldListAllAlertsWithTheirProofs() {
    // When
    StringBuilder table = new StringBuilder();
    for (String severity : List.of("page", "ticket")) {
      RULES.alerts().stream()
          .filter(alert -> alert.severity().equals(severity))
          .forEach(alert -> table.append(row(alert)));
    }
    // Then
    GeneratedPage.shouldEqual(Runbook.INDEX, INTRODUCTION + table + NOTES);
  }

  @Test
  void shouldAccountForEachAlert() {
    // Given
    Set<String> provoked =
        Arrays.stream(Fault.values())
            .flatMap(fault -> fault.alerts().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    // Then
    assertThat(provoked).doesNotContainAnyElementsOf(Fault.NONE.keySet());
    provoked.addAll(Fault.NONE.keySet());
    assertThat(RULES.alerts()).extracting(Rules.Alert::name).hasSameElementsAs(provoked);
  }

  private static String row(Rules.Alert alert) {
    return "| [%s](%s.md) | %s | %s | %s | %s |%n"
        .formatted(
            alert.name(),
            alert.name(),
            alert.severity(),
            alert.annotation("summary"),
            ruleTest(alert.name()),
            fault(alert.name()))
        .replace("\r", "");
  }

  private static String ruleTest(String alert) {
    return RuleTests.all().stream()
        .filter(test -> test.of(alert).stream().anyMatch(RuleTests::fires))
        .map(test -> test.file().getFileName() + ": " + test.name())
        .findFirst()
        .orElseThrow();
  }

  private static String fault(String alert) {
    Map<String, String> none = Fault.NONE;
    if (none.containsKey(alert)) {
      return "none: " + none.get(alert);
    }
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.alerts().contains(alert))
        .map(Fault::what)
        .collect(Collectors.joining("; "));
  }

  private static final String INTRODUCTION =
      """
      # Runbooks

      <!-- The table is generated: `mvn -pl deploy -am test -Dtest=RunbooksTest -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.docs.write=true`; a test compares it. -->

      One page for each alert of [tocsin.rules.yml](../../deploy/monitoring/rules/tocsin.rules.yml): what it means, whom it hurts, how to find the cause, what to do. A `page` wakes somebody, because people are not told, or soon will not be, and a person can change that now. A `ticket` is for the next working day. Commands take their settings as everywhere ([configuration.md](../configuration.md)); health and metrics are at `http.host` and `http.port` of the instance that the alert names.

      The rules are a plain Prometheus rule file, for Prometheus 2.42 or newer. Each alert has the annotation `runbook` with the page's path in this repository, and no `runbook_url`: Tocsin does not know where your copy of the repository is, and a link that leads nowhere is worse than a path. Put the address before it in Alertmanager's template: `https://HOST/PATH/{{ .Annotations.runbook }}`.

      Targets are found by their job, which has to be `tocsin` or to end in `/tocsin`, as a PodMonitor of that name makes it. Installations with different jobs are told apart. In Alertmanager, group by `job`: one fault often fires several alerts, and one of them names the cause.

      "Rule test" is the test of promtool that fires the alert, in `deploy/monitoring/rules/tests`; each alert also has one in which it does not fire. "Real fault" is what fired it in a real Prometheus that scraped a real Tocsin, and after whose mend it ended (`AlertsIT`, with the rules' times cut short).

      | Alert | Severity | What is the matter | Rule test | Real fault |
      |---|---|---|---|---|
      """;

  private static final String NOTES =
      """

      ## As whom
      On brokers that ask who is there, each command needs the rights of its role ([security.md](../security.md#roles-and-rights)); Tocsin's own account may not do what most of them do, so a command in its pod, `kubectl exec tocsin-0 -- tocsin ...`, is mostly refused. Give the command a file of the role's own (`--config`, or `TOCSIN_CONFIG`), or only what differs: `TOCSIN_KAFKA_SASL_JAAS_CONFIG` and the like. In Kubernetes, [kubernetes.md](../kubernetes.md#run-a-command) has a pod for it.

      | Command | Role | User in `strimzi/users.yaml` | Registry |
      |---|---|---|---|
      | `topics check` | operator | `tocsin-operator` | no |
      | `incident list`, `incident show`, `window` | responder | `tocsin-responder` | reads; registers when it writes |
      | `incident accounts`, `incident records`, `notifications tail` | notifier | `tocsin-notifier` | reads |
      | `accounts` | account owner | `tocsin-account-owner` | reads; registers when it writes |
      | `dead-letters` | redriver | `tocsin-redriver` | reads |
      | `logs import` | provider | `tocsin-provider-NAME` | registers |
      | `logs import --resume` | importer | `tocsin-importer-NAME` | registers |
      | `schemas check`, `schemas register` | none on the brokers | | reads; registers |
      | `config show`, `keyset`, `logs formats`, `--version` | none | | no |

      ## What has no alert, and why
      - **Stream threads that are missing.** A thread that is dead and not replaced turns `/livez` 503 after `liveness.stall.timeout`: TocsinNotLive. One that dies again and again is TocsinThreadsDying.
      - **No standby, or one that lags.** Metrics cannot tell an installation without standbys from one that lost them, and nobody is hurt before an instance is lost. The restore that follows is TocsinRestoreLong.
      - **Drafts, numbers of notifications, errors in the log, memory, processor.** None of them is a person who is not told. Dashboards show them.
      - **Series that are missing.** An instance that does not answer is TocsinInstanceDown, an installation TocsinDown; ages and counts that a restart interrupts are bridged in the rules.
      """;
}
