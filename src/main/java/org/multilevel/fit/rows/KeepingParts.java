package org.multilevel.fit.rows;

/** Parts of a table that can keep what was made of them where they lie; no level of a grouping factor is in two of them. */
public interface KeepingParts {
    /** Returns whether cross-products are to stay with the parts also where they would fit the machine that asks. */
    boolean always();

    /**
     * Makes something of every part, which is kept until it is closed, or the parts are. What is made of it last is what a fit stands on, of
     * which its host asks {@link KeptPart#effects}.
     *
     * @param making what {@link KeptPart#of} takes where the part lies
     */
    KeptParts keep(byte[] making);
}
