package dev.tocsin.registry;

import java.io.Serial;

/** The registry has no such subject, version or schema. */
public final class RegistryNotFoundException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  private final int errorCode;

  RegistryNotFoundException(String message, int errorCode) {
    super(message, null);
    this.errorCode = errorCode;
  }

  /**
   * The registry's error code: 40401 subject, 40402 version, 40403 schema, 40408 compatibility
   * level of the subject, or 404.
   */
  public int errorCode() {
    return errorCode;
  }
}
