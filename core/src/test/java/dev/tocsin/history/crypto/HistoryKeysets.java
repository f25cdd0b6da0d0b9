package dev.tocsin.history.crypto;

/** Keysets for tests. */
public final class HistoryKeysets {

  private static final String IDENTITY = ",\"identity\":";

  private HistoryKeysets() {}

  /** The same encryption keys without an identity key, as Tink's own tools write them. */
  public static String withoutIdentity(HistoryKeyset keyset) {
    String json = keyset.toJson();
    return json.substring("{\"encryption\":".length(), json.indexOf(IDENTITY));
  }

  /** The same encryption keys with another identity key. */
  public static HistoryKeyset withOtherIdentity(HistoryKeyset keyset) {
    return HistoryKeyset.parseAndAddIdentity(withoutIdentity(keyset));
  }
}
