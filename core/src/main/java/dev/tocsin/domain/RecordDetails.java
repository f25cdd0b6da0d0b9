package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a message went, as far as anybody knows; each with who says so, null where nobody does.
 *
 * @param country ISO 3166-1 alpha-2 where it is one
 * @param state ISO 3166-2 where it is one
 */
public record RecordDetails(
    @Nullable String carrier,
    @Nullable Origin carrierOrigin,
    @Nullable String country,
    @Nullable Origin countryOrigin,
    @Nullable String state,
    @Nullable Origin stateOrigin) {

  /** Who says so. */
  public enum Origin {
    /** The provider, in this record. */
    PROVIDER,
    /** The provider named the network by its code (MCC and MNC), and the code says the rest. */
    NETWORK_CODE,
    /** The number plan: where the number was given out, and to which carrier at first. */
    NUMBER_PLAN
  }

  /** What the provider said and no more. */
  public static RecordDetails asPushed(LogRecord record) {
    return new RecordDetails(
        record.carrier(),
        record.carrier() == null ? null : Origin.PROVIDER,
        record.country(),
        record.country() == null ? null : Origin.PROVIDER,
        record.state(),
        record.state() == null ? null : Origin.PROVIDER);
  }
}
