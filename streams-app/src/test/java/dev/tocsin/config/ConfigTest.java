package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.config.Sources.Flagged;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  @TempDir private Path dir;

  @Test
  void shouldPreferFlagOverEnvironmentOverFileOverDefault() throws IOException {
    // Given
    Files.writeString(
        dir.resolve("tocsin.properties"), "partitions=2\ntopic.prefix=file.\nhttp.port=1\n");
    Map<String, String> environment =
        Map.of("TOCSIN_TOPIC_PREFIX", "env.", "TOCSIN_HTTP_PORT", "2", "HOME", "/nowhere");
    Map<String, Flagged> flags = Map.of("http.port", new Flagged("3", "-c http.port"));
    // When
    TocsinConfig config = TocsinConfig.load(new Sources(flags, environment, null, dir));
    // Then
    assertThat(config.httpPort()).isEqualTo(3);
    assertThat(config.topics().prefix()).isEqualTo("env.");
    assertThat(config.partitions()).isEqualTo(2);
    assertThat(config.applicationId()).isEqualTo("tocsin");
    assertThat(config.settings())
        .filteredOn(
            s ->
                List.of("http.port", "topic.prefix", "partitions", "application.id")
                    .contains(s.key()))
        .extracting(s -> s.origin().describe())
        .containsExactly(
            "default",
            "environment variable TOCSIN_TOPIC_PREFIX",
            dir.resolve("tocsin.properties") + " line 1",
            "option -c http.port");
  }

  @Test
  void shouldPreferNamedFileOverDefaultFile() throws IOException {
    // Given
    Files.writeString(dir.resolve("tocsin.properties"), "partitions=2");
    Path byVariable = Files.writeString(dir.resolve("variable.properties"), "partitions=3");
    Path byFlag = Files.writeString(dir.resolve("flag.properties"), "partitions=4");
    Map<String, String> environment = Map.of("TOCSIN_CONFIG", byVariable.toString());
    // When
    TocsinConfig variable = TocsinConfig.load(new Sources(Map.of(), environment, null, dir));
    TocsinConfig flag = TocsinConfig.load(new Sources(Map.of(), environment, byFlag, dir));
    // Then
    assertThat(variable.partitions()).isEqualTo(3);
    assertThat(flag.partitions()).isEqualTo(4);
  }

  @Test
  void shouldRejectMissingFile() {
    // When
    List<String> problems = problems(Map.of(), Map.of(), Path.of("missing.properties"));
    // Then
    assertThat(problems)
        .singleElement()
        .asString()
        .contains(dir.resolve("missing.properties").toString(), "no such file");
  }

  @Test
  void shouldRejectUnknownKeyWithLineAndSuggestion() throws IOException {
    // Given
    Files.writeString(dir.resolve("tocsin.properties"), "# mine\n\nhistroy.horizon=3d\n");
    // When
    List<String> problems = problems(Map.of(), Map.of(), null);
    // Then
    assertThat(problems)
        .containsExactly(
            "unknown key 'histroy.horizon' ("
                + dir.resolve("tocsin.properties")
                + " line 3); did you mean 'history.horizon'?");
  }

  @Test
  void shouldRejectUnknownVariableWithSuggestion() {
    // When
    List<String> problems = problems(Map.of(), Map.of("TOCSIN_PARTITON", "3"), null);
    // Then
    assertThat(problems)
        .containsExactly(
            "unknown environment variable TOCSIN_PARTITON; did you mean 'TOCSIN_PARTITIONS'?");
  }

  @Test
  void shouldReportAllProblemsAtOnce() {
    // Given
    Map<String, String> flags = Map.of("partitions", "none", "nonsense", "1", "http.port", "-1");
    // When
    List<String> problems = problems(flags, Map.of("TOCSIN_COMMIT_INTERVAL", "soon"), null);
    // Then
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "key 'partitions' (option -c partitions): expected a whole number from 1 to 10000, got"
                + " 'none'",
            "unknown key 'nonsense' (option -c nonsense)",
            "key 'http.port' (option -c http.port): expected a whole number from 0 to 65535, got"
                + " '-1'",
            "key 'commit.interval' (environment variable TOCSIN_COMMIT_INTERVAL): expected "
                + Durations.EXPECTED
                + ", from 1ms to 10m, got 'soon'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "providers.duo.fromat|; did you mean 'providers.duo.format'?",
        "providers.dou.formt|; did you mean 'providers.duo.format'?",
        "providers.Duo.zone|; did you mean 'providers.duo.zone'?",
        "provider.duo.acounts|; did you mean 'providers.duo.accounts'?",
        "providers.format|; did you mean 'providers.<provider>.format'?",
        "providers.duo|; did you mean 'providers.duo.format'?",
        "providers.duo.password|; the keys of a provider are format, account, accounts, zone,"
            + " principal, importer",
      })
  void shouldSuggestProviderKey(String key, String hint) {
    // When
    List<String> problems = problems(Map.of("providers", "duo,telco", key, "x"), Map.of(), null);
    // Then
    assertThat(problems)
        .containsExactly("unknown key '" + key + "' (option -c " + key + ")" + hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TOCSIN_PROVIDERS_DUO_FROMAT|; did you mean 'TOCSIN_PROVIDERS_DUO_FORMAT'?",
        "TOCSIN_PROVIDERS_DOU_ZONES|; did you mean 'TOCSIN_PROVIDERS_DUO_ZONE'?",
        "TOCSIN_PROVIDERS_MY_TEL_FORMAT|; an environment variable cannot name a provider with '-'"
            + " or '_' in its name: set 'providers.<provider>.format' in the file or with -c",
      })
  void shouldSuggestProviderVariable(String variable, String hint) {
    // When
    List<String> problems = problems(Map.of(), Map.of(variable, "x"), null);
    // Then
    assertThat(problems).containsExactly("unknown environment variable " + variable + hint);
  }

  @Test
  void shouldReportAllProviderProblemsAtOnce() {
    // Given
    Map<String, String> flags =
        Map.ofEntries(
            Map.entry("partitions", "none"),
            Map.entry("providers", "duo,telco,voice,late"),
            Map.entry("providers.duo.format", "duo-v3"),
            Map.entry("providers.duo.account", "acme"),
            Map.entry("providers.telco.acount", "acme"),
            Map.entry("providers.telco.format", "duo-v2"),
            Map.entry("providers.voise.format", "duo-v2"),
            Map.entry("providers.voice.account", "acme"),
            Map.entry("providers.late.format", "duo-v2"));
    // When
    List<String> problems = problems(flags, Map.of(), null);
    // Then
    assertThat(problems)
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("key 'partitions'"),
            problem ->
                assertThat(problem)
                    .startsWith("key 'providers.duo.format'")
                    .endsWith("got 'duo-v3'; did you mean 'duo-v1'?"),
            problem ->
                assertThat(problem)
                    .startsWith("unknown key 'providers.telco.acount'")
                    .endsWith("; did you mean 'providers.telco.account'?"),
            problem ->
                assertThat(problem)
                    .startsWith("key 'providers.voise.format'")
                    .contains("provider 'voise' is not in 'providers'")
                    .endsWith("; did you mean 'voice'?"),
            problem ->
                assertThat(problem)
                    .startsWith("key 'providers.voice.account'")
                    .contains("has no effect without 'providers.voice.format'"),
            problem ->
                assertThat(problem)
                    .contains("'providers.late.account' or 'providers.late.accounts'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TOCSIN_JAVA_HOME",
        "TOCSIN_JAVA_OPTS",
        "TOCSIN_SERVICE_HOST",
        "TOCSIN_SERVICE_PORT_HTTP",
        "TOCSIN_PORT_8080_TCP_ADDR"
      })
  void shouldIgnoreVariablesThatSetNoKey(String name) {
    assertThat(problems(Map.of(), Map.of(name, "x"), null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TOCSIN_LOG_LEVEL, loud, 'error, warn, info, debug, trace'",
    "TOCSIN_LOG_FORMAT, xml, 'text, json'",
    "TOCSIN_LOG_FORMAT, JSON, 'text, json'"
  })
  void shouldRejectUnknownLogSettings(String name, String value, String choices) {
    assertThat(problems(Map.of(), Map.of(name, value), null))
        .containsExactly(
            "environment variable %s: expected one of %s, but was '%s'"
                .formatted(name, choices, value));
  }

  @ParameterizedTest
  @CsvSource({"TOCSIN_LOG_LEVEL, WARN", "TOCSIN_LOG_LEVEL, debug", "TOCSIN_LOG_FORMAT, json"})
  void shouldAcceptLogSettings(String name, String value) {
    assertThat(problems(Map.of(), Map.of(name, value), null)).isEmpty();
  }

  @Test
  void shouldIgnoreServiceAddressOfKubernetes() {
    assertThat(problems(Map.of(), Map.of("TOCSIN_PORT", "tcp://10.0.0.1:80"), null)).isEmpty();
    assertThat(problems(Map.of(), Map.of("TOCSIN_PORT", "80"), null)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "providers|duo,duo",
        "providers|Duo",
        "providers|''",
        "providers|duo,",
        "bootstrap.servers|localhost",
        "bootstrap.servers|http://localhost:9092",
        "bootstrap.servers|localhost:0",
        "bootstrap.servers|localhost:65536",
        "bootstrap.servers|[::1]:99999",
        "schema.registry.url|localhost:8081",
        "group.protocol|consumer",
        "notification.deadlines|gdpr",
        "notification.deadlines|gdpr=soon",
        "notification.deadlines|gdpr=0s",
        "history.horizon|1",
        "history.horizon|59m",
        "topics.replication.factor|0",
        "application.id|a b",
        "partitions|0",
        "partitions|1.5"
      })
  void shouldRejectInvalidValue(String key, String value) {
    assertThat(problems(Map.of(key, value), Map.of(), null))
        .singleElement()
        .asString()
        .contains("'" + key + "'", "expected ", "got '" + value + "'");
  }

  @Test
  void shouldBuildTopologySettings() {
    // Given
    Map<String, String> values =
        Map.of(
            "providers", "duo, twilio",
            "topic.prefix", "t.",
            "notification.deadlines", "gdpr-art-33=72h,sec-8k=P4D",
            "window.max.accounts", "5",
            "scan.budget", "20ms");
    // When
    var settings = Wiring.topology(TocsinConfig.load(Sources.of(values)));
    // Then
    assertThat(settings.providers()).containsExactly("duo", "twilio");
    assertThat(settings.topics().window()).isEqualTo("t.exposure.window");
    assertThat(settings.horizon()).isEqualTo(Duration.ofDays(400));
    assertThat(settings.maxAccountsPerWindow()).isEqualTo(5);
    assertThat(settings.scanBudget()).isEqualTo(Duration.ofMillis(20));
    assertThat(settings.deadlines())
        .containsExactly(
            Map.entry("gdpr-art-33", Duration.ofHours(72)),
            Map.entry("sec-8k", Duration.ofDays(4)));
  }

  @Test
  void shouldNotPutStateIntoTheTemporaryDirectory() {
    // Given
    Map<String, String> environment = Map.of("XDG_DATA_HOME", "/data");
    // When
    TocsinConfig byDefault = TocsinConfig.load(new Sources(Map.of(), environment, null, dir));
    TocsinConfig named = TocsinConfig.load(Sources.of(Map.of("state.dir", "/var/tocsin")));
    // Then
    assertThat(byDefault.stateDir()).isEqualTo(Path.of("/data/tocsin"));
    assertThat(named.stateDir()).isEqualTo(Path.of("/var/tocsin"));
    assertThat(named.streamsProps()).containsEntry("state.dir", "/var/tocsin/streams");
  }

  private List<String> problems(
      Map<String, String> flags, Map<String, String> environment, Path file) {
    Sources sources = new Sources(Sources.of(flags).flags(), environment, file, dir);
    ConfigurationException thrown =
        catchThrowableOfType(ConfigurationException.class, () -> TocsinConfig.load(sources));
    return thrown == null ? List.of() : thrown.problems();
  }
}
