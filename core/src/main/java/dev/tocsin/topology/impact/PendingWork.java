package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codec;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * What an impact partition has to recompute or to notify. People and walks over stored rows are due
 * at once; accounts and incidents are due in rounds, one each notification interval, so that an
 * account or incident that changes often is sent once an interval.
 *
 * <p>Walks are stored, because they take long. The rest is in memory: after a restart the task adds
 * all incidents and their accounts. Doing any of it twice is harmless, because a notification or
 * summary is sent only if its content has changed.
 */
final class PendingWork {

  /** What a walk does with its rows. */
  enum Kind {
    /** Judges the flagged records of an incident again. */
    SWEEP,
    /** Notifies people. */
    PEOPLE,
    /** Notifies accounts, in the next round. */
    ACCOUNTS,
    /** Notifies the accounts of all incidents, in the next round; stored by earlier releases. */
    ALL_ACCOUNTS
  }

  /**
   * A walk over stored rows that are too many for one step.
   *
   * @param incidentId empty for all incidents
   * @param accountId null for all accounts of the incident
   * @param cursor null before the first step
   * @param again whether it was asked for while under way, and so has to start over at its end
   */
  record Walk(
      Kind kind,
      String incidentId,
      @Nullable String accountId,
      byte @Nullable [] cursor,
      boolean again) {

    static final Codec<Walk> CODEC =
        new Codec<>(
            "pending walk",
            1,
            (out, w) -> {
              out.name(w.kind());
              out.text(w.incidentId());
              out.optionalText(w.accountId());
              out.optional(w.cursor(), (o, bytes) -> o.bytes(bytes));
              out.bool(w.again());
            },
            in ->
                new Walk(
                    in.name(Kind.class),
                    in.text(),
                    in.optionalText(),
                    in.optional(i -> i.bytes()),
                    in.bool()));

    private Bytes key() {
      return StoreKeys.of(kind.name(), incidentId, accountId == null ? "" : accountId);
    }

    /** The rows that are walked. */
    Bytes prefix() {
      if (kind == Kind.ALL_ACCOUNTS) {
        return Rows.EVERYTHING;
      }
      return accountId == null ? StoreKeys.of(incidentId) : StoreKeys.of(incidentId, accountId);
    }

    @Nullable Bytes from() {
      return cursor == null ? null : Bytes.wrap(cursor);
    }

    private Walk at(byte @Nullable [] next, boolean startsOver) {
      return new Walk(kind, incidentId, accountId, next, startsOver);
    }
  }

  /**
   * A person who became exposed, or no longer is.
   *
   * @param key of the person's row
   * @param arrivedAt Kafka timestamp of the live record that exposed the person, else {@link
   *     MatchResult#NOT_LIVE}
   */
  record Person(Bytes key, long arrivedAt) {}

  private final Table store;
  private final HashedKeys keys;
  private boolean loaded;

  /** Walks to continue. */
  private final Map<Bytes, Walk> walks = new LinkedHashMap<>();

  /** Walks over accounts that the next round begins. */
  private final Map<Bytes, Walk> nextWalks = new LinkedHashMap<>();

  private final Deque<Person> people = new ArrayDeque<>();
  private final Set<String> incidents = new LinkedHashSet<>();

  /** The accounts that are left of the round, by the keys of their rows. */
  private Set<Bytes> accounts = new LinkedHashSet<>();

  /** The accounts of the next round. */
  private Set<Bytes> nextAccounts = new LinkedHashSet<>();

  PendingWork(Table store, Identity identity) {
    this.store = store;
    this.keys = new HashedKeys(identity, 3);
  }

  /** A person is to be notified at once: the task takes it out before the next input. */
  void person(Bytes key, long arrivedAt) {
    people.add(new Person(key, arrivedAt));
  }

  /** An account and its incident changed, so both are due in the next round. */
  void account(String incidentId, Bytes key) {
    nextAccounts.add(key);
    incidents.add(incidentId);
  }

  /** An incident's coverage and summary are due in the next round. */
  void incident(String incidentId) {
    incidents.add(incidentId);
  }

  /** The ledger rows of an incident are to be judged again. */
  void sweep(String incidentId) {
    add(new Walk(Kind.SWEEP, incidentId, null, null, false));
  }

  /**
   * The people of an incident are to be notified.
   *
   * @param accountId null for all accounts
   */
  void people(String incidentId, @Nullable String accountId) {
    add(new Walk(Kind.PEOPLE, incidentId, accountId, null, false));
  }

  /** All accounts of an incident are to be notified in the next round. */
  void accountsOf(String incidentId) {
    add(new Walk(Kind.ACCOUNTS, incidentId, null, null, false));
  }

  /** A walk that is under way is finished first, and then starts over. */
  private void add(Walk fresh) {
    load();
    Walk known = walks.getOrDefault(fresh.key(), nextWalks.get(fresh.key()));
    if (known == null) {
      put(mapOf(fresh), fresh);
    } else if (known.cursor() != null && !known.again()) {
      put(walks.containsKey(fresh.key()) ? walks : nextWalks, known.at(known.cursor(), true));
    }
  }

  boolean isSweeping(String incidentId) {
    load();
    return walks.containsKey(new Walk(Kind.SWEEP, incidentId, null, null, false).key());
  }

  /** Takes the next person out; null when there is none. */
  @Nullable Person pollPerson() {
    return people.poll();
  }

  /** Takes the incidents that have changed out. */
  Set<String> takeIncidents() {
    Set<String> taken = new LinkedHashSet<>(incidents);
    incidents.clear();
    return taken;
  }

  /** Makes the accounts due that have changed, unless some of the last round are left. */
  void beginRound() {
    load();
    if (!accounts.isEmpty() || walks.values().stream().anyMatch(PendingWork::waitsForRound)) {
      return;
    }
    Set<Bytes> empty = accounts;
    accounts = nextAccounts;
    nextAccounts = empty;
    walks.putAll(nextWalks);
    nextWalks.clear();
  }

  /** Whether a walk or an account is due. */
  boolean isAnyDue() {
    load();
    return !walks.isEmpty() || !accounts.isEmpty();
  }

  /** The walk to continue; null when none is due. */
  @Nullable Walk peekWalk() {
    load();
    return walks.isEmpty() ? null : walks.values().iterator().next();
  }

  /** Takes the next account of the round out, after its walks; null when there is none. */
  @Nullable Bytes pollAccount() {
    Iterator<Bytes> left = accounts.iterator();
    if (!left.hasNext()) {
      return null;
    }
    Bytes next = left.next();
    left.remove();
    return next;
  }

  /** An account was notified by a walk, so it is not due any more in this round. */
  void notified(Bytes accountKey) {
    accounts.remove(accountKey);
  }

  /**
   * Stores how far a walk has come.
   *
   * @param next where to continue; null when its rows are done
   */
  void advance(Walk walk, @Nullable Bytes next) {
    if (next != null) {
      put(walks, walk.at(next.get(), walk.again()));
      return;
    }
    walks.remove(walk.key());
    if (walk.again()) {
      put(mapOf(walk), walk.at(null, false));
      return;
    }
    store.delete(keys.hashed(walk.key()));
    if (walk.kind() == Kind.SWEEP) {
      // Coverage is not complete while a sweep is under way.
      incident(walk.incidentId());
    }
  }

  private void put(Map<Bytes, Walk> to, Walk walk) {
    to.put(walk.key(), walk);
    store.put(keys.hashed(walk.key()), Walk.CODEC.encode(walk));
  }

  /** Where a walk belongs that has not begun. */
  private Map<Bytes, Walk> mapOf(Walk walk) {
    return waitsForRound(walk) ? nextWalks : walks;
  }

  private static boolean waitsForRound(Walk walk) {
    return walk.kind() == Kind.ACCOUNTS || walk.kind() == Kind.ALL_ACCOUNTS;
  }

  /** The store is restored after it is opened, so it is read at first use. */
  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
      while (rows.hasNext()) {
        Walk walk = Walk.CODEC.decode(rows.next().value);
        mapOf(walk).put(walk.key(), walk);
      }
    }
  }
}
