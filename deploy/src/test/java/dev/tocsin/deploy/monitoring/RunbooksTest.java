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

  private static String severity(Runbook page) {
    return RULES.alerts().stream()
        .filter(alert -> alert.name().equals(page.alert()))
        .map(Rules.Alert::severity)
        .findFirst()
        .orElse("none: there is no such alert");
  }

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
  void shouldHaveAllSections(Runbook page) {
    // Then
    assertThat(page.text()).startsWith(HEAD.formatted(page.alert(), severity(page)));
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

  private static final String HEAD =
      """
      # %s

      Severity: %s. [Where and as whom to run the commands](README.md#role-for-each-command); `duo`, `INC-1` and `w-1` are examples.
      """;

  private static final String INTRODUCTION =
      """
      # Runbooks

      <!-- The table is generated: `mvn -pl deploy -am test -Dtest=RunbooksTest -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.docs.write=true`; a test compares it. -->

      One page for each alert of [tocsin.rules.yml](../../deploy/monitoring/rules/tocsin.rules.yml): meaning, impact, diagnosis and mitigation. [concepts.md](../concepts.md) defines the terms.

      - A `page` alert wakes the on-call engineer: exposed people are not notified, or soon will not be, and an engineer can change that now. A `ticket` is for the next working day.
      - Commands read their settings from the [usual sources](../configuration.md); [Role for each command](#role-for-each-command) lists the rights that they need. The `curl` commands are for the host of the instance in the alert (`http.host`, `http.port`); in Kubernetes run `kubectl port-forward POD 8080` first.

      ## Install the rules
      - Load the rule file into Prometheus 2.42 or newer. For the Prometheus operator use `deploy/kubernetes/monitoring`.
      - Name the scrape job `tocsin`, or let its name end in `/tocsin`, as a PodMonitor named `tocsin` does. Each job is one installation.
      - In Alertmanager, group by `job`: one fault can fire several alerts.
      - The annotation `runbook` is a path in this repository. Add the address of your copy in Alertmanager's template: `https://HOST/PATH/{{ .Annotations.runbook }}`.

      ## Alerts
      "Rule test" is a promtool test in `deploy/monitoring/rules/tests` in which the alert fires; for each alert there is also one in which it does not. "Fault test" is the fault with which `AlertsIT` fires the alert in a real Prometheus that scrapes a real Tocsin, with shorter times; the alert ends when the fault is fixed.

      | Alert | Severity | Summary | Rule test | Fault test |
      |---|---|---|---|---|
      """;

  private static final String NOTES =
      """

      ## Role for each command
      With access control on the brokers, each command needs the rights of its role ([security.md](../security.md#roles-and-rights)). The brokers deny most commands that run as the detector's own principal, such as `kubectl exec tocsin-0 -- tocsin ...`. Give the command a configuration file for the role (`--config` or `TOCSIN_CONFIG`), or override single settings, such as `TOCSIN_KAFKA_SASL_JAAS_CONFIG`. In Kubernetes, use [a pod for the role](../kubernetes.md#run-a-command).

      | Command | Role | User in `strimzi/users.yaml` | Registry access |
      |---|---|---|---|
      | `topics check` | operator | `tocsin-operator` | none |
      | `topics create` | operator; an administrator of the brokers, to grant rights too | `tocsin-operator` | none |
      | `incident list`, `incident show`, `window` | responder | `tocsin-responder` | read; register when it writes |
      | `incident accounts`, `incident records`, `notifications tail` | notifier | `tocsin-notifier` | read |
      | `accounts` | account owner | `tocsin-account-owner` | read; register when it writes |
      | `dead-letters` | redriver | `tocsin-redriver` | read |
      | `logs import` | provider | `tocsin-provider-NAME` | register |
      | `logs import --resume` | importer | `tocsin-importer-NAME` | register |
      | `schemas check`, `schemas register` | none on the brokers | | read; register |
      | `config show`, `keyset`, `logs formats`, `--version` | none | | none |

      ## Conditions without an alert
      - **A dead stream thread.** If Kafka Streams does not replace it, `/livez` answers 503 after `liveness.stall.timeout`: TocsinNotLive. Threads that fail repeatedly: TocsinThreadsDying.
      - **A missing or lagging standby.** Metrics cannot distinguish an installation without standbys from one that lost them. There is no impact until an instance is lost; then TocsinRestoreLong covers the restore.
      - **Draft windows, the number of notifications, errors in the log, memory, CPU.** None of them means that an exposed person is not notified. The [dashboards](../dashboards.md) show them.
      - **Missing series.** TocsinInstanceDown covers an instance, TocsinDown an installation. The rules cover the gap of a restart.
      """;
}
