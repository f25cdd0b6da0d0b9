package dev.tocsin.demo.story;

/** The story cannot run on the cluster; the message says why, and how to fix it. */
public final class UnsuitableClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnsuitableClusterException(String message) {
    super(message);
  }

  public UnsuitableClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
