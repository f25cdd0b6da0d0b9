package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import java.util.List;

/** A format in which every item stands for itself and has one recipient: nearly all of them. */
abstract class ItemFormat implements LogFormat {

  /** Reads an item. The provider is filled in afterwards. */
  abstract MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException;

  @Override
  public final LogDecoder decoder(Feed feed) {
    return item -> List.of(ItemReader.verdict(item, feed, fields -> read(fields, feed)));
  }
}
