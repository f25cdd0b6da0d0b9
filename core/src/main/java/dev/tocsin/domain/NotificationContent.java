package dev.tocsin.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of a notification: a function of the current state, never of times or the order of
 * events.
 *
 * <p>A person is notified once, so a USER notification omits what changes with every further
 * record: counts, times, windows and coverage are null or empty.
 *
 * @param account null when the account is deleted
 * @param phone USER only: E.164 if valid, else as given
 * @param figures ACCOUNT only
 */
public record NotificationContent(
    Audience audience,
    Incident incident,
    String accountId,
    @Nullable Account account,
    @Nullable String phone,
    List<Deadline> deadlines,
    @Nullable Figures figures) {

  /**
   * Figures of an ACCOUNT notification.
   *
   * @param firstSeen sent_at of the earliest flagged record; null when there is none
   * @param windows the ACTIVE windows that cover the account, by id
   */
  public record Figures(
      long records,
      long users,
      SortedMap<String, Long> byChannel,
      @Nullable Long firstSeen,
      @Nullable Long lastSeen,
      List<CompromiseWindow> windows,
      Coverage coverage) {}

  /** 16 bytes, equal for equal content. */
  public byte[] fingerprint(Identity identity) {
    List<String> fields = new ArrayList<>();
    fields.add(audience.name());
    add(fields, incident);
    fields.add(accountId);
    fields.add(optional(phone));
    if (account != null) {
      fields.add(account.name());
      fields.add(optional(account.contact()));
    }
    fields.add(String.valueOf(deadlines));
    if (figures != null) {
      add(fields, figures);
    }
    return identity.of(fields.toArray(String[]::new));
  }

  private static void add(List<String> fields, Incident incident) {
    fields.add(incident.id());
    fields.add(incident.title());
    fields.add(optional(incident.reference()));
    fields.add(Long.toString(incident.becameAwareAt()));
    fields.add(optional(incident.guidance()));
    fields.add(optional(incident.reportTo()));
    fields.add(Integer.toString(incident.exposedFields().size()));
    fields.addAll(incident.exposedFields());
  }

  private static void add(List<String> fields, Figures figures) {
    fields.add(Long.toString(figures.records()));
    fields.add(Long.toString(figures.users()));
    fields.add(figures.byChannel().toString());
    fields.add(figures.firstSeen() + "-" + figures.lastSeen());
    fields.add(figures.coverage().state() + ":" + figures.coverage().reasons());
    for (CompromiseWindow window : figures.windows()) {
      fields.add(window.id());
      fields.add(window.provider());
      fields.add(window.from() + "-" + window.to());
      addChannels(fields, window.channels());
    }
  }

  /**
   * Adds the number of channels and each one: a channel is free text and may contain separators.
   */
  private static void addChannels(List<String> fields, @Nullable Set<String> channels) {
    if (channels == null) {
      fields.add("all");
    } else {
      fields.add(Integer.toString(channels.size()));
      channels.stream().sorted().forEach(fields::add);
    }
  }

  /** Distinguishes an absent text from the text "null". */
  private static String optional(@Nullable String text) {
    return text == null ? "-" : "+" + text;
  }
}
