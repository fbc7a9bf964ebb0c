# The best optimum of lme4's own deviance function from ten starts of nlminb, after R 4.2.2 with lme4 1.1-31: Rscript designs.R
# prints name and criterion (-2 log-likelihood, restricted where REML); designs.csv has them. The tables are simulated: few groups, columns
# of any scale and offset, variances that may be zero.
suppressPackageStartupMessages(library(lme4))
ig <- "ignore"
ctl <- lmerControl(check.nobs.vs.nlev = ig, check.nobs.vs.nRE = ig, check.nobs.vs.rankZ = ig, check.nlev.gtr.1 = ig, calc.derivs = FALSE,
                   check.conv.singular = ig, check.scaleX = ig)
designs <- read.csv("designs.csv")
for (k in seq_len(nrow(designs))) {
  set.seed(k)
  d <- read.csv(paste0(designs$name[k], ".csv"), stringsAsFactors = TRUE)
  parts <- suppressMessages(lFormula(as.formula(designs$formula[k]), d, REML = designs$method[k] == "REML", control = ctl))
  dev <- suppressMessages(do.call(mkLmerDevfun, c(parts, list(control = ctl))))
  lo <- environment(dev)$lower
  n <- length(lo)
  starts <- c(list(ifelse(lo == 0, 1, 0)), lapply(1:9, function(i) ifelse(lo == 0, exp(rnorm(n, -.5, 1.5)), rnorm(n) * .7)))
  best <- min(sapply(starts, function(s) {
    r <- try(suppressWarnings(nlminb(s, dev, lower = lo, control = list(rel.tol = 1e-14, x.tol = 1e-12, eval.max = 3000, iter.max = 1500))),
             silent = TRUE)
    if (inherits(r, "try-error")) Inf else r$objective
  }))
  cat(designs$name[k], format(best, digits = 15), "\n")
}
