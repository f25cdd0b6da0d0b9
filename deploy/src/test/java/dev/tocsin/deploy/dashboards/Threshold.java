package dev.tocsin.deploy.dashboards;

/**
 * From here on a value has this colour.
 *
 * @param from lowest value; ignored for the first of a panel, which has no lower bound
 */
record Threshold(double from, Colour colour) {}
