package dev.tocsin.proof.topology;

import dev.tocsin.domain.WindowHead;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.proof.events.StoryEncoder;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.WindowVersion;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.intake.WindowHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of an input topic. A window may be based on an earlier one, whose offset is known once
 * that is written.
 *
 * @param place of a window in its story; null for other inputs
 * @param seen the place of the window that the author saw; null if the author does not say
 */
record EncodedInput(
    String topic, byte[] key, @Nullable Integer place, @Nullable Integer seen, Form form) {

  /** Encodes the value. */
  @FunctionalInterface
  interface Form {
    byte @Nullable [] value(@Nullable Long basedOn);
  }

  /** The offsets of the windows of a story. */
  static final class Offsets {
    private final Map<Integer, Long> byPlace = new HashMap<>();

    void put(EncodedInput window, long offset) {
      byPlace.put(window.place(), offset);
    }

    private @Nullable Long basedOn(EncodedInput input) {
      Integer seen = input.seen();
      return seen == null ? null : seen == Story.NONE ? WindowHead.NONE : byPlace.get(seen);
    }
  }

  /** The inputs of a story in a random order, which keeps those of windows and of accounts. */
  static List<EncodedInput> shuffled(
      Story story, EventSerdes serdes, TopicNames topics, Random random) {
    StoryEncoder encoder = new StoryEncoder(serdes, topics);
    List<EncodedInput> logs = new ArrayList<>();
    story
        .pushes()
        .forEach(
            push ->
                logs.add(
                    of(topics.messageLog(push.provider()), push.accountId(), encoder.log(push))));
    Collections.shuffle(logs, random);
    Deque<EncodedInput> windows = new ArrayDeque<>();
    List<@Nullable Integer> seen = story.seenWindows();
    for (int place = 0; place < seen.size(); place++) {
      Step<WindowVersion> step = story.windows().get(place);
      windows.add(
          new EncodedInput(
              topics.window(),
              bytes(step.key()),
              place,
              seen.get(place),
              basedOn -> encoder.window(step, basedOn)));
    }
    Deque<EncodedInput> accounts = new ArrayDeque<>();
    story
        .accounts()
        .forEach(step -> accounts.add(of(topics.account(), step.key(), encoder.account(step))));
    List<Queue<EncodedInput>> queues = List.of(new ArrayDeque<>(logs), windows, accounts);
    List<EncodedInput> all = new ArrayList<>();
    while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
      EncodedInput next = queues.get(random.nextInt(queues.size())).poll();
      if (next != null) {
        all.add(next);
      }
    }
    return all;
  }

  boolean isWindow() {
    return place != null;
  }

  byte @Nullable [] value(Offsets offsets) {
    return form.value(offsets.basedOn(this));
  }

  Headers headers(Offsets offsets) {
    return isWindow()
        ? WindowHeaders.ofTombstone(offsets.basedOn(this), null)
        : new RecordHeaders();
  }

  private static EncodedInput of(String topic, String key, byte @Nullable [] value) {
    return new EncodedInput(topic, bytes(key), null, null, basedOn -> value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
