package dev.tocsin.serde;

import dev.tocsin.event.MessageLog;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads message logs written with the contract's own schema, field by field. It decodes every
 * record of every provider, so it replaces Avro's general reader, whose steps between fields cost
 * more than the fields. It shares the few texts that nearly all records have; sharing accounts
 * would be slower than creating them, because the lookup misses the processor's cache. It accepts
 * and rejects the same bytes as Avro's reader.
 */
final class MessageLogDecoder implements DatumReader<SpecificRecord> {

  private static final int NULL = 0;
  private static final int PRESENT = 1;

  /** Channels, types, carriers, countries and states. */
  private static final int ATTRIBUTE_BITS = 10;

  private static final String FORM = SchemaNormalization.toParsingForm(MessageLog.getClassSchema());

  private final SharedTexts attributes = new SharedTexts(ATTRIBUTE_BITS);

  /** Whether a writer's schema has the fields of the contract in the same order. */
  static boolean reads(Schema writer) {
    return SchemaNormalization.toParsingForm(writer).equals(FORM);
  }

  @Override
  public SpecificRecord read(@Nullable SpecificRecord reuse, Decoder decoder) throws IOException {
    PayloadDecoder in = (PayloadDecoder) decoder;
    MessageLog log = new MessageLog();
    log.setLogId(in.readString());
    log.setAccountId(in.readString());
    log.setPhone(in.readString());
    log.setPhoneE164(isPresent(in) ? in.readString() : null);
    log.setChannel(in.readString(attributes));
    log.setSentAt(Instant.ofEpochMilli(in.readLong()));
    log.setMessageType(attribute(in));
    log.setCarrier(attribute(in));
    log.setCountry(attribute(in));
    log.setState(attribute(in));
    log.setProvider(attribute(in));
    return log;
  }

  private @Nullable String attribute(PayloadDecoder in) throws IOException {
    return isPresent(in) ? in.readString(attributes) : null;
  }

  private static boolean isPresent(PayloadDecoder in) throws IOException {
    int branch = in.readIndex();
    if (branch != NULL && branch != PRESENT) {
      throw new PayloadException("a union has an unknown branch");
    }
    return branch == PRESENT;
  }

  @Override
  public void setSchema(Schema schema) {
    throw new UnsupportedOperationException("The schema of this reader cannot be changed.");
  }
}
