package dev.tocsin.history;

import java.io.Serial;

/**
 * A stored row was sealed with a key that this instance does not have. Nothing is wrong with the
 * row, so nothing may be skipped or deleted for it. The message names the key's id and never the
 * content.
 */
public final class MissingKeyException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param keyId the id of the key, as a keyset lists it
   * @param instead what is there in the key's place, completes "but ..."
   */
  public MissingKeyException(String keyId, String instead) {
    super(
        "the history holds rows that were sealed with key "
            + keyId
            + ", but "
            + instead
            + ". Give this instance the keyset that has the key (history.keyset.file, history.keyset"
            + " or history.keyset.command; 'tocsin keyset show FILE' lists the keys of one) and"
            + " start it again. Without that key these rows are lost, and docs/operations.md says"
            + " how to start over");
  }
}
