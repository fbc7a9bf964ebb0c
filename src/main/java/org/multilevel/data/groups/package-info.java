/**
 * What is done with a table by groups before any model: columns split between and within groups, rows divided into folds
 * that know groups.
 */
@NullMarked
package org.multilevel.data.groups;

import org.jspecify.annotations.NullMarked;
