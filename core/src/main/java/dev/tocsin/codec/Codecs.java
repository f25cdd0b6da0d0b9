package dev.tocsin.codec;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.NotificationState;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.SeenSpan;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Tally;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The binary forms of the domain's records. A test compares each with its golden bytes. */
public final class Codecs {

  public static final Codec<LogRecord> LOG_RECORD =
      new Codec<>(
          "log record",
          1,
          (out, r) -> {
            out.text(r.provider());
            out.text(r.accountId());
            out.text(r.logId());
            out.text(r.phone());
            out.optionalText(r.phoneE164());
            out.text(r.channel());
            out.number(r.sentAt());
            out.optionalText(r.messageType());
            out.optionalText(r.carrier());
            out.optionalText(r.country());
            out.optionalText(r.state());
          },
          in ->
              new LogRecord(
                  in.text(),
                  in.text(),
                  in.text(),
                  in.text(),
                  in.optionalText(),
                  in.text(),
                  in.number(),
                  in.optionalText(),
                  in.optionalText(),
                  in.optionalText(),
                  in.optionalText()));

  public static final Codec<Incident> INCIDENT =
      new Codec<>(
          "incident",
          1,
          (out, i) -> {
            out.text(i.id());
            out.text(i.title());
            out.optionalText(i.reference());
            out.number(i.becameAwareAt());
            out.optionalText(i.guidance());
            out.optionalText(i.reportTo());
            out.list(i.exposedFields(), Output::text);
          },
          in ->
              new Incident(
                  in.text(),
                  in.text(),
                  in.optionalText(),
                  in.number(),
                  in.optionalText(),
                  in.optionalText(),
                  in.list(Input::text)));

  public static final Codec<CompromiseWindow> WINDOW =
      new Codec<>(
          "window",
          1,
          (out, w) -> {
            out.text(w.id());
            INCIDENT.write(out, w.incident());
            out.text(w.provider());
            out.optional(w.accounts(), (o, names) -> o.list(names, Output::text));
            out.optional(w.channels(), (o, names) -> o.list(names, Output::text));
            out.number(w.from());
            out.number(w.to());
            out.name(w.status());
          },
          in ->
              new CompromiseWindow(
                  in.text(),
                  INCIDENT.read(in),
                  in.text(),
                  in.optional(Codecs::names),
                  in.optional(Codecs::names),
                  in.number(),
                  in.number(),
                  in.name(WindowStatus.class)));

  public static final Codec<WindowChange> WINDOW_CHANGE =
      new Codec<>(
          "window change",
          1,
          (out, c) -> {
            out.number(c.revision());
            out.text(c.windowId());
            out.optional(c.window(), WINDOW::write);
          },
          in -> new WindowChange(in.number(), in.text(), in.optional(WINDOW::read)));

  public static final Codec<Verdict> VERDICT =
      new Codec<>(
          "verdict",
          1,
          (out, v) -> {
            out.text(v.incidentId());
            out.name(v.standing());
          },
          in -> new Verdict(in.text(), in.name(Standing.class)));

  public static final Codec<LedgerRow> LEDGER_ROW =
      new Codec<>(
          "ledger row",
          1,
          (out, r) -> {
            out.name(r.standing());
            out.number(r.revision());
            LOG_RECORD.write(out, r.record());
            out.optionalText(r.e164());
          },
          in ->
              new LedgerRow(
                  in.name(Standing.class), in.number(), LOG_RECORD.read(in), in.optionalText()));

  public static final Codec<Account> ACCOUNT =
      new Codec<>(
          "account",
          1,
          (out, a) -> {
            out.text(a.id());
            out.text(a.name());
            out.optionalText(a.contact());
            out.optionalText(a.country());
          },
          in -> new Account(in.text(), in.text(), in.optionalText(), in.optionalText()));

  public static final Codec<AccountHistory.Version> ACCOUNT_VERSION =
      new Codec<>(
          "account version",
          1,
          (out, v) -> {
            out.number(v.partition());
            out.number(v.offset());
            out.number(v.timestamp());
            out.optional(v.account(), ACCOUNT::write);
          },
          in ->
              new AccountHistory.Version(
                  in.integer(), in.number(), in.number(), in.optional(ACCOUNT::read)));

  public static final Codec<AccountHistory> ACCOUNT_HISTORY =
      new Codec<>(
          "account history",
          1,
          (out, h) -> out.list(h.versions(), ACCOUNT_VERSION::write),
          in -> new AccountHistory(in.list(ACCOUNT_VERSION::read)));

  public static final Codec<AccountChange> ACCOUNT_CHANGE =
      new Codec<>(
          "account change",
          1,
          (out, c) -> {
            out.text(c.accountId());
            ACCOUNT_VERSION.write(out, c.version());
          },
          in -> new AccountChange(in.text(), ACCOUNT_VERSION.read(in)));

  public static final Codec<NotificationState> NOTIFICATION_STATE =
      new Codec<>(
          "notification state",
          1,
          (out, s) -> {
            out.number(s.revision());
            out.optional(s.last(), Output::name);
            out.bytes(s.fingerprint());
          },
          in ->
              new NotificationState(
                  in.number(), in.optional(i -> i.name(NotificationAction.class)), in.bytes()));

  public static final Codec<Tally> TALLY =
      new Codec<>(
          "tally",
          1,
          (out, t) -> {
            out.number(t.exposed());
            out.number(t.drafts());
            out.counts(t.exposedByChannel());
          },
          in -> new Tally(in.number(), in.number(), in.counts()));

  public static final Codec<SeenSpan> SEEN_SPAN =
      new Codec<>(
          "seen span",
          1,
          (out, s) -> {
            out.number(s.first());
            out.number(s.last());
            out.bool(s.isExact());
          },
          in -> new SeenSpan(in.number(), in.number(), in.bool()));

  public static final Codec<PersonImpact> PERSON_IMPACT =
      new Codec<>(
          "person impact",
          1,
          (out, p) -> {
            out.number(p.records());
            NOTIFICATION_STATE.write(out, p.notification());
          },
          in -> new PersonImpact(in.number(), NOTIFICATION_STATE.read(in)));

  public static final Codec<AccountImpact> ACCOUNT_IMPACT =
      new Codec<>(
          "account impact",
          1,
          (out, a) -> {
            TALLY.write(out, a.tally());
            SEEN_SPAN.write(out, a.seen());
            out.number(a.users());
            out.bool(a.known());
            NOTIFICATION_STATE.write(out, a.notification());
          },
          in ->
              new AccountImpact(
                  TALLY.read(in),
                  SEEN_SPAN.read(in),
                  in.number(),
                  in.bool(),
                  NOTIFICATION_STATE.read(in)));

  public static final Codec<IncidentImpact> INCIDENT_IMPACT =
      new Codec<>(
          "incident impact",
          1,
          (out, i) -> {
            TALLY.write(out, i.tally());
            out.number(i.users());
            out.number(i.accounts());
            out.number(i.pending());
            out.number(i.revision());
            out.optional(i.details(), INCIDENT::write);
            out.optional(i.notifiedDetails(), INCIDENT::write);
            out.number(i.pendingSince());
          },
          Codecs::incidentImpact);

  public static final Codec<CoverageMark> COVERAGE_MARK =
      new Codec<>(
          "coverage mark",
          1,
          (out, m) -> {
            out.text(m.windowId());
            out.number(m.partition());
            out.number(m.revision());
            out.bool(m.done());
            out.bool(m.beforeRetained());
            out.number(m.deadLetters());
            out.number(m.examined());
          },
          in ->
              new CoverageMark(
                  in.text(),
                  in.integer(),
                  in.number(),
                  in.bool(),
                  in.bool(),
                  in.number(),
                  in.number()));

  public static final Codec<MatchResult> MATCH_RESULT =
      new Codec<>(
          "match result",
          1,
          (out, result) -> {
            out.bool(result instanceof MatchResult.Candidate);
            switch (result) {
              case MatchResult.Candidate c -> {
                LOG_RECORD.write(out, c.record());
                out.number(c.revision());
                out.list(c.verdicts(), VERDICT::write);
                out.number(c.arrivedAt());
              }
              case CoverageMark mark -> COVERAGE_MARK.write(out, mark);
            }
          },
          in ->
              in.bool()
                  ? new MatchResult.Candidate(
                      LOG_RECORD.read(in), in.number(), in.list(VERDICT::read), in.number())
                  : COVERAGE_MARK.read(in));

  private static final Codec<CoverageBook.Progress> PROGRESS =
      new Codec<>(
          "coverage progress",
          1,
          (out, p) -> {
            out.name(p.coverage().state());
            out.list(p.coverage().reasons(), Output::name);
            out.number(p.partitionsComplete());
            out.number(p.partitions());
            out.number(p.examined());
            out.number(p.deadLetters());
          },
          in ->
              new CoverageBook.Progress(
                  new Coverage(
                      in.name(Coverage.State.class),
                      new TreeSet<>(in.list(i -> i.name(Coverage.Reason.class)))),
                  in.integer(),
                  in.integer(),
                  in.number(),
                  in.number()));

  public static final Codec<IncidentPart> INCIDENT_PART =
      new Codec<>(
          "incident part",
          1,
          (out, p) -> {
            out.text(p.incidentId());
            out.number(p.partition());
            out.optional(p.details(), INCIDENT::write);
            out.number(p.revision());
            out.name(p.status());
            out.list(p.windows(), WINDOW::write);
            out.number(p.records());
            out.number(p.users());
            out.number(p.accounts());
            out.number(p.drafts());
            out.counts(p.byChannel());
            out.number(p.pending());
            PROGRESS.write(out, p.progress());
          },
          in ->
              new IncidentPart(
                  in.text(),
                  in.integer(),
                  in.optional(INCIDENT::read),
                  in.number(),
                  in.name(IncidentView.Status.class),
                  in.list(WINDOW::read),
                  in.number(),
                  in.number(),
                  in.number(),
                  in.number(),
                  in.counts(),
                  in.number(),
                  PROGRESS.read(in)));

  private Codecs() {}

  private static IncidentImpact incidentImpact(Input in) {
    Tally tally = TALLY.read(in);
    long users = in.number();
    long accounts = in.number();
    long pending = in.number();
    long revision = in.number();
    Incident details = in.optional(INCIDENT::read);
    Incident notifiedDetails = in.optional(INCIDENT::read);
    long pendingSince = in.number();
    return new IncidentImpact(
        tally, users, accounts, pending, pendingSince, revision, details, notifiedDetails);
  }

  private static Set<String> names(Input in) {
    List<String> names = in.list(Input::text);
    return Set.copyOf(names);
  }
}
