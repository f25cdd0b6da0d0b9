package dev.tocsin.registry;

import org.apache.avro.Schema;

/**
 * A schema as a version of a subject.
 *
 * @param subject the subject
 * @param version 1, 2, 3... within the subject
 * @param id the schema's id across subjects, which the wire format contains
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
