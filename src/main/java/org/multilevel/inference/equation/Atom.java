package org.multilevel.inference.equation;

/** What an equation is made of, before it is known how it is set. */
sealed interface Atom {
    /**
     * A parameter or a random quantity.
     *
     * @param letter the English name of a Greek letter, or a Latin letter
     * @param index what stands below it, perhaps nothing
     */
    record Symbol(String letter, String index) implements Atom {}

    /** The square of a symbol. */
    record Square(Symbol symbol) implements Atom {}

    /**
     * A variable of the data, by the name that it has there.
     *
     * @param index over what it varies
     */
    record Variable(String name, String index) implements Atom {}

    /** A number, already rounded, without a sign unless it stands alone. */
    record Value(String digits) implements Atom {}

    /** A function of something, such as a link of a mean. */
    record Function(String name, Atom argument) implements Atom {}

    /** A quotient, such as a variance per unit of weight. */
    record Quotient(Atom dividend, Atom divisor) implements Atom {}
}
