package dev.tocsin.history.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryKeysetTest {

  @Test
  void shouldRoundTripJson() {
    // Given
    HistoryKeyset keyset = HistoryKeyset.generate().rotated().prepared();
    // When
    HistoryKeyset read = HistoryKeyset.parse(keyset.toJson());
    // Then
    assertThat(read.keys()).isEqualTo(keyset.keys()).hasSize(3);
    assertThat(read.keys())
        .extracting(HistoryKeyset.Key::primary)
        .containsExactly(false, true, false);
    assertThat(read.keys())
        .allSatisfy(
            key -> {
              assertThat(key.status()).isEqualTo("enabled");
              assertThat(key.bits()).isEqualTo(256);
              assertThat(keyset.toJson()).contains("\"keyId\":" + key.id());
            });
    assertThat(read.isPrepared()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "hunter2", "{\"hunter2\":1}", "{}", "[]", "null"})
  void shouldRejectMalformedKeysetWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> HistoryKeyset.parse(text))
        .isInstanceOf(KeysetException.class)
        .hasNoCause()
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldRejectTruncatedKeyset() {
    // Given
    String json = HistoryKeyset.generate().toJson();
    // Then
    assertThatThrownBy(() -> HistoryKeyset.parse(json.substring(0, json.length() - 20)))
        .isInstanceOf(KeysetException.class);
  }

  @Test
  void shouldRejectKeysForOtherPurposes() throws Exception {
    // Given
    MacConfig.register();
    List<KeysetHandle> others =
        List.of(
            KeysetHandle.generateNew(
                PredefinedMacParameters.HMAC_SHA256_128BITTAG, RegistryConfiguration.get()),
            KeysetHandle.generateNew(
                PredefinedAeadParameters.AES128_EAX, RegistryConfiguration.get()),
            KeysetHandle.generateNew(
                AesGcmParameters.builder()
                    .setIvSizeBytes(12)
                    .setKeySizeBytes(32)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build(),
                RegistryConfiguration.get()));
    // Then
    for (KeysetHandle other : others) {
      String json =
          TinkJsonProtoKeysetFormat.serializeKeyset(
              other, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
      assertThatThrownBy(() -> HistoryKeyset.parse(json))
          .isInstanceOf(KeysetException.class)
          .hasMessageContaining("not an AES-GCM key");
    }
  }

  @Test
  void shouldPrintIdsOnly() {
    // Given
    HistoryKeyset keyset = HistoryKeyset.generate();
    String material = keyset.toJson().replaceAll("(?s).*\"value\":\"([^\"]+)\".*", "$1");
    // Then
    assertThat(material).hasSizeGreaterThan(40);
    assertThat(keyset.toString()).contains(keyset.primaryId()).doesNotContain(material);
  }

  @Test
  void shouldDistinguishKeysWithSameId() {
    // Given
    HistoryKeyset keyset = HistoryKeyset.generate();
    HistoryKeyset stranger = HistoryKeyset.generate();
    HistoryKeyset twin =
        HistoryKeyset.parse(stranger.toJson().replace(stranger.primaryId(), keyset.primaryId()));
    KeyMark mark = KeyMark.parse(KeyMark.of(keyset, "tocsin").line());
    // Then
    assertThat(mark.compareWith(keyset, "tocsin")).isEqualTo(KeyMark.Fit.FITS);
    assertThat(mark.compareWith(keyset.rotated(), "tocsin")).isEqualTo(KeyMark.Fit.FITS);
    assertThat(mark.compareWith(stranger, "tocsin")).isEqualTo(KeyMark.Fit.LACKING);
    assertThat(mark.compareWith(twin, "tocsin")).isEqualTo(KeyMark.Fit.OTHER);
    assertThat(mark.compareWith(keyset, "another")).isEqualTo(KeyMark.Fit.OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1 x", "1 AQAAAAI=", " AQAAAAI="})
  void shouldRejectMalformedMark(String line) {
    assertThatThrownBy(() -> KeyMark.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
