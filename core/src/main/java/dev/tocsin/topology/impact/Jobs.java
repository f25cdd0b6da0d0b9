package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codec;
import dev.tocsin.topology.state.StoreKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Walks over stored rows that are too long for one go. Each brings rows in line with what stands
 * now, so doing one twice does no harm; a walk that is asked for again while it is under way is
 * walked to its end and then once more.
 */
final class Jobs {

  /** What a walk does. */
  enum Kind {
    /** Judges the flagged records of an incident anew. */
    SWEEP,
    /** Brings the notifications of people in line. */
    PEOPLE,
    /** Has the notifications of accounts looked at with the next interval. */
    ACCOUNTS,
    /** The same for the accounts of all incidents. */
    ALL_ACCOUNTS
  }

  /**
   * @param incidentId empty for all incidents
   * @param accountId null for all accounts of the incident
   * @param cursor null before the first step
   */
  record Job(
      Kind kind,
      String incidentId,
      @Nullable String accountId,
      byte @Nullable [] cursor,
      boolean again) {

    static final Codec<Job> CODEC =
        new Codec<>(
            "job",
            (out, j) -> {
              out.name(j.kind());
              out.text(j.incidentId());
              out.optionalText(j.accountId());
              out.optional(j.cursor(), (o, bytes) -> o.bytes(bytes));
              out.bool(j.again());
            },
            in ->
                new Job(
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
  }

  private final KeyValueStore<Bytes, byte[]> store;
  private final VeiledKeys keys = new VeiledKeys(3);
  private @Nullable Map<Bytes, Job> jobs;

  Jobs(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  void add(Kind kind, String incidentId, @Nullable String accountId) {
    Job fresh = new Job(kind, incidentId, accountId, null, false);
    Job known = jobs().get(fresh.key());
    if (known == null) {
      put(fresh);
    } else if (known.cursor() != null && !known.again()) {
      put(new Job(kind, incidentId, accountId, known.cursor(), true));
    }
  }

  /** Adds the walk over the accounts of all incidents. */
  void addAllAccounts() {
    add(Kind.ALL_ACCOUNTS, "", null);
  }

  /** The job to go on with; null when there is none. */
  @Nullable Job peek() {
    return jobs().isEmpty() ? null : jobs().values().iterator().next();
  }

  boolean isSweeping(String incidentId) {
    return jobs().containsKey(new Job(Kind.SWEEP, incidentId, null, null, false).key());
  }

  /**
   * Notes how far a job came.
   *
   * @param next where to go on; null when its rows are done
   * @return whether the job is finished
   */
  boolean advance(Job job, @Nullable Bytes next) {
    if (next != null) {
      put(new Job(job.kind(), job.incidentId(), job.accountId(), next.get(), job.again()));
      return false;
    }
    jobs().remove(job.key());
    if (job.again()) {
      put(new Job(job.kind(), job.incidentId(), job.accountId(), null, false));
      return false;
    }
    store.delete(keys.veil(job.key()));
    return true;
  }

  private void put(Job job) {
    jobs().put(job.key(), job);
    store.put(keys.veil(job.key()), Job.CODEC.encode(job));
  }

  private Map<Bytes, Job> jobs() {
    if (jobs == null) {
      Map<Bytes, Job> loaded = new LinkedHashMap<>();
      try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
        while (rows.hasNext()) {
          Job job = Job.CODEC.decode(rows.next().value);
          loaded.put(job.key(), job);
        }
      }
      jobs = loaded;
    }
    return jobs;
  }
}
