package org.multilevel.fit.leastsquares;

/** The storage of a factor that lies elsewhere. */
final class NoWorkspace extends Workspace {}
