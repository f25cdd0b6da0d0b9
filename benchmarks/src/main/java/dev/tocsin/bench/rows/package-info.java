/**
 * The detector as one would write it first on Kafka Streams: one RocksDB row a record, in the order
 * of account and time.
 */
@NullMarked
package dev.tocsin.bench.rows;

import org.jspecify.annotations.NullMarked;
