package dev.tocsin.cli.deadletters;

/** Why a dead letter cannot be sent again, and what to do instead. */
enum Obstacle {
  NOT_WHOLE("a part of it was too large to be carried; have its source push it again"),
  NO_ORIGIN("its headers do not say which record it was; have its source push it again"),
  NOT_AN_INPUT("its topic is no input of this installation; check topic.prefix"),
  NO_TOPIC("its topic is not there any more"),
  NO_VALUE("it has no value, and a message log without one is dead wherever it goes"),
  NO_KEY("it has no key, and a window or account needs one; write it again with its id as the key"),
  UNCERTAIN("whether it had a value is not known, and without one it would delete; write it again"),
  NOT_NAMED("windows and accounts are sent only when --topic names their topic"),
  NOT_THE_LATEST(
      "it is not, or not for certain, what its topic says last of this key, and would replace"
          + " what came after it"),
  REFUSED("its topic does not take it; compare max.message.bytes and cleanup.policy");

  private final String remedy;

  Obstacle(String remedy) {
    this.remedy = remedy;
  }

  /** What is in the way and what to do, without any data of the record. */
  String remedy() {
    return remedy;
  }

  /** Whether the letter can never be sent as it is, rather than was not asked for. */
  boolean isFault() {
    return this != NOT_NAMED;
  }
}
