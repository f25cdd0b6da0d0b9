package dev.tocsin.registry;

import org.apache.avro.Schema;

/**
 * A schema as a version of a subject.
 *
 * @param subject the subject
 * @param version 1, 2, 3... within the subject
 * @param id identifies the schema across subjects; the number that the wire format carries
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
