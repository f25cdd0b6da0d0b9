package dev.tocsin.history.block;

import dev.tocsin.codec.Codec;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.history.MessageHistory;
import dev.tocsin.history.RowSeal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Records in blocks. Each event day has at most one open block, which is sealed when it is full,
 * when memory is short, and {@linkplain #seal() before each commit}. Unsealed records are not
 * committed, so nothing is lost with the buffers.
 *
 * <p>A merged block has the highest sequence of its parts, so a scan that stopped before one of
 * them still finds it ahead. Its first sequence shows whether a part is older than a snapshot. A
 * scan therefore misses nothing while blocks are merged.
 */
public final class BlockHistory implements MessageHistory {

  /** Records checked between two calls of the clock. */
  private static final int RECORDS_PER_CHECK = 1024;

  /** Records passed on between two calls of the clock: each costs far more than a check. */
  private static final int FOUND_PER_CHECK = 64;

  /** Records appended between two measurements of a block's memory. */
  private static final int RECORDS_PER_ACCOUNTING = 16;

  /** With more accounts than this, nearly every block has one of them. */
  private static final int WORTH_FILTERING = 64;

  /** Days whose small blocks are cached; those of other days are read again when needed. */
  private static final int KNOWN_DAYS = 512;

  private final BlockRows rows;
  private final BlockLimits limits;
  private final HistoryMemory memory;
  private final BlockBuffer.Packing packing = new BlockBuffer.Packing(new Section(), new Section());

  private final TreeMap<Long, BlockBuffer> open = new TreeMap<>();
  private @Nullable BlockBuffer last;

  private final Map<Long, MergePlan> plans = new LinkedHashMap<>(16, 0.75f, true);
  private final SequencedSet<Long> due = new LinkedHashSet<>();

  private BlockRows.@Nullable Counters stored;
  private long nextSequence = -1;
  private long records;

  /** No block is older. Iterators that start here do not step over deleted rows. */
  private long floorDay = Integer.MIN_VALUE;

  /**
   * @param store restored before the first call of a method
   * @param memory budget of all open blocks of the process
   */
  public BlockHistory(
      KeyValueStore<Bytes, byte[]> store, RowSeal seal, BlockLimits limits, HistoryMemory memory) {
    this.rows = new BlockRows(store, seal);
    this.limits = limits;
    this.memory = memory;
  }

  @Override
  public void append(LogRecord record) {
    BlockBuffer block = blockFor(record);
    block.append(record);
    if (block.count() % RECORDS_PER_ACCOUNTING == 1) {
      memory.add(block.growth());
      while (memory.isShort() && !open.isEmpty()) {
        close(largest());
      }
    }
  }

  private BlockBuffer blockFor(LogRecord record) {
    long day = BlockKeys.dayOf(record.sentAt());
    BlockBuffer block = last;
    if (block == null || block.day() != day) {
      block = openOn(day);
    }
    if (!block.isEmpty() && !block.hasRoomFor(record, limits)) {
      close(block);
      block = new BlockBuffer(day);
      open.put(day, block);
    }
    last = block;
    return block;
  }

  private BlockBuffer openOn(long day) {
    BlockBuffer known = open.get(day);
    if (known != null) {
      return known;
    }
    BlockBuffer block = new BlockBuffer(day);
    open.put(day, block);
    return block;
  }

  private BlockBuffer largest() {
    return open.values().stream().max(Comparator.comparingInt(BlockBuffer::memory)).orElseThrow();
  }

  /** Seals all open blocks. Call it before each commit. */
  public void seal() {
    for (BlockBuffer block : new ArrayList<>(open.values())) {
      close(block);
    }
    BlockRows.Counters now = new BlockRows.Counters(nextSequence, records);
    if (nextSequence >= 0 && !now.equals(stored)) {
      rows.counters(now);
      stored = now;
    }
  }

  /** Discards unsealed records, which are not committed either. */
  public void forget() {
    open.values().forEach(block -> memory.add(-block.accounted()));
    open.clear();
    last = null;
  }

  private void close(BlockBuffer block) {
    load();
    long day = block.day();
    MergePlan plan = plan(day);
    long sequence = nextSequence++;
    BlockBuffer.Block finished = block.finish(sequence, packing);
    rows.write(day, sequence, finished);
    plan.add(entry(sequence, finished.header()));
    if (plan.isDue()) {
      due.add(day);
    }
    floorDay = Math.min(floorDay, day);
    records += block.count();
    memory.add(-block.accounted());
    open.remove(day);
    last = null;
  }

  private void load() {
    if (nextSequence < 0) {
      stored = rows.counters();
      nextSequence = stored == null ? 0 : stored.nextSequence();
      records = stored == null ? 0 : stored.records();
    }
  }

  private MergePlan plan(long day) {
    MergePlan known = plans.get(day);
    if (known != null) {
      return known;
    }
    if (plans.size() >= KNOWN_DAYS) {
      long eldest = plans.keySet().iterator().next();
      plans.remove(eldest);
      due.remove(eldest);
    }
    MergePlan plan = new MergePlan(limits);
    try (KeyValueIterator<Bytes, byte[]> headers = rows.headers(day, 0, day)) {
      while (headers.hasNext()) {
        KeyValue<Bytes, byte[]> row = headers.next();
        plan.add(entry(BlockKeys.sequence(row.key), rows.header(row.key, row.value)));
      }
    }
    plans.put(day, plan);
    return plan;
  }

  private static MergePlan.Entry entry(long sequence, BlockHeader header) {
    return new MergePlan.Entry(sequence, header.count(), header.indexBytes(), header.detailBytes());
  }

  @Override
  public boolean tidy(BooleanSupplier goOn) {
    while (!due.isEmpty()) {
      long day = due.getFirst();
      MergePlan plan = plan(day);
      List<MergePlan.Entry> entries = plan.take();
      if (entries == null) {
        due.removeFirst();
        continue;
      }
      plan.add(merge(day, entries));
      if (!goOn.getAsBoolean()) {
        return due.isEmpty();
      }
    }
    return true;
  }

  private MergePlan.Entry merge(long day, List<MergePlan.Entry> entries) {
    BlockBuffer merged = new BlockBuffer(day);
    long firstSequence = Long.MAX_VALUE;
    for (MergePlan.Entry entry : entries) {
      BlockHeader header = rows.header(day, entry.sequence());
      BlockReader reader = rows.reader(day, entry.sequence(), header);
      rows.reading(day, entry.sequence(), () -> reader.readAll(merged::append));
      firstSequence = Math.min(firstSequence, header.firstSequence());
      rows.delete(day, entry.sequence(), header);
    }
    long sequence = entries.getLast().sequence();
    BlockBuffer.Block finished = merged.finish(firstSequence, packing);
    rows.write(day, sequence, finished);
    return entry(sequence, finished.header());
  }

  @Override
  public long snapshot() {
    load();
    seal();
    return nextSequence;
  }

  @Override
  public Step scan(
      Range range, byte @Nullable [] cursor, BooleanSupplier goOn, Consumer<LogRecord> visitor) {
    if (range.from() >= range.to()) {
      return new Step(null, 0);
    }
    Cursor start =
        cursor == null
            ? new Cursor(Math.max(floorDay, BlockKeys.dayOf(range.from())), 0, 0, 0)
            : Cursor.CODEC.decode(cursor);
    long[] accounts = hashes(range.accounts());
    long examined = 0;
    try (KeyValueIterator<Bytes, byte[]> headers =
        rows.headers(start.day(), start.sequence(), BlockKeys.dayOf(range.to() - 1))) {
      while (headers.hasNext()) {
        KeyValue<Bytes, byte[]> row = headers.next();
        BlockHeader header = rows.header(row.key, row.value);
        long day = BlockKeys.day(row.key);
        long sequence = BlockKeys.sequence(row.key);
        int from = start.positionIn(day, sequence, header);
        int reached = header.count();
        if (mayHold(header, range, accounts)) {
          reached = scanBlock(day, sequence, header, range, from, goOn, visitor);
        }
        examined += reached - from;
        if (reached < header.count()) {
          return new Step(
              Cursor.CODEC.encode(new Cursor(day, sequence, reached, header.count())), examined);
        }
        if (headers.hasNext() && !goOn.getAsBoolean()) {
          Bytes next = headers.peekNextKey();
          return new Step(
              Cursor.CODEC.encode(new Cursor(BlockKeys.day(next), BlockKeys.sequence(next), 0, 0)),
              examined);
        }
      }
    }
    return new Step(null, examined);
  }

  private static boolean mayHold(BlockHeader header, Range range, long[] accounts) {
    if (header.firstSequence() >= range.snapshot()
        || header.lastSentAt() < range.from()
        || header.firstSentAt() >= range.to()) {
      return false;
    }
    boolean any = accounts.length == 0;
    for (int i = 0; i < accounts.length && !any; i++) {
      any = header.accounts().mayContain(accounts[i]);
    }
    return any;
  }

  /**
   * @return number of the block's records that are done
   */
  private int scanBlock(
      long day,
      long sequence,
      BlockHeader header,
      Range range,
      int from,
      BooleanSupplier goOn,
      Consumer<LogRecord> visitor) {
    BlockReader reader = rows.reader(day, sequence, header);
    BlockReader.Selection selection = reader.select(range);
    if (selection == null) {
      return header.count();
    }
    // Passed on after reading: a failure of the visitor must not be reported as a damaged block.
    List<LogRecord> found = new ArrayList<>(FOUND_PER_CHECK);
    while (true) {
      rows.reading(
          day,
          sequence,
          () ->
              reader.read(range, selection, from, RECORDS_PER_CHECK, FOUND_PER_CHECK, found::add));
      found.forEach(visitor);
      found.clear();
      if (reader.atEnd() || !goOn.getAsBoolean()) {
        return reader.position();
      }
    }
  }

  private static long[] hashes(@Nullable Set<String> accounts) {
    return accounts == null || accounts.size() > WORTH_FILTERING
        ? new long[0]
        : accounts.stream().mapToLong(AccountFilter::hash).toArray();
  }

  @Override
  public boolean expire(long sentBefore, BooleanSupplier goOn) {
    long keptDay = BlockKeys.dayOf(sentBefore);
    for (BlockBuffer old : new ArrayList<>(open.headMap(keptDay).values())) {
      close(old);
    }
    if (keptDay <= floorDay) {
      return true;
    }
    load();
    try (KeyValueIterator<Bytes, byte[]> headers = rows.headers(floorDay, 0, keptDay - 1)) {
      while (headers.hasNext()) {
        KeyValue<Bytes, byte[]> row = headers.next();
        long day = BlockKeys.day(row.key);
        BlockHeader header = rows.header(row.key, row.value);
        rows.delete(day, BlockKeys.sequence(row.key), header);
        records -= header.count();
        plans.remove(day);
        due.remove(day);
        floorDay = day;
        if (headers.hasNext() && !goOn.getAsBoolean()) {
          return false;
        }
      }
    }
    floorDay = keptDay;
    return true;
  }

  @Override
  public long size() {
    load();
    return records + open.values().stream().mapToLong(BlockBuffer::count).sum();
  }

  @Override
  public long oldest() {
    long day = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
    try (KeyValueIterator<Bytes, byte[]> headers = rows.headers(floorDay, 0, Integer.MAX_VALUE)) {
      if (headers.hasNext()) {
        floorDay = BlockKeys.day(headers.peekNextKey());
        day = Math.min(day, floorDay);
      }
    }
    return day == Long.MAX_VALUE ? -1 : BlockKeys.startOf(day);
  }

  /**
   * Where a scan continues: at a record of a block, if the block is unchanged.
   *
   * @param count number of records of the block; 0 to start with its first record
   */
  private record Cursor(long day, long sequence, int position, int count) {

    static final Codec<Cursor> CODEC =
        new Codec<>(
            "scan cursor",
            1,
            (out, c) -> {
              out.number(c.day());
              out.number(c.sequence());
              out.number(c.position());
              out.number(c.count());
            },
            in -> new Cursor(in.number(), in.number(), in.integer(), in.integer()));

    int positionIn(long blockDay, long blockSequence, BlockHeader header) {
      return day == blockDay && sequence == blockSequence && count == header.count() ? position : 0;
    }
  }
}
