package org.multilevel.report;

import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.picture.PictureRequest;

/**
 * A picture of a report with what it was asked for, by which the page knows where it belongs.
 *
 * @param request kind, and group and term where they were chosen
 * @param chart what it shows
 */
public record ReportPicture(PictureRequest request, ChartDescription chart) {}
