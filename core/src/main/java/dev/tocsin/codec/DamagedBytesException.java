package dev.tocsin.codec;

import java.io.Serial;

/** Stored bytes are damaged. The message never quotes them. */
public final class DamagedBytesException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public DamagedBytesException(String why) {
    super(why);
  }
}
