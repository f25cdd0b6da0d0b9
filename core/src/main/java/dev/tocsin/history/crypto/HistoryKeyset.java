package dev.tocsin.history.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.AesCmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfKey;
import com.google.crypto.tink.prf.PrfSet;
import dev.tocsin.domain.Identity;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The keys of an installation (Tink). The AES-GCM keys seal and open stored rows: the primary key
 * seals new rows, and each row has the id of its key. The identity key makes the identifiers of
 * records, exposures and notifications and the keys of rows; it is never rotated. Immutable and
 * thread-safe.
 */
public final class HistoryKeyset {

  /** Tink's prefix of a ciphertext: one byte 0x01, the key's id as a big-endian int. */
  private static final byte PREFIX_KIND = 1;

  private static final int PREFIX_LENGTH = 1 + Integer.BYTES;

  static {
    try {
      AeadConfig.register();
      PrfConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no AES-GCM or HMAC for Tink", e);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENCRYPTION = "encryption";
  private static final String IDENTITY = "identity";

  /** A field of Tink's JSON, which a keyset without an identity key may be. */
  private static final String TINK_KEYS = "key";

  private final KeysetHandle handle;
  private final KeysetHandle identityHandle;
  private final Aead aead;
  private final PrfSet prf;
  private final Set<Integer> ids;

  private HistoryKeyset(KeysetHandle handle, KeysetHandle identityHandle)
      throws GeneralSecurityException {
    this.handle = handle;
    this.identityHandle = identityHandle;
    this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
    this.prf = identityHandle.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    Set<Integer> enabled = new HashSet<>();
    entries(handle).stream()
        .filter(entry -> entry.getStatus() == KeyStatus.ENABLED)
        .forEach(entry -> enabled.add(entry.getId()));
    this.ids = Set.copyOf(enabled);
  }

  /**
   * A key without key material.
   *
   * @param id the id in the keyset's JSON, an unsigned number
   * @param status enabled, disabled or destroyed
   * @param use {@code encryption} or {@code identity}
   * @param primary whether it seals new rows, or is the identity key
   * @param bits its length in bits
   */
  public record Key(String id, String use, String status, boolean primary, int bits) {}

  /** A new keyset of one AES-256-GCM key and an identity key. */
  public static HistoryKeyset generate() {
    return made(
        () ->
            new HistoryKeyset(
                KeysetHandle.generateNew(
                    PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
                newIdentityKey()),
        "cannot be generated");
  }

  /**
   * Reads a keyset.
   *
   * @param json an object of two keysets in Tink's JSON, not encrypted
   * @throws KeysetException when the text is malformed, its keys have another purpose, or the
   *     identity key is missing
   */
  public static HistoryKeyset parse(String json) {
    ObjectNode keysets = object(json);
    if (keysets.has(TINK_KEYS) || !keysets.has(IDENTITY)) {
      encryption(keysets);
      throw new KeysetException(
          "has no identity key",
          "add one with 'tocsin keyset add-identity FILE', and use the keyset for a new"
              + " application.id");
    }
    KeysetHandle identity = parsed(keysets.path(IDENTITY));
    if (identity.size() != 1 || !(identity.getPrimary().getKey() instanceof PrfKey)) {
      throw new KeysetException("has another identity key than one of HMAC or AES-CMAC for PRF");
    }
    KeysetHandle encryption = encryption(keysets);
    return made(() -> new HistoryKeyset(encryption, identity), "has no enabled primary key");
  }

  /**
   * Reads a keyset without an identity key, such as one that Tink's own tools made, and adds one.
   *
   * @throws KeysetException when the text is malformed, or there is an identity key
   */
  public static HistoryKeyset parseAndAddIdentity(String json) {
    ObjectNode keysets = object(json);
    KeysetHandle encryption = encryption(keysets);
    if (keysets.has(IDENTITY)) {
      throw new KeysetException(
          "has an identity key already, and another one would change all identifiers");
    }
    return made(
        () -> new HistoryKeyset(encryption, newIdentityKey()), "has no enabled primary key");
  }

  private static ObjectNode object(String json) {
    if (json.isBlank()) {
      throw new KeysetException("is empty");
    }
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static KeysetHandle encryption(ObjectNode keysets) {
    KeysetHandle parsed = parsed(keysets.has(TINK_KEYS) ? keysets : keysets.path(ENCRYPTION));
    for (KeysetHandle.Entry entry : entries(parsed)) {
      if (!isAesGcm(entry)) {
        throw new KeysetException(
            "has key " + id(entry.getId()) + ", which is not an AES-GCM key with Tink's prefix");
      }
    }
    return parsed;
  }

  private static KeysetHandle parsed(JsonNode keyset) {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          keyset.toString(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw malformed();
    }
  }

  private static KeysetException malformed() {
    return new KeysetException("is not in Tink's JSON format, is encrypted or is truncated");
  }

  /** The same keys and a new primary key. */
  public HistoryKeyset rotated() {
    return made(
        () -> with(KeysetHandle.newBuilder(handle).addEntry(newKey().makePrimary()).build()),
        "cannot be rotated");
  }

  /** The same keys and a new one, which is not the primary key yet. */
  public HistoryKeyset prepared() {
    return made(
        () -> with(KeysetHandle.newBuilder(handle).addEntry(newKey()).build()),
        "cannot be prepared");
  }

  /** The same keys, with the newest as the primary key. */
  public HistoryKeyset promoted() {
    return made(
        () -> {
          KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
          builder.getAt(builder.size() - 1).makePrimary();
          return with(builder.build());
        },
        "cannot be promoted, because its newest key is not enabled");
  }

  /** Whether the newest key is not the primary key yet. */
  public boolean isPrepared() {
    return !handle.getAt(handle.size() - 1).isPrimary();
  }

  private HistoryKeyset with(KeysetHandle encryption) throws GeneralSecurityException {
    return new HistoryKeyset(encryption, identityHandle);
  }

  /** An object of two keysets in Tink's JSON, not encrypted: a secret. */
  public String toJson() {
    ObjectNode keysets = JSON.createObjectNode();
    keysets.set(ENCRYPTION, serialized(handle));
    keysets.set(IDENTITY, serialized(identityHandle));
    return keysets.toString();
  }

  private static JsonNode serialized(KeysetHandle keyset) {
    try {
      return JSON.readTree(
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new KeysetException("cannot be written");
    }
  }

  /** The encryption keys, the oldest first. */
  public List<Key> keys() {
    return entries(handle).stream().map(entry -> shown(entry, ENCRYPTION)).toList();
  }

  /** The identity key. */
  public Key identityKey() {
    return shown(identityHandle.getPrimary(), IDENTITY);
  }

  /** Makes identifiers with the identity key. */
  public Identity identity() {
    return new Identity(
        input -> {
          try {
            return prf.computePrimary(input, Identity.BYTES);
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC does not work in this JVM", e);
          }
        });
  }

  /** The ids of all encryption keys, for display. */
  public String ids() {
    return keys().stream().map(Key::id).collect(Collectors.joining(", "));
  }

  /** The id of the primary key. */
  public String primaryId() {
    return id(handle.getPrimary().getId());
  }

  /**
   * Encrypts bytes with the primary key.
   *
   * @param place the associated data, required to open them
   * @return Tink's ciphertext, which begins with the key's id
   */
  byte[] close(byte[] plain, byte[] place) {
    try {
      return aead.encrypt(plain, place);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not work in this JVM", e);
    }
  }

  /**
   * Decrypts bytes.
   *
   * @throws GeneralSecurityException when none of the keys opens them in this place
   */
  byte[] open(byte[] closed, byte[] place) throws GeneralSecurityException {
    return aead.decrypt(closed, place);
  }

  /** Whether it has the key of a ciphertext, enabled. */
  boolean hasKeyOf(byte[] closed) {
    return isPrefixed(closed, 0) && ids.contains(ByteBuffer.wrap(closed).getInt(1));
  }

  /** Whether bytes have the prefix of a ciphertext. */
  static boolean isPrefixed(byte[] bytes, int at) {
    return bytes.length >= at + PREFIX_LENGTH && bytes[at] == PREFIX_KIND;
  }

  /** The id of the key of a ciphertext. */
  static String keyIdOf(byte[] bytes, int at) {
    return id(ByteBuffer.wrap(bytes).getInt(at + 1));
  }

  private static KeysetHandle.Builder.Entry newKey() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId();
  }

  private static KeysetHandle newIdentityKey() throws GeneralSecurityException {
    return KeysetHandle.generateNew(
        PredefinedPrfParameters.HMAC_SHA256_PRF, RegistryConfiguration.get());
  }

  private static List<KeysetHandle.Entry> entries(KeysetHandle handle) {
    return IntStream.range(0, handle.size()).mapToObj(handle::getAt).toList();
  }

  private static boolean isAesGcm(KeysetHandle.Entry entry) {
    return entry.getKey() instanceof AesGcmKey key
        && key.getParameters().getVariant() == AesGcmParameters.Variant.TINK;
  }

  private static Key shown(KeysetHandle.Entry entry, String use) {
    int bytes =
        switch (entry.getKey()) {
          case AesGcmKey key -> key.getParameters().getKeySizeBytes();
          case HmacPrfKey key -> key.getParameters().getKeySizeBytes();
          case AesCmacPrfKey key -> key.getParameters().getKeySizeBytes();
          default -> 0;
        };
    return new Key(
        id(entry.getId()),
        use,
        entry.getStatus().toString().toLowerCase(Locale.ROOT),
        entry.isPrimary(),
        bytes * Byte.SIZE);
  }

  private static String id(int id) {
    return Integer.toUnsignedString(id);
  }

  private interface Making {
    HistoryKeyset make() throws GeneralSecurityException;
  }

  private static HistoryKeyset made(Making making, String otherwise) {
    try {
      return making.make();
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new KeysetException(otherwise);
    }
  }

  /** Ids only. */
  @Override
  public String toString() {
    return keys().toString();
  }
}
