package org.multilevel.chart.data;

/**
 * The least-squares line through points that come one by one, each with a weight.
 *
 * <p>Means and sums of products around them are kept up to date, which loses no digits where the numbers are far from zero. Source: Welford
 * (1962), Technometrics 4, 419-420; with weights West (1979), Communications of the ACM 22, 532-535.
 */
public final class LineFit {
    private long count;
    private double weights;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double products;

    /** Adds a point that counts once. */
    void add(double x, double y) {
        add(x, y, 1);
    }

    /** Adds a point that counts by its weight. */
    void add(double x, double y, double weight) {
        count++;
        if (weight > 0) {
            weights += weight;
            double dx = x - meanX;
            meanX += weight * dx / weights;
            meanY += weight * (y - meanY) / weights;
            squaresX += weight * dx * (x - meanX);
            products += weight * dx * (y - meanY);
        }
    }

    /** Returns how many points there are. */
    public long count() {
        return count;
    }

    /** Returns the mean of x. */
    public double meanX() {
        return meanX;
    }

    /** Returns the mean of y. */
    public double meanY() {
        return meanY;
    }

    double squaresX() {
        return squaresX;
    }

    double products() {
        return products;
    }

    /** Returns whether the points have more than one x, so that there is a line. */
    public boolean hasSlope() {
        return squaresX > 1e-18 * weights * meanX * meanX && squaresX > 0;
    }

    /** Returns the slope; NaN without one. */
    public double slope() {
        return hasSlope() ? products / squaresX : Double.NaN;
    }

    /** Returns the height of the line at a place. */
    public double at(double x) {
        return meanY + slope() * (x - meanX);
    }

    /** Returns the height of the line at 0. */
    public double intercept() {
        return at(0);
    }
}
