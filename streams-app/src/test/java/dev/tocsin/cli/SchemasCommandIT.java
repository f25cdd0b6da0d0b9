package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.registry.CompatibilityLevel;
import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.SchemaRegistryClient;
import dev.tocsin.serde.Contracts;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** Against a real registry. */
class SchemasCommandIT {

  private static final Schema FOREIGN =
      SchemaBuilder.record("Account")
          .namespace("dev.tocsin.event")
          .fields()
          .requiredLong("account_id")
          .endRecord();

  @Test
  void shouldRegisterMissingSchemasOnce() {
    // Given
    Cli cli = Cli.withoutTopics("schemas-register.");

    // When
    JsonNode dryRun = cli.json("schemas", "register", "--dry-run");
    Cli.Result before = cli.run("schemas", "check");
    JsonNode first = cli.json("schemas", "register");
    JsonNode second = cli.json("schemas", "register");
    Cli.Result after = cli.run("schemas", "check");

    // Then
    assertThat(texts(dryRun, "subject"))
        .containsExactly(
            "schemas-register.telephony.message-log.duo-value",
            "schemas-register.telephony.message-log.other-value",
            "schemas-register.telephony.account-value",
            "schemas-register.exposure.window-value",
            "schemas-register.exposure.record-value",
            "schemas-register.exposure.notification-value",
            "schemas-register.exposure.incident-value");
    assertThat(texts(dryRun, "action")).containsOnly("would_register");
    assertThat(before.exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(before.out())
        .contains(
            "subject schemas-register.exposure.window-value (CompromiseWindow): no version",
            "fix:      tocsin schemas register");
    assertThat(texts(first, "action")).containsOnly("registered");
    assertThat(texts(first, "compatibility")).hasSize(7).containsOnly("FULL_TRANSITIVE");
    assertThat(texts(second, "action")).containsOnly("exists");
    assertThat(ids(second)).isEqualTo(ids(first)).allSatisfy(id -> assertThat(id).isPositive());
    assertThat(second.findValue("compatibility_before")).isNull();
    assertThat(after.exitCode()).as(after.out()).isEqualTo(ExitCodes.OK);
    assertThat(after.out()).startsWith("all 7 schemas are as they should be");
  }

  @Test
  void shouldRegisterTheRestIfSubjectIsIncompatible() {
    // Given
    Cli cli = Cli.withoutTopics("schemas-refused.");
    String subject = "schemas-refused.telephony.account-value";
    try (SchemaRegistryClient registry = registry(cli)) {
      registry.register(subject, FOREIGN, false);
      registry.setCompatibility(subject, CompatibilityLevel.NONE);

      // When
      Cli.Result dryRun = cli.run("schemas", "register", "--dry-run");
      Cli.Result result = cli.run("schemas", "register");
      Cli.Result check = cli.run("schemas", "check", "--output", "json");

      // Then
      assertThat(dryRun.exitCode()).isEqualTo(ExitCodes.CONFIG);
      assertThat(result.exitCode()).isEqualTo(ExitCodes.CONFIG);
      assertThat(result.lines())
          .filteredOn(line -> line.startsWith("refused "))
          .singleElement()
          .asString()
          .contains(subject, "version 1", "FULL_TRANSITIVE");
      assertThat(result.lines()).filteredOn(line -> line.startsWith("registered ")).hasSize(6);
      assertThat(registry.versions(subject)).hasSize(1);
      assertThat(texts(check.json(), "found"))
          .containsExactly(
              "1 versions, none of them the contract's schema",
              "version 1 and the contract cannot read each other's records",
              "compatibility NONE");
    }
  }

  @Test
  void shouldKeepCompatibilityOnRequest() {
    // Given
    Cli cli = Cli.withoutTopics("schemas-kept.");
    String subject = "schemas-kept.exposure.window-value";
    try (SchemaRegistryClient registry = registry(cli)) {
      registry.register(subject, Contracts.COMPROMISE_WINDOW.schema(), false);
      registry.setCompatibility(subject, CompatibilityLevel.FORWARD);

      // When
      cli.json("schemas", "register", "--keep-compatibility");
      CompatibilityLevel kept = registry.compatibility(subject);
      JsonNode again = cli.json("schemas", "register");

      // Then
      assertThat(kept).isEqualTo(CompatibilityLevel.FORWARD);
      assertThat(registry.compatibility(subject)).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
      assertThat(again)
          .filteredOn(result -> result.get("subject").textValue().equals(subject))
          .singleElement()
          .satisfies(
              result ->
                  assertThat(result.get("compatibility_before").textValue()).isEqualTo("FORWARD"));
    }
  }

  @Test
  void shouldRequireNoSchemaForNativeFormat() {
    // Given
    Cli cli = Cli.withoutTopics("schemas-native.");

    // When
    JsonNode planned =
        cli.json(
            "schemas",
            "register",
            "--dry-run",
            "-c",
            "providers.duo.format=duo-v2",
            "-c",
            "providers.duo.account=acme");

    // Then
    assertThat(texts(planned, "subject"))
        .contains("schemas-native.telephony.message-log.other-value")
        .doesNotContain("schemas-native.telephony.message-log.duo-value");
  }

  @Test
  void shouldNameSubjectsLikeSerdes() {
    // Given
    Cli cli = Cli.withoutTopics("schemas-record.");

    // When
    JsonNode planned =
        cli.json(
            "schemas",
            "register",
            "--dry-run",
            "-c",
            "avro.value.subject.name.strategy=RecordNameStrategy");

    // Then
    assertThat(texts(planned, "subject"))
        .hasSize(6)
        .contains("dev.tocsin.event.MessageLog", "dev.tocsin.event.IncidentSummary");
  }

  @Test
  void shouldReportUnreachableRegistry() {
    // When
    Cli.Result result =
        Cli.offline()
            .run(
                "schemas",
                "register",
                "--registry-url=http://127.0.0.1:1",
                "-c",
                "schema.registry.max.retries=0");

    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.UNAVAILABLE);
    assertThat(result.err()).contains("schema.registry.url");
    assertThat(result.out()).isEmpty();
  }

  private static SchemaRegistryClient registry(Cli cli) {
    return SchemaRegistryClient.open(RegistryConfig.from(cli.config().registryProps()));
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.get(field).textValue())
        .toList();
  }

  private static List<Integer> ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.get("id").intValue())
        .toList();
  }
}
