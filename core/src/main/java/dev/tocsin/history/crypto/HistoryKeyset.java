package dev.tocsin.history.crypto;

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
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The AES-GCM keys (Tink) that seal and open stored rows. The primary key seals new rows, and each
 * row has the id of its key. Immutable and thread-safe.
 */
public final class HistoryKeyset {

  /** Tink's prefix of a ciphertext: one byte 0x01, the key's id as a big-endian int. */
  private static final byte PREFIX_KIND = 1;

  private static final int PREFIX_LENGTH = 1 + Integer.BYTES;

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no AES-GCM for Tink", e);
    }
  }

  private final KeysetHandle handle;
  private final Aead aead;
  private final Set<Integer> ids;

  private HistoryKeyset(KeysetHandle handle) throws GeneralSecurityException {
    this.handle = handle;
    this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
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
   * @param primary whether it seals new rows
   * @param bits its length in bits
   */
  public record Key(String id, String status, boolean primary, int bits) {}

  /** A new keyset of one AES-256-GCM key. */
  public static HistoryKeyset generate() {
    return made(
        () ->
            KeysetHandle.generateNew(
                PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
        "cannot be generated");
  }

  /**
   * Reads a keyset.
   *
   * @param json Tink's JSON, not encrypted
   * @throws KeysetException when the text is malformed, or its keys have another purpose
   */
  public static HistoryKeyset parse(String json) {
    if (json.isBlank()) {
      throw new KeysetException("is empty");
    }
    KeysetHandle parsed;
    try {
      parsed =
          TinkJsonProtoKeysetFormat.parseKeyset(
              json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new KeysetException("is not in Tink's JSON format, is encrypted or is truncated");
    }
    for (KeysetHandle.Entry entry : entries(parsed)) {
      if (!isAesGcm(entry)) {
        throw new KeysetException(
            "has key " + id(entry.getId()) + ", which is not an AES-GCM key with Tink's prefix");
      }
    }
    return made(() -> parsed, "has no enabled primary key");
  }

  /** The same keys and a new primary key. */
  public HistoryKeyset rotated() {
    return made(
        () -> KeysetHandle.newBuilder(handle).addEntry(newKey().makePrimary()).build(),
        "cannot be rotated");
  }

  /** The same keys and a new one, which is not the primary key yet. */
  public HistoryKeyset prepared() {
    return made(
        () -> KeysetHandle.newBuilder(handle).addEntry(newKey()).build(), "cannot be prepared");
  }

  /** The same keys, with the newest as the primary key. */
  public HistoryKeyset promoted() {
    return made(
        () -> {
          KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
          builder.getAt(builder.size() - 1).makePrimary();
          return builder.build();
        },
        "cannot be promoted, because its newest key is not enabled");
  }

  /** Whether the newest key is not the primary key yet. */
  public boolean isPrepared() {
    return !handle.getAt(handle.size() - 1).isPrimary();
  }

  /** Tink's JSON, not encrypted: a secret. */
  public String toJson() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new KeysetException("cannot be written");
    }
  }

  /** All keys, the oldest first. */
  public List<Key> keys() {
    return entries(handle).stream().map(HistoryKeyset::shown).toList();
  }

  /** The ids of all keys, for display. */
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

  private static List<KeysetHandle.Entry> entries(KeysetHandle handle) {
    return IntStream.range(0, handle.size()).mapToObj(handle::getAt).toList();
  }

  private static boolean isAesGcm(KeysetHandle.Entry entry) {
    return entry.getKey() instanceof AesGcmKey key
        && key.getParameters().getVariant() == AesGcmParameters.Variant.TINK;
  }

  private static Key shown(KeysetHandle.Entry entry) {
    int bits =
        entry.getKey() instanceof AesGcmKey key
            ? key.getParameters().getKeySizeBytes() * Byte.SIZE
            : 0;
    return new Key(
        id(entry.getId()),
        entry.getStatus().toString().toLowerCase(Locale.ROOT),
        entry.isPrimary(),
        bits);
  }

  private static String id(int id) {
    return Integer.toUnsignedString(id);
  }

  private interface Making {
    KeysetHandle make() throws GeneralSecurityException;
  }

  private static HistoryKeyset made(Making making, String otherwise) {
    try {
      return new HistoryKeyset(making.make());
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
