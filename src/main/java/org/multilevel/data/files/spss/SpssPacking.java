package org.multilevel.data.files.spss;

/**
 * How the rows of an SPSS file are packed.
 *
 * @param packed whether small numbers and blanks take one byte each
 * @param bias what is to be subtracted from such a byte
 * @param systemMissing the number that means a missing one
 */
record SpssPacking(boolean packed, double bias, double systemMissing) {}
