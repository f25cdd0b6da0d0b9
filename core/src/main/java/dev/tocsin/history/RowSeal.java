package dev.tocsin.history;

/**
 * Closes what is stored so that nobody reads or changes it unnoticed. The place where bytes are
 * stored is part of the seal: a row that was moved does not open.
 */
public interface RowSeal {

  /**
   * @param place the row's key
   * @param plain what to close
   * @return what to store
   */
  byte[] close(byte[] place, byte[] plain);

  /**
   * @param place the key under which it was found
   * @throws CorruptRowException when it is not what was closed there
   */
  byte[] open(byte[] place, byte[] closed);
}
