package dev.tocsin.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.HeaderNames;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RedriveIT {

  @Test
  void shouldSendNothingWithoutSendOption() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-dry.");
    try (LetterBox box = new LetterBox(cli)) {
      String id = box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 1, 5, "secret");

      // When
      Result plain = cli.run("dead-letters", "redrive");
      JsonNode json = cli.json("dead-letters", "redrive", "--dry-run");

      // Then
      assertThat(plain.exitCode()).as(plain.err()).isEqualTo(ExitCodes.OK);
      assertThat(plain.out())
          .contains("UNKNOWN_SCHEMA", "redrive-dry.telephony.message-log.duo")
          .contains("dead letters: 1 would be sent again, 0 not, 0 already sent before")
          .doesNotContain("secret");
      assertThat(plain.err()).contains("nothing was sent; send the letters with --send");
      assertThat(json.at("/dry_run").asBoolean()).isTrue();
      assertThat(json.at("/sent").asInt()).isZero();
      assertThat(json.at("/letters/0").asText()).isEqualTo(id);
      assertThat(box.read(box.topics().messageLog("duo"))).isEmpty();
      assertThat(box.read(box.topics().deadLetter())).hasSize(1);
      assertThat(cli.run("dead-letters", "redrive", "--send", "--dry-run").err())
          .contains("mutually exclusive");
    }
  }

  @Test
  void shouldSendLetterToOriginalTopicOnce() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-once.");
    try (LetterBox box = new LetterBox(cli)) {
      Headers headers = new RecordHeaders();
      LetterBox.add(headers, "trace", "t-1");
      LetterBox.add(headers, HeaderNames.REASON, "NULL_KEY");
      LetterBox.add(headers, "tocsin.intake.timestamp", "12345678");
      LetterBox.add(headers, "trace", "t-2");
      String log = box.topics().messageLog("duo");
      String first =
          box.put(
              box.letter(
                  DeadLetterReason.INVALID_RECORD_TIMESTAMP, log, 2, 5, "key", "first", headers));
      box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 17, 5, "from a partition that is gone");

      // When
      Result sent = cli.run("dead-letters", "redrive", "--send", "--limit=1");
      Result again = cli.run("dead-letters", "redrive", "--send", first);
      Result rest = cli.run("dead-letters", "redrive", "--send", "-c", "application.id=another");
      Result nothing = cli.run("dead-letters", "redrive", "--send");

      // Then
      assertThat(sent.exitCode()).as(sent.err()).isEqualTo(ExitCodes.OK);
      assertThat(sent.out()).contains("dead letters: 1 sent again, 0 not, 0 already sent before");
      assertThat(sent.err()).contains("records that are rejected again become new dead letters");
      assertThat(again.exitCode()).isEqualTo(ExitCodes.OK);
      assertThat(again.out()).contains("dead letters: 0 sent again, 0 not, 1 already sent before");
      assertThat(rest.out()).contains("dead letters: 1 sent again, 0 not, 1 already sent before");
      assertThat(nothing.out())
          .contains("dead letters: 0 sent again, 0 not, 2 already sent before");
      assertThat(nothing.err()).contains("no dead letters to send");
      assertThat(box.values(log))
          .containsExactlyInAnyOrder("first", "from a partition that is gone");
      ConsumerRecord<byte[], byte[]> record =
          box.read(log).stream().filter(r -> r.partition() == 2).toList().getFirst();
      assertThat(LetterBox.text(record.key())).isEqualTo("key");
      assertThat(record.headers())
          .extracting(h -> h.key())
          .containsExactly("trace", "trace", HeaderNames.REDRIVEN_FROM);
      assertThat(LetterBox.header(record, HeaderNames.REDRIVEN_FROM)).isEqualTo("2-5");
      assertThat(LetterBox.header(record, "trace")).isEqualTo("t-2");

      // When
      Result open = cli.run("dead-letters", "list");
      JsonNode all = cli.json("dead-letters", "list", "--all");

      // Then
      assertThat(open.out()).isEmpty();
      assertThat(open.err())
          .contains("all dead letters were sent again")
          .contains("2 were sent again and are not shown; show them with --all");
      assertThat(all).hasSize(2);
      assertThat(all.get(0).at("/redriven_at").isTextual()).isTrue();
      assertThat(cli.json("dead-letters", "list", first)).hasSize(1);
    }
  }

  @Test
  void shouldRejectIncompleteLetters() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-half.");
    try (LetterBox box = new LetterBox(cli)) {
      String log = box.topics().messageLog("duo");
      Headers cut = new RecordHeaders();
      ProducerRecord<byte[], byte[]> omitted =
          box.letter(DeadLetterReason.TOO_LARGE, log, 0, 1, "key", null, cut);
      LetterBox.add(cut, HeaderNames.OMITTED_BYTES, "3000000");
      box.put(new ProducerRecord<>(omitted.topic(), 0, null, omitted.key(), null, cut));
      put(box, DeadLetterReason.NULL_VALUE, log, "key", null);
      put(box, DeadLetterReason.UNKNOWN_SCHEMA, box.topics().messageLog("gone"), "key", "v");
      put(box, DeadLetterReason.UNKNOWN_SCHEMA, "elsewhere", "key", "v");
      box.put(
          new ProducerRecord<>(
              box.topics().deadLetter(),
              0,
              null,
              LetterBox.bytes("key"),
              LetterBox.bytes("v"),
              reasonOnly()));

      // When
      Result text = cli.run("dead-letters", "redrive", "--send");
      Result json = cli.run("dead-letters", "redrive", "--send", "--output=json");

      // Then
      assertThat(text.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
      assertThat(text.out())
          .contains("too large to include", "it has no value, and message logs require one")
          .contains("does not exist any more", "not an input of this installation")
          .contains("its headers do not name the original record")
          .contains("dead letters: 0 sent again, 5 not, 0 already sent before");
      assertThat(json.json().at("/not_sent"))
          .extracting(letter -> letter.at("/obstacle").asText())
          .containsExactly("NOT_WHOLE", "NO_VALUE", "NO_TOPIC", "NOT_AN_INPUT", "NO_ORIGIN");
      assertThat(box.read(log)).isEmpty();
      assertThat(cli.json("dead-letters", "list").get(0).at("/bytes").asLong())
          .isEqualTo(3_000_000);
      assertThat(cli.run("dead-letters", "list").out()).contains("3000000 (incomplete)");
    }
  }

  @Test
  void shouldSendTheRestIfTopicRejectsOne() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-large.");
    try (LetterBox box = new LetterBox(cli)) {
      String log = box.topics().messageLog("duo");
      try (Admin admin = Admin.create(cli.config().adminProps())) {
        admin
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, log),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry("max.message.bytes", "1000"),
                            AlterConfigOp.OpType.SET))))
            .all()
            .get();
      }
      box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 0, 1, "before");
      StringBuilder noise = new StringBuilder();
      new java.util.Random(7).ints(5000, 33, 126).forEach(noise::appendCodePoint);
      String large = box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 0, 2, noise.toString());
      box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 0, 3, "after");

      // When
      Result result = cli.run("dead-letters", "redrive", "--send", "--output=json");

      // Then
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.BAD_INPUT);
      assertThat(result.json().at("/sent").asInt()).isEqualTo(2);
      assertThat(result.json().at("/not_sent/0/id").asText()).isEqualTo(large);
      assertThat(result.json().at("/not_sent/0/obstacle").asText()).isEqualTo("REFUSED");
      assertThat(box.values(log)).containsExactly("before", "after");
    }
  }

  @Test
  void shouldNotReplaceLaterWindowOrAccount() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-keyed.");
    try (LetterBox box = new LetterBox(cli)) {
      String windows = box.topics().window();
      String superseded = die(box, windows, 0, "w-1", "old");
      write(box, windows, 0, "w-1", "new");
      String latest = die(box, windows, 0, "w-2", "dead");
      String twice = die(box, windows, 0, "w-3", "dead first");
      String last = die(box, windows, 0, "w-3", "dead second");
      // As if compaction had removed the later record too.
      String compacted = put(box, DeadLetterReason.UNKNOWN_SCHEMA, windows, "w-4", "dead and gone");
      String deleted = die(box, windows, 0, "w-5", "dead");
      write(box, windows, 0, "w-5", null);
      String accounts = box.topics().account();
      String moved = die(box, accounts, 1, "acme", "dead");
      write(box, accounts, 2, "acme", "new, elsewhere");
      String keyless = put(box, DeadLetterReason.NULL_KEY, accounts, null, "no key");
      String unsure = put(box, DeadLetterReason.INTERNAL_ERROR, accounts, "globex", null);

      // When
      Result unasked = cli.run("dead-letters", "redrive", "--send");
      Result byId = cli.run("dead-letters", "redrive", "--send", latest);

      // Then
      assertThat(unasked.exitCode()).as(unasked.err()).isEqualTo(ExitCodes.OK);
      assertThat(unasked.out())
          .contains("dead letters: 0 sent again, 9 not", "windows and accounts require --topic");
      assertThat(byId.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);

      // When
      Result sent =
          cli.run(
              "dead-letters",
              "redrive",
              "--send",
              "--topic=exposure.window",
              "--topic=telephony.account",
              "--output=json");

      // Then
      assertThat(sent.exitCode()).as(sent.err()).isEqualTo(ExitCodes.BAD_INPUT);
      assertThat(sent.json().at("/letters"))
          .extracting(JsonNode::asText)
          .containsExactly(latest, last);
      assertThat(sent.json().at("/not_sent"))
          .extracting(l -> l.at("/id").asText() + " " + l.at("/obstacle").asText())
          .containsExactly(
              superseded + " NOT_THE_LATEST",
              twice + " NOT_THE_LATEST",
              compacted + " NOT_THE_LATEST",
              deleted + " NOT_THE_LATEST",
              moved + " NOT_THE_LATEST",
              keyless + " NO_KEY",
              unsure + " UNCERTAIN");
      assertThat(box.values(windows)).endsWith("dead", "dead second").hasSize(9);
      assertThat(box.read(accounts)).hasSize(2);
    }
  }

  private static String die(LetterBox box, String topic, int partition, String key, String value)
      throws Exception {
    String[] place = write(box, topic, partition, key, value).split("-");
    return box.put(
        box.letter(
            DeadLetterReason.UNKNOWN_SCHEMA,
            topic,
            partition,
            Long.parseLong(place[1]),
            key,
            value,
            new RecordHeaders()));
  }

  private static String write(LetterBox box, String topic, int partition, String key, String value)
      throws Exception {
    return box.put(
        new ProducerRecord<>(topic, partition, LetterBox.bytes(key), LetterBox.bytes(value)));
  }

  private static String put(
      LetterBox box, DeadLetterReason reason, String topic, String key, String value)
      throws Exception {
    return box.put(box.letter(reason, topic, 0, 0, key, value, new RecordHeaders()));
  }

  private static Headers reasonOnly() {
    Headers headers = new RecordHeaders();
    LetterBox.add(headers, HeaderNames.REASON, "UNKNOWN_SCHEMA");
    return headers;
  }
}
