package dev.tocsin.proof.topology;

import dev.tocsin.naming.TopicNames;
import dev.tocsin.proof.events.StoryEncoder;
import dev.tocsin.proof.story.Story;
import dev.tocsin.topology.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** A record of an input topic. */
record EncodedInput(String topic, byte[] key, byte[] value) {

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
    story
        .windows()
        .forEach(step -> windows.add(of(topics.window(), step.key(), encoder.window(step))));
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

  private static EncodedInput of(String topic, String key, byte[] value) {
    return new EncodedInput(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
