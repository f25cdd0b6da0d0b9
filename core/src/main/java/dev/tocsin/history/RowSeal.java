package dev.tocsin.history;

/** Protects stored rows. The place of a row is part of the seal, so a moved row does not open. */
public interface RowSeal {

  /**
   * @param place the row's key
   * @param plain the content
   * @return the sealed row
   */
  byte[] close(byte[] place, byte[] plain);

  /**
   * @param place the row's key
   * @throws CorruptRowException when the row was not sealed for this place, or is damaged
   */
  byte[] open(byte[] place, byte[] closed);
}
