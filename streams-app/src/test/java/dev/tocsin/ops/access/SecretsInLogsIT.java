package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ops.CapturedLog;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.Detectors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's clients log their configuration when they start. */
class SecretsInLogsIT {

  private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]+)\"");

  @TempDir private Path directory;

  @Test
  void shouldNotLogSecrets() throws Exception {
    // Given
    SecuredRig rig = new SecuredRig("quiet", directory);
    rig.install();
    Map<String, String> settings = rig.settings("Tocsin");
    Matcher login = PASSWORD.matcher(settings.getOrDefault("kafka.sasl.jaas.config", ""));
    assertThat(login.find()).isTrue();
    List<String> secrets =
        List.of(
            login.group(1),
            settings.getOrDefault("kafka.ssl.truststore.password", ""),
            settings.getOrDefault("schema.registry.basic.auth.user.info", ""),
            settings.getOrDefault("history.keyset", ""));
    assertThat(secrets).doesNotContain("").doesNotHaveDuplicates();
    Logger root = (Logger) LogManager.getRootLogger();
    Appender screen = root.getAppenders().get("stderr");
    CapturedLog captured = new CapturedLog();

    // When
    root.removeAppender(screen);
    captured.attach();
    Configurator.setLevel("org.apache.kafka", Level.INFO);
    try (Detector detector = Detectors.start(SecuredRig.config(settings))) {
      detector.awaitReady(Duration.ofSeconds(90));
    } finally {
      Configurator.setLevel("org.apache.kafka", Level.ERROR);
      captured.detach();
      root.addAppender(screen);
    }

    // Then
    assertThat(captured.lines())
        .anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"))
        .anyMatch(line -> line.contains("ssl.truststore.password = [hidden]"))
        .noneMatch(line -> secrets.stream().anyMatch(line::contains));
  }
}
