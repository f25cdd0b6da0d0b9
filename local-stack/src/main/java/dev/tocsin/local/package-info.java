/**
 * A real KRaft broker inside this JVM and a real schema registry beside it, for the demo, the
 * {@code local} command and the integration tests. Never part of the production image: it listens
 * on loopback only, keeps one replica of everything and grants everything unless configured
 * otherwise ({@link dev.tocsin.local.LocalStackSettings#secured}).
 */
@NullMarked
package dev.tocsin.local;

import org.jspecify.annotations.NullMarked;
