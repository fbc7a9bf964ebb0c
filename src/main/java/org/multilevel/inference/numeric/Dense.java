package org.multilevel.inference.numeric;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;

/** The few operations on small matrices (rows of hypotheses, covariances of fixed effects) that tests need. */
public final class Dense {
    private Dense() {}

    public static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b.length == 0 ? 0 : b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < product[i].length && a[i][k] != 0; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    public static double[] times(double[][] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], b);
        }
        return product;
    }

    /** Returns l m l', for the rows l (q x p) and a symmetric m. */
    public static double[][] sandwich(double[][] l, double[][] m) {
        double[][] half = times(l, m);
        double[][] result = new double[l.length][l.length];
        for (int i = 0; i < l.length; i++) {
            for (int j = 0; j <= i; j++) {
                result[i][j] = dot(half[i], l[j]);
                result[j][i] = result[i][j];
            }
        }
        return result;
    }

    /** Returns l'm l. */
    public static double quadratic(double[] l, double[][] m) {
        return dot(l, times(m, l));
    }

    /** Returns how far {@link #quadratic} may be from what it is in exact numbers. */
    public static double quadraticRounding(double[] l, double[][] m) {
        double size = 0;
        for (int i = 0; i < l.length; i++) {
            for (int j = 0; j < l.length; j++) {
                size += Math.abs(l[i] * m[i][j] * l[j]);
            }
        }
        return Math.ulp(1.0) * size;
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public static double trace(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i][i];
        }
        return sum;
    }

    public static double[][] inverse(double[][] a) {
        return new LUDecomposition(new Array2DRowRealMatrix(a, false), 0)
                .getSolver()
                .getInverse()
                .getData();
    }
}
