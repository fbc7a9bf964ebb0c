package org.multilevel.fit;

/** Where the cross-products of a table on a cluster are going to be while its model is fitted. */
public enum Spread {
    /** On the machine that fits, unless they have no room there. */
    AUTOMATIC,
    /** With the rows that they are of: the machine that fits holds nothing that grows with the number of groups. */
    YES,
    /** On the machine that fits. */
    NO
}
