package dev.tocsin.domain;

/** What the impact stage processes; it reads each kind from an internal topic of its own. */
public sealed interface ImpactInput permits MatchResult, WindowChange, AccountChange {}
