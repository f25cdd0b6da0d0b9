package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import dev.tocsin.domain.LogRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An open block: the columns of the records of one event day. */
final class BlockBuffer {

  /** Maximum bytes of a record in addition to its texts, in either section. */
  private static final int FIXED_BYTES = 128;

  /** Maximum bytes of a char in UTF-8. */
  private static final int BYTES_PER_CHAR = 3;

  /** Sections that are smaller together are stored in the row of the header. */
  private static final int SMALL = 4 * 1024;

  /** Memory of an empty block. */
  private static final int EMPTY_MEMORY = 6 * 1024;

  static final int E164_NONE = 0;
  static final int E164_IS_PHONE = 1;
  static final int E164_OWN = 2;

  private final long day;
  private final DictionaryBuffer providers = new DictionaryBuffer();
  private final DictionaryBuffer channels = new DictionaryBuffer();
  private final DictionaryBuffer accounts = new DictionaryBuffer();
  private final ByteSink times = new ByteSink();
  private final TextBuffer phones = new TextBuffer();
  private final IntBuffer e164Kinds = new IntBuffer();
  private final TextBuffer e164s = new TextBuffer();
  private final TextBuffer logIds = new TextBuffer();
  private final DictionaryBuffer messageTypes = new DictionaryBuffer();
  private final DictionaryBuffer carriers = new DictionaryBuffer();
  private final DictionaryBuffer countries = new DictionaryBuffer();
  private final DictionaryBuffer states = new DictionaryBuffer();

  private long[] accountHashes = new long[16];
  private int count;

  /** Bytes that fit before the sizes must be computed again. */
  private int room;

  private int accounted;
  private long previous;
  private long firstSentAt = Long.MAX_VALUE;
  private long lastSentAt = Long.MIN_VALUE;

  BlockBuffer(long day) {
    this.day = day;
    this.previous = BlockKeys.startOf(day);
  }

  long day() {
    return day;
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether one more record keeps both sections within the limit. */
  boolean hasRoomFor(LogRecord record, BlockLimits limits) {
    if (count >= limits.maxRecords()) {
      return false;
    }
    int worst = FIXED_BYTES + BYTES_PER_CHAR * characters(record);
    if (worst > room) {
      room = limits.maxSectionBytes() - Math.max(indexSize(), detailSize());
    }
    room -= worst;
    return room >= 0;
  }

  private static int characters(LogRecord record) {
    return record.provider().length()
        + record.accountId().length()
        + record.logId().length()
        + record.phone().length()
        + record.channel().length()
        + length(record.phoneE164())
        + length(record.messageType())
        + length(record.carrier())
        + length(record.country())
        + length(record.state());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  void append(LogRecord record) {
    providers.add(record.provider());
    channels.add(record.channel());
    if (accounts.add(record.accountId())) {
      hash(record.accountId());
    }
    times.zigzag(record.sentAt() - previous);
    previous = record.sentAt();
    phones.add(record.phone());
    String e164 = record.phoneE164();
    if (e164 == null) {
      e164Kinds.add(E164_NONE);
    } else if (e164.equals(record.phone())) {
      e164Kinds.add(E164_IS_PHONE);
    } else {
      e164Kinds.add(E164_OWN);
      e164s.add(e164);
    }
    logIds.add(record.logId());
    messageTypes.add(record.messageType());
    carriers.add(record.carrier());
    countries.add(record.country());
    states.add(record.state());
    firstSentAt = Math.min(firstSentAt, record.sentAt());
    lastSentAt = Math.max(lastSentAt, record.sentAt());
    count++;
  }

  private void hash(String account) {
    int distinct = accounts.distinct();
    if (distinct > accountHashes.length) {
      accountHashes = Arrays.copyOf(accountHashes, accountHashes.length * 2);
    }
    accountHashes[distinct - 1] = AccountFilter.hash(account);
  }

  private int indexSize() {
    return providers.size() + channels.size() + accounts.size() + times.size();
  }

  private int detailSize() {
    return phones.size()
        + e164Kinds.size()
        + e164s.size()
        + logIds.size()
        + messageTypes.size()
        + carriers.size()
        + countries.size()
        + states.size();
  }

  /** Approximate memory in bytes. */
  int memory() {
    return EMPTY_MEMORY
        + providers.memory()
        + channels.memory()
        + accounts.memory()
        + times.capacity()
        + phones.memory()
        + e164Kinds.capacity()
        + e164s.memory()
        + logIds.memory()
        + messageTypes.memory()
        + carriers.memory()
        + countries.memory()
        + states.memory();
  }

  /** Growth of the memory in bytes since the previous call. */
  int growth() {
    int now = memory();
    int growth = now - accounted;
    accounted = now;
    return growth;
  }

  /** Sum of the results of {@link #growth}. */
  int accounted() {
    return accounted;
  }

  /**
   * Packs the block.
   *
   * @param firstSequence lowest sequence of the merged blocks
   * @param packing compression of this history's blocks
   */
  Block finish(long firstSequence, Packing packing) {
    byte[] index = index();
    byte[] details = details();
    byte[] indexSection = packing.index().pack(index);
    byte[] detailSection = packing.details().pack(details);
    boolean whole = indexSection.length + detailSection.length <= SMALL;
    BlockHeader header =
        new BlockHeader(
            count,
            firstSequence,
            firstSentAt,
            lastSentAt,
            index.length,
            details.length,
            AccountFilter.of(accountHashes, accounts.distinct()),
            whole ? new byte[][] {indexSection, detailSection} : BlockHeader.APART);
    return new Block(header, indexSection, detailSection);
  }

  private byte[] index() {
    ByteSink out = new ByteSink(indexSize() + FIXED_BYTES);
    providers.writeTo(out);
    channels.writeTo(out);
    accounts.writeTo(out);
    out.varint(times.size());
    out.raw(times);
    return out.toArray();
  }

  private byte[] details() {
    ByteSink out = new ByteSink(detailSize() + FIXED_BYTES);
    phones.writeTo(out);
    e164Kinds.writeTo(out, E164_OWN + 1);
    e164s.writeTo(out);
    logIds.writeTo(out);
    messageTypes.writeTo(out);
    carriers.writeTo(out);
    countries.writeTo(out);
    states.writeTo(out);
    return out.toArray();
  }

  /** The compression of the two sections of the blocks of one history. */
  record Packing(Section index, Section details) {}

  /** A packed block. */
  record Block(BlockHeader header, byte[] index, byte[] details) {}
}
