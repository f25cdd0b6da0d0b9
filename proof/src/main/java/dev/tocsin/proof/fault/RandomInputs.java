package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.WindowVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Providers, account owners and responders at work: pushes what a seed makes up, through the
 * partitioners of several clients, and remembers all of it. Safe for use by several threads.
 */
final class RandomInputs implements AutoCloseable {

  /** Longer than any broker is away here. */
  private static final String PATIENCE_MILLIS = "300000";

  private static final long TICK_MILLIS = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicNames topics;
  private final StoryEncoder wire;
  private final Poisons poisons;
  private final Random random;
  private final Teller teller;
  private final Mix mix;
  private final List<Push> pushes = new ArrayList<>();
  private final List<Step<WindowVersion>> windows = new ArrayList<>();
  private final List<Step<AccountVersion>> accounts = new ArrayList<>();
  private final Map<Origin, Poisons.Poison> poisoned = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long duplicates;
  private long sent;
  private volatile int perSecond;
  private volatile double poison;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  /** Where an input record lies. */
  record Origin(String topic, int partition, long offset) {}

  RandomInputs(TocsinConfig config, long seed, Mix mix) {
    this.mix = mix;
    Map<String, Object> props = new HashMap<>(config.producerProps("proof"));
    props.put("delivery.timeout.ms", PATIENCE_MILLIS);
    props.put("max.block.ms", PATIENCE_MILLIS);
    producer = new KafkaProducer<>(props, new ByteArraySerializer(), new ByteArraySerializer());
    topics = config.topics();
    wire = new StoryEncoder(config);
    random = new Random(seed);
    teller = new Teller(random);
    poisons = new Poisons(wire, topics, random);
    perSecond = mix.perSecond();
  }

  /** Begins to push, for as long as nobody stops it. */
  void start() {
    Thread pushing = new Thread(this::run, "traffic");
    pushing.setDaemon(true);
    thread = pushing;
    pushing.start();
  }

  /** Records pushed in a second from now on; 0 rests. */
  void perSecond(int records) {
    perSecond = records;
  }

  /** As many as the mix says. */
  void usualPace() {
    perSecond = mix.perSecond();
  }

  /** Share of inputs that cannot be read from now on, 0 to 1. */
  void poison(double share) {
    poison = share;
  }

  /** Pushes inputs at once. */
  void push(int inputs) {
    for (int i = 0; i < inputs; i++) {
      next();
    }
  }

  /** Declares a window over everything, or changes it. */
  synchronized void declareEverything(int number) {
    window(teller.everything(number));
  }

  /** Changes some window. */
  synchronized void changeWindow() {
    window(teller.window());
  }

  /** Makes all accounts known that ever are. */
  synchronized void knowAccounts() {
    for (int i = 0; i < Teller.accounts(); i++) {
      account(teller.account(i));
    }
  }

  /** Deletes an account. */
  synchronized void deleteAccount(int number) {
    account(teller.gone(number));
  }

  /** Has an account known, perhaps under another name. */
  synchronized void knowAccount(int number) {
    account(teller.account(number));
  }

  /** Pushes a record that is known elsewhere, in bytes of the caller's. */
  synchronized void push(Push push, byte[] value) {
    pushes.add(push);
    send(topics.messageLog(push.provider()), partition(push), key(push), value, null);
  }

  /** Pushes something unreadable. */
  synchronized void poison(Poisons.Poison bad) {
    send(
        bad.topic(),
        bad.topic().equals(topics.messageLog(Installation.PROVIDER))
            ? (Integer) random.nextInt(Installation.PARTITIONS)
            : null,
        bad.key(),
        bad.value(),
        bad);
  }

  Poisons poisons() {
    return poisons;
  }

  /** A record that nobody has pushed yet. */
  synchronized Push newPush() {
    return teller.push();
  }

  Teller teller() {
    return teller;
  }

  StoryEncoder wire() {
    return wire;
  }

  /** Waits until the broker has taken everything so far. */
  void flush() {
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new CannotRunException("an input was not taken", failed);
    }
  }

  /** Ends the pushing with some windows standing and most accounts known. */
  void finish() throws InterruptedException {
    stopped = true;
    Thread pushing = thread;
    if (pushing != null) {
      pushing.join(Duration.ofMinutes(6));
    }
    poison = 0;
    declareEverything(1);
    declareEverything(6);
    for (int i = 0; i < Teller.accounts(); i += 2) {
      knowAccount(i);
    }
    flush();
  }

  /** Everything that went in and can be read. */
  synchronized Story story() {
    return new Story(List.of(Installation.PROVIDER), pushes, windows, accounts);
  }

  /** Where the unreadable records lie. */
  Map<Origin, Poisons.Poison> poisoned() {
    return poisoned;
  }

  /** How many records went in. */
  synchronized long sent() {
    return sent;
  }

  synchronized long duplicates() {
    return duplicates;
  }

  private void run() {
    long began = System.nanoTime();
    double due = 0;
    while (!stopped) {
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      // What could not be pushed while the broker was away is not made up for at once.
      due = Math.min(due + (now - began) * 1e-9 * perSecond, perSecond);
      began = now;
      for (; due >= 1 && !stopped; due--) {
        next();
      }
    }
  }

  private synchronized void next() {
    if (poison > 0 && random.nextDouble() < poison) {
      poison(poisons.any());
    } else if (random.nextInt(mix.windowEvery()) == 0) {
      window(teller.window());
    } else if (random.nextInt(mix.accountEvery()) == 0) {
      account(teller.account());
    } else {
      Push push;
      if (!pushes.isEmpty() && random.nextDouble() < mix.duplicates()) {
        push = pushes.get(random.nextInt(pushes.size()));
        duplicates++;
      } else {
        push = teller.push();
      }
      push(push, wire.log(push, random.nextBoolean() ? "one" : "carrier " + random.nextInt(9)));
    }
  }

  private void window(Step<WindowVersion> step) {
    windows.add(step);
    send(topics.window(), null, utf8(step.key()), wire.window(step), null);
  }

  private void account(Step<AccountVersion> step) {
    accounts.add(step);
    send(topics.account(), null, utf8(step.key()), wire.account(step), null);
  }

  private void send(
      String topic,
      @Nullable Integer partition,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Poisons.@Nullable Poison bad) {
    sent++;
    var unused =
        producer.send(
            new ProducerRecord<>(topic, partition, key, value),
            (where, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              } else if (bad != null) {
                poisoned.put(new Origin(where.topic(), where.partition(), where.offset()), bad);
              }
            });
  }

  private static byte[] key(Push push) {
    return utf8(push.accountId());
  }

  /** As Java's clients do it, as librdkafka's do it, and as nobody does it. */
  private int partition(Push push) {
    byte[] key = key(push);
    return switch (random.nextInt(3)) {
      case 0 -> Utils.toPositive(Utils.murmur2(key)) % Installation.PARTITIONS;
      case 1 -> {
        CRC32 crc = new CRC32();
        crc.update(key);
        yield (int) (crc.getValue() % Installation.PARTITIONS);
      }
      default -> random.nextInt(Installation.PARTITIONS);
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    stopped = true;
    producer.close(Duration.ofSeconds(2));
  }
}
