package dev.tocsin.history;

import java.io.Serial;

/**
 * A stored row was sealed with a key that this instance does not have. The row is not damaged, so
 * it must not be skipped or deleted. The message names the key's id, never the content.
 */
public final class MissingKeyException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param keyId the id of the key, as listed in a keyset
   * @param why why the key is missing; completes "but ..."
   */
  public MissingKeyException(String keyId, String why) {
    super(
        "the history holds rows that were sealed with key "
            + keyId
            + ", but "
            + why
            + ". Configure the keyset with this key (history.keyset.file, history.keyset or"
            + " history.keyset.command; 'tocsin keyset show FILE' lists the keys of a keyset) and"
            + " restart the instance. If the key is lost, so are these rows: see"
            + " docs/operations.md");
  }
}
