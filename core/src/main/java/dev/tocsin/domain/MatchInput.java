package dev.tocsin.domain;

/** What the match stage processes: records of the providers, and changes of windows. */
public sealed interface MatchInput permits LogRecord, WindowChange {}
