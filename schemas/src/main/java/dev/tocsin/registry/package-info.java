/**
 * A client of the schema registry REST API that Confluent introduced and that others speak too.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">API
 *     reference</a>
 */
@NullMarked
package dev.tocsin.registry;

import org.jspecify.annotations.NullMarked;
