package org.multilevel.chart.picture;

import org.multilevel.chart.description.ChartDescription;

/**
 * A picture together with what was asked for, by which whoever shows several knows where it belongs.
 *
 * @param chart what it shows
 */
public record DescribedPicture(PictureRequest request, ChartDescription chart) {}
