/** Error handlers of Kafka Streams, for failures that no other code handled. */
@NullMarked
package dev.tocsin.topology.lastresort;

import org.jspecify.annotations.NullMarked;
