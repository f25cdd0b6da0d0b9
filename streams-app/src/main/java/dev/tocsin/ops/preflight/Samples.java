package dev.tocsin.ops.preflight;

import dev.tocsin.serde.TrustedClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;

/** Records of made-up content, for looking at what a serde does with a contract. */
final class Samples {

  private static final long SEED = 1;

  private Samples() {}

  /** A valid record of a generated class; it means nothing. */
  static <T extends SpecificRecord> T of(Class<T> type) {
    TrustedClasses.trustContracts();
    Schema schema = SpecificData.get().getSchema(type);
    Object generic = new RandomData(schema, 1, SEED).iterator().next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema).write(generic, encoder);
      encoder.flush();
      return new SpecificDatumReader<T>(type)
          .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
