package dev.tocsin.proof.fault;

import dev.tocsin.event.MessageLog;
import dev.tocsin.proof.story.Push;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A provider with another version of the contract. */
final class SchemaVersionWriter {

  private static final int ID_BYTES = 5;
  private static final int OK = 200;
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  private final FaultRun run;
  private final Schema schema;
  private final int id;

  /**
   * Registers its schema.
   *
   * @throws CannotRunException when the registry refuses it
   */
  SchemaVersionWriter(FaultRun run, Schema schema) throws Exception {
    this.run = run;
    this.schema = schema;
    id = register(run, schema);
  }

  /** The contract with one more optional field, as in a future version. */
  static Schema withField(String name) {
    List<Schema.Field> fields = new ArrayList<>();
    MessageLog.getClassSchema()
        .getFields()
        .forEach(f -> fields.add(new Schema.Field(f, f.schema())));
    Schema optional =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
    fields.add(new Schema.Field(name, optional, null, Schema.Field.NULL_DEFAULT_VALUE));
    return of(fields);
  }

  /** The contract without some optional fields, as in a past version. */
  static Schema withoutFields(List<String> names) {
    List<Schema.Field> fields = new ArrayList<>();
    MessageLog.getClassSchema().getFields().stream()
        .filter(f -> !names.contains(f.name()))
        .forEach(f -> fields.add(new Schema.Field(f, f.schema())));
    return of(fields);
  }

  private static Schema of(List<Schema.Field> fields) {
    Schema contract = MessageLog.getClassSchema();
    return Schema.createRecord(
        contract.getName(), contract.getDoc(), contract.getNamespace(), false, fields);
  }

  /** Pushes a new record in this version. */
  void push() {
    Push push = run.inputs().newPush();
    run.inputs().push(push, bytes(push));
  }

  private byte[] bytes(Push push) {
    GenericData.Record log = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      switch (field.name()) {
        case "log_id" -> log.put(field.pos(), push.logId());
        case "account_id" -> log.put(field.pos(), push.accountId());
        case "phone" -> log.put(field.pos(), push.phone());
        case "channel" -> log.put(field.pos(), push.channel());
        case "sent_at" -> log.put(field.pos(), push.sentAt());
        default -> log.put(field.pos(), null);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(ID_BYTES).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericData.Record>(schema).write(log, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new CannotRunException("a record cannot be encoded", e);
    }
    return bytes.toByteArray();
  }

  private static int register(FaultRun run, Schema schema) throws Exception {
    String subject = run.config().topics().messageLog(Installation.PROVIDER) + "-value";
    String quoted = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(run.stack().registryUrl() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + quoted + "\"}"))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    Matcher number = ID.matcher(answer.body());
    if (answer.statusCode() != OK || !number.find()) {
      throw new CannotRunException(
          "the registry refused a schema: " + answer.statusCode() + " " + answer.body());
    }
    return Integer.parseInt(number.group(1));
  }
}
