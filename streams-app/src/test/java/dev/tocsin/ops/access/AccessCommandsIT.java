package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ACLs as commands create and compare them. */
class AccessCommandsIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String STRANGER = "User:stranger";

  @TempDir private Path directory;

  @Test
  void shouldCreateMissingAclsOnce() {
    // Given
    SecuredRig rig = new SecuredRig("giving", directory);
    Cli admin = SecuredRig.cli(rig.adminSettings());
    String right =
        "WRITE on topic giving.telephony.message-log.alpha to User:giving-provider-alpha (provider"
            + " alpha)";
    // When
    Result dryRun = admin.run("topics", "create", "--dry-run");
    Result first = admin.run("topics", "create");
    Result second = admin.run("topics", "create");
    JsonNode third = admin.json("topics", "create");
    // Then
    assertThat(dryRun.out()).contains("would give    " + right);
    assertThat(first.out()).contains("given         " + right).doesNotContain("rights on");
    assertThat(second.out())
        .containsPattern("exists        rights on (\\d+) of \\1 resources")
        .doesNotContain("given");
    assertThat(third)
        .filteredOn(node -> node.has("principal"))
        .hasSizeGreaterThan(40)
        .allSatisfy(node -> assertThat(node.get("action").textValue()).isEqualTo("exists"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Result check = rig.cli("operator").run("topics", "check");
              assertThat(check.exitCode()).as(check.out()).isEqualTo(ExitCodes.OK);
            });
  }

  @Test
  void shouldFindMissingAndExcessAcls() throws Exception {
    // Given
    SecuredRig rig = new SecuredRig("excess", directory);
    rig.install();
    String alpha = rig.principal("provider alpha");
    AclBinding lacking =
        allow(rig.principal("account owner"), topic("telephony.account"), AclOperation.WRITE);
    try (Admin admin = Admin.create(SecuredRig.config(rig.adminSettings()).adminProps())) {
      admin.deleteAcls(List.of(lacking.toFilter())).all().get();
      admin
          .createAcls(
              List.of(
                  allow(alpha, topic("telephony.message-log.beta"), AclOperation.WRITE),
                  allow(
                      alpha,
                      new ResourcePattern(
                          ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL),
                      AclOperation.ALTER),
                  allow(
                      STRANGER,
                      new ResourcePattern(
                          ResourceType.TOPIC, "excess.telephony.", PatternType.PREFIXED),
                      AclOperation.READ),
                  allow(STRANGER, topic("exposure.window"), AclOperation.DESCRIBE),
                  allow(AclBindings.EVERYBODY, topic("exposure.notification"), AclOperation.READ),
                  rule(
                      rig.principal("Tocsin"),
                      topic("exposure.window"),
                      AclOperation.READ,
                      AclPermissionType.DENY)))
          .all()
          .get();
      try {
        // When
        List<String> findings =
            await().atMost(SOON).until(() -> check(rig.settings("operator")), f -> f.size() == 6);
        // Then
        assertThat(findings)
            .anySatisfy(
                f ->
                    assertThat(f)
                        .startsWith("topic excess.telephony.account: User:excess-account-owner")
                        .contains("no permission to WRITE", "tocsin topics create"))
            .anySatisfy(
                f ->
                    assertThat(f)
                        .startsWith(
                            "topic excess.telephony.message-log.beta: "
                                + alpha
                                + " (provider alpha) may WRITE")
                        .contains(
                            "provider beta, importer beta, redriver",
                            "--remove --allow-principal '" + alpha + "' --operation Write"))
            .anySatisfy(f -> assertThat(f).startsWith("cluster: " + alpha).contains("may ALTER"))
            .anySatisfy(
                f ->
                    assertThat(f)
                        .startsWith("topic excess.telephony.*: " + STRANGER + " may READ")
                        .contains("--resource-pattern-type prefixed", "access.others"))
            .anySatisfy(
                f -> assertThat(f).startsWith("topic excess.exposure.notification: User:* may"))
            .anySatisfy(
                f ->
                    assertThat(f)
                        .startsWith("topic excess.exposure.window: READ is denied to")
                        .contains("--remove --deny-principal"));

        // When
        Map<String, String> named = rig.settings("operator");
        named.put("access.others", STRANGER);
        // Then
        assertThat(check(named)).hasSize(5).noneMatch(f -> f.contains(STRANGER));
      } finally {
        for (String principal : List.of(alpha, STRANGER, AclBindings.EVERYBODY)) {
          admin.deleteAcls(List.of(all(principal))).all().get();
        }
      }
    }
  }

  @Test
  void shouldNotCreateAclsAsTheOperator() {
    // Given
    SecuredRig rig = new SecuredRig("modest", directory);
    rig.install();
    Map<String, String> settings = rig.settings("operator");
    settings.merge("access.notifier", "User:modest-another", (a, b) -> a + ";" + b);
    // When
    Result result = SecuredRig.cli(settings).run("topics", "create");
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(result.out()).contains("exists        modest.exposure.window");
    assertThat(result.err()).contains("cannot grant the rights", "ALTER", "administrator");
    assertThat(check(settings)).hasSize(4).allMatch(f -> f.contains("User:modest-another"));
  }

  @Test
  void shouldReportThatAclsCannotBeDescribed() {
    // Given
    SecuredRig rig = new SecuredRig("undescribed", directory);
    rig.install();
    // When
    Result result = rig.cli("responder").run("topics", "check");
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(result.out())
        .contains("no permission to describe the ACLs", "run it as the operator");
  }

  @Test
  void shouldReportBrokersWithoutAuthorizer() {
    // Given
    Cli open = Cli.onCluster("access-open.");
    // When
    Result create = open.run("topics", "create");
    Result check = open.run("topics", "check");
    Result named = open.run("topics", "create", "-c", "access.tocsin=User:tocsin");
    Result checked = open.run("topics", "check", "-c", "access.tocsin=User:tocsin");
    // Then
    assertThat(create.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(create.err()).contains("no authorizer");
    assertThat(check.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(check.err()).contains("note:", "no authorizer");
    assertThat(named.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(named.err()).contains("no authorizer", "authorizer.class.name");
    assertThat(checked.exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(checked.out()).contains("no authorizer", "fix:");
  }

  private static List<String> check(Map<String, String> settings) {
    Result result = SecuredRig.cli(settings).run("topics", "check", "--output=json");
    return StreamSupport.stream(result.json().spliterator(), false)
        .map(
            f ->
                "%s: %s; %s; %s"
                    .formatted(
                        f.get("resource").textValue(),
                        f.get("found").textValue(),
                        f.get("expected").textValue(),
                        f.get("remedy").textValue()))
        .toList();
  }

  private static ResourcePattern topic(String name) {
    return new ResourcePattern(ResourceType.TOPIC, "excess." + name, PatternType.LITERAL);
  }

  private static AclBinding allow(
      String principal, ResourcePattern resource, AclOperation operation) {
    return rule(principal, resource, operation, AclPermissionType.ALLOW);
  }

  private static AclBinding rule(
      String principal, ResourcePattern resource, AclOperation operation, AclPermissionType type) {
    return new AclBinding(resource, new AccessControlEntry(principal, "*", operation, type));
  }

  private static AclBindingFilter all(String principal) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
  }
}
