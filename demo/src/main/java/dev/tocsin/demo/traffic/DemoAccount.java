package dev.tocsin.demo.traffic;

/**
 * A customer of the demo's MFA vendor.
 *
 * @param index position by size, 0 is the largest
 * @param country ISO 3166-1 alpha-2
 * @param people how many people get its messages
 * @param primaryProvider index of the provider that carries most of its messages
 */
public record DemoAccount(
    int index,
    String id,
    String name,
    String contact,
    String country,
    int people,
    int primaryProvider) {}
