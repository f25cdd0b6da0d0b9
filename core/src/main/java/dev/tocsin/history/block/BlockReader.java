package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSource;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MessageHistory.Range;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a block: the index always, the details only when a record is needed. Records have the order
 * in which they were appended.
 */
final class BlockReader {

  private final int count;
  private final Supplier<byte[]> detailSection;
  private final Dictionary providers;
  private final Dictionary channels;
  private final Dictionary accounts;
  private final ByteSource times;
  private @Nullable Details details;
  private int next;
  private long sentAt;

  BlockReader(long day, int count, byte[] indexSection, Supplier<byte[]> detailSection) {
    this.count = count;
    this.detailSection = detailSection;
    ByteSource in = Section.unpack(indexSection);
    this.providers = Dictionary.read(in, count);
    this.channels = Dictionary.read(in, count);
    this.accounts = Dictionary.read(in, count);
    int length = in.count(in.remaining());
    this.times = in.from(in.skip(length), length);
    in.end();
    this.sentAt = BlockKeys.startOf(day);
  }

  /** Number of records read so far. */
  int position() {
    return next;
  }

  boolean atEnd() {
    return next >= count;
  }

  /**
   * Checks some records.
   *
   * @param from records before this one are skipped
   * @param most maximum number of records to check
   * @param mostFound maximum number of records to find
   * @param found receives the records in the range
   */
  void read(
      Range range,
      Selection selection,
      int from,
      int most,
      int mostFound,
      Consumer<LogRecord> found) {
    int left = mostFound;
    int until = (int) Math.min(count, (long) Math.max(next, from) + most);
    while (next < until && left > 0) {
      sentAt += times.zigzag();
      int record = next++;
      if (record >= from
          && sentAt >= range.from()
          && sentAt < range.to()
          && selection.has(this, record)) {
        found.accept(record(record, sentAt));
        left--;
      }
    }
  }

  /** Reads all remaining records. */
  void readAll(Consumer<LogRecord> visitor) {
    while (next < count) {
      sentAt += times.zigzag();
      visitor.accept(record(next++, sentAt));
    }
    if (times.remaining() != 0) {
      throw new CorruptRowException("it has more times than records");
    }
  }

  /** The block's dictionary entries that are in a range; null when no record can be in it. */
  @Nullable Selection select(Range range) {
    boolean[] provider = providers.wanted(range.provider()::equals);
    boolean[] channel = channels.wanted(oneOf(range.channels()));
    boolean[] account = accounts.wanted(oneOf(range.accounts()));
    return provider == null || channel == null || account == null
        ? null
        : new Selection(
            provider,
            range.channels() == null ? null : channel,
            range.accounts() == null ? null : account);
  }

  private static Predicate<String> oneOf(@Nullable Set<String> asked) {
    return asked == null ? value -> true : asked::contains;
  }

  private LogRecord record(int i, long at) {
    Details read = details();
    String phone = read.phones.get(i);
    return new LogRecord(
        providers.required(i),
        accounts.required(i),
        read.logIds.get(i),
        phone,
        read.e164(i, phone),
        channels.required(i),
        at,
        read.messageTypes.value(i),
        read.carriers.value(i),
        read.countries.value(i),
        read.states.value(i));
  }

  private Details details() {
    Details read = details;
    if (read == null) {
      read = new Details(Section.unpack(detailSection.get()), count);
      details = read;
    }
    return read;
  }

  /**
   * The entries of this block's dictionaries that a scan looks for.
   *
   * @param channels null means all
   * @param accounts null means all
   */
  record Selection(
      boolean[] providers, boolean @Nullable [] channels, boolean @Nullable [] accounts) {

    private boolean has(BlockReader block, int record) {
      return (accounts == null || accounts[block.accounts.number(record)])
          && (channels == null || channels[block.channels.number(record)])
          && providers[block.providers.number(record)];
    }
  }

  /** The columns that are read only for records in the range. */
  private static final class Details {
    final Texts phones;
    final PackedInts e164Kinds;
    final int[] e164Places;
    final Texts e164s;
    final Texts logIds;
    final Dictionary messageTypes;
    final Dictionary carriers;
    final Dictionary countries;
    final Dictionary states;

    Details(ByteSource in, int count) {
      phones = Texts.read(in, count);
      e164Kinds = PackedInts.read(in, count, BlockBuffer.E164_OWN + 1);
      e164Places = new int[count];
      int own = 0;
      for (int i = 0; i < count; i++) {
        e164Places[i] = own;
        own += e164Kinds.get(i) == BlockBuffer.E164_OWN ? 1 : 0;
      }
      e164s = Texts.read(in, own);
      logIds = Texts.read(in, count);
      messageTypes = Dictionary.read(in, count);
      carriers = Dictionary.read(in, count);
      countries = Dictionary.read(in, count);
      states = Dictionary.read(in, count);
      in.end();
    }

    @Nullable String e164(int i, String phone) {
      return switch (e164Kinds.get(i)) {
        case BlockBuffer.E164_NONE -> null;
        case BlockBuffer.E164_IS_PHONE -> phone;
        case BlockBuffer.E164_OWN -> e164s.get(e164Places[i]);
        default -> throw new CorruptRowException("it has an E.164 number of an unknown kind");
      };
    }
  }
}
