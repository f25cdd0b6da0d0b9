package dev.tocsin.deploy.dashboards;

/** Units as Grafana names them. */
enum Unit {
  COUNT("short"),
  WHOLE("none"),
  PER_SECOND("cps"),
  RECORDS_PER_SECOND("recps"),
  SHARE("percentunit"),
  SECONDS("s"),
  MILLISECONDS("ms"),
  BYTES("bytes"),
  /** Of milliseconds since 1970. */
  MOMENT("dateTimeAsIso"),
  BOOLEAN("bool"),
  TEXT("string");

  private final String id;

  Unit(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
