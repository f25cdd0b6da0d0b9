package dev.tocsin.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.ops.access.Access;
import dev.tocsin.ops.access.AccessPlan;
import dev.tocsin.ops.access.Role;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.junit.jupiter.api.Test;

/** Compares docker-compose.yml with the code and the other files. */
class ComposeFileTest {

  /** Of those that all services share, and of who is who. */
  private static final Pattern SETTING =
      Pattern.compile("^  (TOCSIN_\\w+): \"?([^\"\\n]*)\"?$", Pattern.MULTILINE);

  @Test
  void shouldStartTheVersionsThatTheBuildHas() {
    // Given
    String pom = Checkout.read(Checkout.ROOT.resolve("pom.xml"));

    // When, then
    assertThat(ComposeFile.defaultOf("KAFKA_IMAGE"))
        .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    assertThat(ComposeFile.defaultOf("REGISTRY_IMAGE"))
        .isEqualTo("apicurio/apicurio-registry:" + first(pom, "<apicurio.version>([^<]+)<"));
    assertThat(ComposeFile.defaultOf("IMAGE"))
        .isEqualTo(
            "tocsin:" + first(pom, "<artifactId>tocsin-parent</artifactId>\\s*<version>([^<]+)<"));
  }

  @Test
  void shouldBuildOnTheImagesThatTheDockerfileNames() {
    // Given
    String dockerfile = Checkout.read(Checkout.ROOT.resolve("deploy/docker/Dockerfile"));

    // When, then
    for (String argument : new String[] {"JDK_IMAGE", "BASE_IMAGE", "CLASSES"}) {
      assertThat(first(dockerfile, "(?m)^ARG " + argument + "=(\\S+)$"))
          .as(argument)
          .isEqualTo(ComposeFile.defaultOf(argument));
    }
  }

  @Test
  void shouldConfigureWhatTheDetectorKnowsAndTheDemoNeeds() {
    // When
    TocsinConfig config = config();

    // Then
    assertThat(config.providers()).contains("duo").containsAll(Traffic.PROVIDERS);
    assertThat(config.bootstrapServers()).containsExactly("kafka:19094");
  }

  @Test
  void shouldGiveEveryRoleOfTheDemoToAUserWithAPassword() {
    // Given
    TocsinConfig config = config();

    // When
    List<Access> played =
        AccessPlan.of(config).stream()
            .filter(access -> access.role() != Role.IMPORTER)
            .filter(access -> !access.provider().equals(Optional.of("duo")))
            .toList();

    // Then
    assertThat(played).hasSizeGreaterThan(6);
    for (Access access : played) {
      assertThat(access.principals()).as(access.who()).hasSize(1);
      String user = access.principals().getFirst().replace("User:", "");
      assertThat(ComposeFile.text())
          .contains("user_" + user + "=\"")
          .contains("username=\"" + user + "\"");
    }
  }

  private static TocsinConfig config() {
    Map<String, String> environment = new TreeMap<>();
    Matcher settings = SETTING.matcher(ComposeFile.text());
    while (settings.find()) {
      environment.put(
          settings.group(1), settings.group(2).replaceAll("\\$\\{\\w+:-([^}]*)}", "$1"));
    }
    assertThat(environment).hasSizeGreaterThan(12);
    return TocsinConfig.load(
        new Sources(Map.of(), environment, null, Path.of("no-such-directory")));
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
