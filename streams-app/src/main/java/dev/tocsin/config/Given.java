package dev.tocsin.config;

/**
 * A value as some source has it.
 *
 * @param key the key as written, or the one that a variable stands for
 * @param raw the value with its references
 * @param origin the source
 */
record Given(String key, String raw, Origin origin) {}
