package dev.tocsin.codec;

import java.io.Serial;

/**
 * A stored value has a version that this release cannot read. It is not damaged, so it must not be
 * skipped or deleted. The message never quotes the value.
 */
public final class UnknownVersionException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param what the kind of value, with its article
   * @param found its version
   * @param readable the versions that this release reads
   */
  public UnknownVersionException(String what, int found, String readable) {
    super(
        "cannot read %s: it has version %d, and this release reads %s; run the release that wrote it, or a newer one"
            .formatted(what, found, readable));
  }
}
