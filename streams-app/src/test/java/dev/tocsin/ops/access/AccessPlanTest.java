package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.ConfigurationException;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.topics.PlannedTopic;
import dev.tocsin.ops.topics.TopicPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPlanTest {

  private static final Map<String, String> SETTINGS =
      Map.of("providers", "duo,twilio", "topic.prefix", "t.", "application.id", "app");

  @Test
  void shouldPlanEveryRole() {
    // When
    List<Access> plan = AccessPlan.of(config(Map.of()));
    // Then
    assertThat(plan)
        .extracting(Access::who)
        .containsExactly(
            "Tocsin",
            "provider duo",
            "importer duo",
            "provider twilio",
            "importer twilio",
            "account owner",
            "responder",
            "notifier",
            "operator",
            "redriver");
    assertThat(plan.stream().map(Access::role).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Role.values());
    assertThat(plan).allSatisfy(a -> assertThat(a.grants()).isNotEmpty());
    assertThat(plan)
        .allSatisfy(a -> assertThat(a.provider().isPresent()).isEqualTo(a.role().perProvider()));
  }

  @Test
  void shouldGrantTheDetectorItsTopics() {
    assertThat(lines("Tocsin"))
        .containsExactly(
            "topic t.telephony.message-log.duo: READ, DESCRIBE_CONFIGS",
            "topic t.telephony.message-log.twilio: READ, DESCRIBE_CONFIGS",
            "topic t.telephony.account: READ, DESCRIBE_CONFIGS",
            "topic t.exposure.window: READ, WRITE, DESCRIBE_CONFIGS",
            "topic t.exposure.record: WRITE, DESCRIBE_CONFIGS",
            "topic t.exposure.notification: WRITE, DESCRIBE_CONFIGS",
            "topic t.exposure.incident: WRITE, DESCRIBE_CONFIGS",
            "topic t.exposure.dead-letter: WRITE, DESCRIBE_CONFIGS",
            "topic app-*: READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS",
            "group app: READ",
            "transactional id app-*: WRITE");
  }

  @Test
  void shouldGrantTheUseOfEveryPlannedTopic() {
    // Given
    Access tocsin = access("Tocsin");
    // Then
    for (PlannedTopic topic : TopicPlan.of(config(Map.of()))) {
      assertThat(tocsin.grants())
          .filteredOn(grant -> grant.resource().name().equals(topic.name()))
          .singleElement()
          .satisfies(g -> assertThat(g.operations()).containsAll(topic.use().operations()));
    }
  }

  @Test
  void shouldGrantOtherRolesLeastPrivilege() {
    assertThat(lines("provider duo")).containsExactly("topic t.telephony.message-log.duo: WRITE");
    assertThat(lines("importer duo"))
        .containsExactly(
            "topic t.telephony.message-log.duo: READ, WRITE",
            "group t.tocsin-import-*: READ",
            "transactional id t.tocsin-import-*: WRITE");
    assertThat(lines("account owner")).containsExactly("topic t.telephony.account: READ, WRITE");
    assertThat(lines("responder"))
        .containsExactly("topic t.exposure.window: READ, WRITE", "topic t.exposure.incident: READ");
    assertThat(lines("notifier"))
        .containsExactly(
            "topic t.exposure.notification: READ",
            "topic t.exposure.record: READ",
            "topic t.exposure.incident: READ",
            "group t.notifier*: READ");
    assertThat(lines("redriver"))
        .containsExactly(
            "topic t.exposure.dead-letter: READ, WRITE",
            "topic t.telephony.message-log.duo: WRITE",
            "topic t.telephony.message-log.twilio: WRITE",
            "topic t.telephony.account: READ, WRITE",
            "topic t.exposure.window: READ, WRITE",
            "transactional id t.exposure.dead-letter-redrive: WRITE");
  }

  @Test
  void shouldLetTheOperatorDescribeAllTopics() {
    assertThat(access("operator").grants())
        .allSatisfy(
            grant ->
                assertThat(grant.operations())
                    .isSubsetOf(
                        AclOperation.CREATE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS));
    assertThat(lines("operator"))
        .contains(
            "topic t.exposure.window: CREATE, DESCRIBE, DESCRIBE_CONFIGS", "cluster: DESCRIBE");
  }

  /** A principal that may write to a provider's topic is taken for that provider. */
  @Test
  void shouldRestrictWritesToProviderTopics() {
    assertThat(whoMay(AclOperation.WRITE, "t.telephony.message-log.duo"::equals))
        .containsExactlyInAnyOrder("provider duo", "importer duo", "redriver");
  }

  @Test
  void shouldRestrictReadsOfPhoneNumbers() {
    // Given
    Set<String> withPhones =
        Set.of(
            "t.telephony.message-log.duo",
            "t.exposure.record",
            "t.exposure.notification",
            "t.exposure.dead-letter");
    // Then
    assertThat(whoMay(AclOperation.READ, withPhones::contains))
        .containsExactlyInAnyOrder("Tocsin", "importer duo", "notifier", "redriver");
  }

  @Test
  void shouldGrantNoRoleRightsToAlter() {
    assertThat(AccessPlan.of(config(Map.of())))
        .flatExtracting(Access::grants)
        .allSatisfy(
            grant ->
                assertThat(grant.operations())
                    .doesNotContain(
                        AclOperation.ALL, AclOperation.ALTER, AclOperation.ALTER_CONFIGS))
        .filteredOn(grant -> grant.operations().contains(AclOperation.DELETE))
        .extracting(Grant::resourceText)
        .containsOnly("topic app-*");
  }

  @Test
  void shouldReturnTheConfiguredPrincipals() {
    // When
    TocsinConfig config =
        config(
            Map.of(
                "access.tocsin", "User:CN=tocsin,O=Example; User:tocsin",
                "access.account-owner", "User:crm",
                "providers.duo.principal", "User:duo",
                "providers.twilio.importer", "User:ops"));
    // Then
    assertThat(access(config, "Tocsin").principals())
        .containsExactly("User:CN=tocsin,O=Example", "User:tocsin");
    assertThat(access(config, "account owner").principals()).containsExactly("User:crm");
    assertThat(access(config, "provider duo").principals()).containsExactly("User:duo");
    assertThat(access(config, "importer duo").principals()).isEmpty();
    assertThat(access(config, "provider twilio").principals()).isEmpty();
    assertThat(access(config, "importer twilio").principals()).containsExactly("User:ops");
    assertThat(access(config, "responder").principals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"User:*", "tocsin", "User:", "User:a;", "User:a;User:*"})
  void shouldRejectInvalidPrincipals(String principals) {
    assertThatThrownBy(() -> config(Map.of("access.notifier", principals)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("access.notifier")
        .hasMessageContaining("not User:*");
  }

  @Test
  void shouldCreateOneBindingPerOperation() {
    // Given
    Grant grant = Grant.prefixed(ResourceType.TOPIC, "app-", AclOperation.READ, AclOperation.WRITE);
    // Then
    assertThat(grant.bindings("User:tocsin"))
        .hasSize(2)
        .allSatisfy(
            binding -> {
              assertThat(binding.entry().principal()).isEqualTo("User:tocsin");
              assertThat(binding.pattern().patternType()).isEqualTo(PatternType.PREFIXED);
              assertThat(binding.pattern().name()).isEqualTo("app-");
            });
  }

  private static Set<String> whoMay(AclOperation operation, Predicate<String> topic) {
    return AccessPlan.of(config(Map.of())).stream()
        .filter(
            access ->
                access.grants().stream()
                    .anyMatch(
                        grant ->
                            grant.resource().resourceType() == ResourceType.TOPIC
                                && topic.test(grant.resource().name())
                                && grant.operations().contains(operation)))
        .map(Access::who)
        .collect(Collectors.toSet());
  }

  private static List<String> lines(String who) {
    return access(who).grants().stream()
        .map(grant -> grant.resourceText() + ": " + grant.operationsText())
        .toList();
  }

  private static Access access(String who) {
    return access(config(Map.of()), who);
  }

  private static Access access(TocsinConfig config, String who) {
    return AccessPlan.of(config).stream()
        .filter(access -> access.who().equals(who))
        .findFirst()
        .orElseThrow();
  }

  private static TocsinConfig config(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(SETTINGS);
    values.putAll(more);
    return TocsinConfig.load(Sources.of(values));
  }
}
