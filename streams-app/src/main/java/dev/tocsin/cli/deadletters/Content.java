package dev.tocsin.cli.deadletters;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter carries of the original record: personal data.
 *
 * @param headers those that the record came with, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Content(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {

  /** Nothing of it. */
  @Override
  public String toString() {
    return "content of a dead letter";
  }
}
