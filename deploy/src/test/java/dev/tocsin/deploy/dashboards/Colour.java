package dev.tocsin.deploy.dashboards;

/** Colours with a meaning; series that only differ take Grafana's palette. */
enum Colour {
  GOOD("green"),
  NEUTRAL("blue"),
  WATCH("yellow"),
  WARN("orange"),
  BAD("red"),
  PLAIN("text");

  private final String id;

  Colour(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
