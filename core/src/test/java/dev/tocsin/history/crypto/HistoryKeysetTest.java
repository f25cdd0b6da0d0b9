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
import dev.tocsin.domain.Identity;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
  void shouldRequireIdentityKey() {
    // Given
    String lacking = HistoryKeysets.withoutIdentity(HistoryKeyset.generate());
    // Then
    for (String json : List.of(lacking, "{\"encryption\":" + lacking + "}")) {
      assertThatThrownBy(() -> HistoryKeyset.parse(json))
          .isInstanceOfSatisfying(
              KeysetException.class,
              e -> assertThat(e.remedy("no")).contains("tocsin keyset add-identity FILE"))
          .hasMessage("has no identity key");
      HistoryKeyset completed = HistoryKeyset.parseAndAddIdentity(json);
      assertThat(HistoryKeyset.parse(completed.toJson()).keys()).isEqualTo(completed.keys());
      assertThatThrownBy(() -> HistoryKeyset.parseAndAddIdentity(completed.toJson()))
          .isInstanceOf(KeysetException.class)
          .hasMessageContaining("has an identity key already");
    }
  }

  @Test
  void shouldRejectOtherIdentityKeys() {
    // Given: an encryption key in its place
    HistoryKeyset keyset = HistoryKeyset.generate();
    String encryption = HistoryKeysets.withoutIdentity(keyset);
    String json = "{\"encryption\":%s,\"identity\":%s}".formatted(encryption, encryption);
    // Then
    assertThatThrownBy(() -> HistoryKeyset.parse(json))
        .isInstanceOf(KeysetException.class)
        .hasMessageContaining("has another identity key than");
  }

  @Test
  void shouldKeepIdentityKeyOnRotation() {
    // Given
    HistoryKeyset keyset = HistoryKeyset.generate();
    byte[] id = keyset.identity().of("a", "b");
    // Then
    for (HistoryKeyset next :
        List.of(
            HistoryKeyset.parse(keyset.toJson()),
            keyset.rotated(),
            keyset.prepared(),
            keyset.prepared().promoted())) {
      assertThat(next.identityKey()).isEqualTo(keyset.identityKey());
      assertThat(next.identity().of("a", "b")).isEqualTo(id).hasSize(Identity.BYTES);
      assertThat(IdentityMark.of(next, "tocsin")).isEqualTo(IdentityMark.of(keyset, "tocsin"));
    }
    HistoryKeyset other = HistoryKeysets.withOtherIdentity(keyset);
    assertThat(other.keys()).isEqualTo(keyset.keys());
    assertThat(other.identity().of("a", "b")).isNotEqualTo(id);
    assertThat(IdentityMark.of(other, "tocsin")).isNotEqualTo(IdentityMark.of(keyset, "tocsin"));
    assertThat(IdentityMark.of(keyset, "else")).isNotEqualTo(IdentityMark.of(keyset, "tocsin"));
  }

  /** So that another program can make the same identifiers: HMAC-SHA256 of the framed fields. */
  @Test
  void shouldMakeIdentifiersWithHmac() throws Exception {
    // Given
    HistoryKeyset keyset = HistoryKeyset.generate();
    String json = keyset.toJson();
    String identity = json.substring(json.indexOf("\"identity\""));
    byte[] proto =
        Base64.getDecoder().decode(identity.replaceAll("(?s).*\"value\":\"([^\"]+)\".*", "$1"));
    // The key is the last field of Tink's message.
    byte[] key = Arrays.copyOfRange(proto, proto.length - 32, proto.length);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    // When
    byte[] full = mac.doFinal(new byte[] {0, 0, 0, 1, 'a', 0, 0, 0, 2, 'b', 'c'});
    // Then
    assertThat(keyset.identity().of("a", "bc")).isEqualTo(Arrays.copyOf(full, 16));
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
  @ValueSource(strings = {"x", "identity", "identity 1", "identity 1 x y"})
  void shouldRejectMalformedIdentityMark(String line) {
    assertThatThrownBy(() -> IdentityMark.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRoundTripIdentityMark() {
    // Given
    IdentityMark mark = IdentityMark.of(HistoryKeyset.generate(), "tocsin");
    // Then
    assertThat(IdentityMark.isMark(mark.line())).isTrue();
    assertThat(IdentityMark.parse(mark.line())).isEqualTo(mark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1 x", "1 AQAAAAI=", " AQAAAAI="})
  void shouldRejectMalformedMark(String line) {
    assertThatThrownBy(() -> KeyMark.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
