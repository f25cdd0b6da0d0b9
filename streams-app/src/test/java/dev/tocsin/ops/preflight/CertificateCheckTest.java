package dev.tocsin.ops.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.local.Certificates;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.finding.Finding.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCheckTest {

  @TempDir private static Path directory;

  private static Map<String, String> twoDays;

  @BeforeAll
  static void issue() {
    twoDays = Certificates.in(directory).issue("CN=tocsin,O=Example");
  }

  @Test
  void shouldWarnOfACertificateThatExpiresSoon() {
    assertThat(findings("SSL", Duration.ZERO))
        .filteredOn(finding -> finding.resource().contains("keystore"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.NOTE);
              assertThat(finding.resource()).contains(twoDays.get("ssl.keystore.location"));
              assertThat(finding.found())
                  .startsWith("the certificate of CN=tocsin,O=Example expires at ");
            });
  }

  @Test
  void shouldRejectCertificatesThatAreNotValid() {
    assertThat(findings("SASL_SSL", Duration.ofDays(3)))
        .filteredOn(Finding::refuses)
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("expired at"))
        .satisfies(f -> assertThat(f.remedy()).contains("new certificate"));
    assertThat(findings("SSL", Duration.ofDays(-2)))
        .filteredOn(finding -> finding.resource().contains("keystore"))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("not valid before"))
        .satisfies(f -> assertThat(f.remedy()).contains("clock"));
  }

  @Test
  void shouldNotCheckWithoutTls() {
    assertThat(findings("PLAINTEXT", Duration.ofDays(3))).isEmpty();
  }

  private static List<Finding> findings(String protocol, Duration later) {
    Map<String, String> settings = new HashMap<>(Map.of("kafka.security.protocol", protocol));
    twoDays.forEach((key, value) -> settings.put("kafka." + key, value));
    TocsinConfig config = TocsinConfig.load(Sources.of(settings));
    return new CertificateCheck(config, InstantSource.fixed(Instant.now().plus(later))).findings();
  }
}
