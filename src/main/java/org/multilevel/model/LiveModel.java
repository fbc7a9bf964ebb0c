package org.multilevel.model;

import org.multilevel.fit.Problem;

/**
 * A fitted model together with the cross-products that it was estimated from, for the questions that the estimates alone do not answer:
 * profiles, bootstrap, influence, the other likelihood. None of them needs the table again unless it says so.
 *
 * @param model the model
 * @param problem what it was estimated from
 */
public record LiveModel(MixedModel model, Problem problem) {}
