package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.proof.events.DetectorOutputs;
import dev.tocsin.proof.events.ProviderPartitioning;
import dev.tocsin.proof.events.StoryEncoder;
import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.WindowVersion;
import dev.tocsin.testkit.Poisons;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Providers, account owners and responders at work: sends the inputs that a seed generates, with
 * the partitioners of several clients, and remembers all of them. Safe for use by several threads.
 */
final class RandomInputs implements AutoCloseable {

  /** Longer than any outage of a broker here. */
  private static final String TIMEOUT_MILLIS = "300000";

  private static final long TICK_MILLIS = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicNames topics;
  private final StoryEncoder encoder;
  private final EventSerdes serdes;
  private final Poisons poisons;
  private final List<Poisons.Poison> anyPoison;
  private final Random random;
  private final InputGenerator generator;
  private final InputMix mix;
  private final List<Push> pushes = new ArrayList<>();
  private final List<Step<WindowVersion>> windows = new ArrayList<>();
  private final List<Step<AccountVersion>> accounts = new ArrayList<>();
  private final Map<DetectorOutputs.Place, Poisons.Poison> poisoned = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long duplicates;
  private long sent;
  private volatile int perSecond;
  private volatile double poison;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  RandomInputs(TocsinConfig config, long seed, InputMix mix) {
    this.mix = mix;
    Map<String, Object> props = new HashMap<>(config.producerProps("proof"));
    props.put("delivery.timeout.ms", TIMEOUT_MILLIS);
    props.put("max.block.ms", TIMEOUT_MILLIS);
    producer = new KafkaProducer<>(props, new ByteArraySerializer(), new ByteArraySerializer());
    topics = config.topics();
    serdes = Wiring.serdes(config);
    encoder = new StoryEncoder(serdes, topics);
    random = new Random(seed);
    generator = new InputGenerator(random);
    poisons = encoder.poisons(Installation.PROVIDER, "acct-00", "w-poison");
    anyPoison = poisons.all().stream().filter(Poisons.Poison::acceptedByBrokers).toList();
    perSecond = mix.perSecond();
  }

  /** Starts to send inputs, until {@link #finish}. */
  void start() {
    Thread pushing = new Thread(this::run, "traffic");
    pushing.setDaemon(true);
    thread = pushing;
    pushing.start();
  }

  /** Inputs for each second from now on; 0 pauses. */
  void perSecond(int records) {
    perSecond = records;
  }

  /** Returns to the rate of the mix. */
  void usualPace() {
    perSecond = mix.perSecond();
  }

  /** Share of malformed inputs from now on, 0 to 1. */
  void poison(double share) {
    poison = share;
  }

  /** Sends a number of inputs as fast as possible. */
  void push(int inputs) {
    for (int i = 0; i < inputs; i++) {
      next();
    }
  }

  /** Declares a window over everything, or changes it. */
  synchronized void declareEverything(int number) {
    window(generator.everything(number));
  }

  /** Changes a random window. */
  synchronized void changeWindow() {
    window(generator.window());
  }

  /** Adds all accounts that can be known. */
  synchronized void knowAccounts() {
    for (int i = 0; i < InputGenerator.accounts(); i++) {
      account(generator.account(i));
    }
  }

  /** Deletes an account. */
  synchronized void deleteAccount(int number) {
    account(generator.deletion(number));
  }

  /** Adds an account, perhaps with another name. */
  synchronized void knowAccount(int number) {
    account(generator.account(number));
  }

  /** Pushes a message log that the caller has encoded. */
  synchronized void push(Push push, byte[] value) {
    pushes.add(push);
    send(
        topics.messageLog(push.provider()),
        ProviderPartitioning.choose(key(push), Installation.PARTITIONS, random),
        key(push),
        value,
        null);
  }

  /** Pushes a malformed record. */
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

  /** Pushes a malformed record of each kind. */
  void poisonAll() {
    anyPoison.forEach(this::poison);
  }

  Poisons poisons() {
    return poisons;
  }

  /** A new message log, which is not sent yet. */
  synchronized Push newPush() {
    return generator.push();
  }

  /** Waits until the broker has taken everything so far. */
  void flush() {
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new CannotRunException("an input was not written", failed);
    }
  }

  /** Stops sending, and leaves some windows in effect and most accounts known. */
  void finish() throws InterruptedException {
    stopped = true;
    Thread pushing = thread;
    if (pushing != null) {
      pushing.join(Duration.ofMinutes(6));
    }
    poison = 0;
    declareEverything(1);
    declareEverything(6);
    for (int i = 0; i < InputGenerator.accounts(); i += 2) {
      knowAccount(i);
    }
    flush();
  }

  /** All well-formed inputs. */
  synchronized Story story() {
    return new Story(List.of(Installation.PROVIDER), pushes, windows, accounts);
  }

  /** Places of the malformed records. */
  Map<DetectorOutputs.Place, Poisons.Poison> poisoned() {
    return poisoned;
  }

  /** Number of inputs so far. */
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
      // The backlog of an outage of the broker is not sent in one burst.
      due = Math.min(due + (now - began) * 1e-9 * perSecond, perSecond);
      began = now;
      for (; due >= 1 && !stopped; due--) {
        next();
      }
    }
  }

  private synchronized void next() {
    if (poison > 0 && random.nextDouble() < poison) {
      poison(anyPoison.get(random.nextInt(anyPoison.size())));
    } else if (random.nextInt(mix.windowEvery()) == 0) {
      window(generator.window());
    } else if (random.nextInt(mix.accountEvery()) == 0) {
      account(generator.account());
    } else {
      Push push;
      if (!pushes.isEmpty() && random.nextDouble() < mix.duplicates()) {
        push = pushes.get(random.nextInt(pushes.size()));
        duplicates++;
      } else {
        push = generator.push();
      }
      push(push, encoder.log(push, random.nextBoolean() ? "one" : "carrier " + random.nextInt(9)));
    }
  }

  private void window(Step<WindowVersion> step) {
    windows.add(step);
    send(topics.window(), null, utf8(step.key()), encoder.window(step, null), null);
  }

  private void account(Step<AccountVersion> step) {
    accounts.add(step);
    send(topics.account(), null, utf8(step.key()), encoder.account(step), null);
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
                poisoned.put(
                    new DetectorOutputs.Place(where.topic(), where.partition(), where.offset()),
                    bad);
              }
            });
  }

  private static byte[] key(Push push) {
    return utf8(push.accountId());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    stopped = true;
    producer.close(Duration.ofSeconds(2));
    serdes.close();
  }
}
