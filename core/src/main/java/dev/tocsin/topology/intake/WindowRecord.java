package dev.tocsin.topology.intake;

import dev.tocsin.domain.Basis;
import dev.tocsin.domain.WindowChange;
import org.jspecify.annotations.Nullable;

/**
 * A valid record of the control topic, which may still be refused.
 *
 * @param change its revision is the offset of the record
 * @param author who wrote it, a claim; null if unknown
 */
public record WindowRecord(
    WindowChange change, Basis basis, @Nullable String author, RawRecord raw) {}
