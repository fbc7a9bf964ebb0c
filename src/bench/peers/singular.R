# Times lme4's default fit of the designs that Singular.java timed, for src/bench/singular.sh: FOLDER OURS. Medians of five fits after one
# to warm up; prints a line for each design in which ours is slower, and at the end how many there are and the worst ratio.
suppressPackageStartupMessages({library(lme4); library(jsonlite)})
a <- commandArgs(TRUE)
cases <- fromJSON(file.path(a[1], "cases.json"))
ours <- read.table(a[2], col.names = c("i", "seconds", "criterion", "evaluations"))
ig <- "ignore"
ctl <- lmerControl(check.nobs.vs.nlev = ig, check.nobs.vs.nRE = ig, check.nobs.vs.rankZ = ig, check.nlev.gtr.1 = ig)
ratio <- sapply(seq_len(nrow(ours)), function(k) {
  case <- cases[cases$i == ours$i[k], ]
  d <- read.csv(file.path(a[1], paste0(case$i, ".csv")), stringsAsFactors = TRUE)
  d$.w <- if (case$w) d$w else 1
  f <- as.formula(case$f)
  one <- function() suppressWarnings(suppressMessages(
    if (case$w) lmer(f, d, REML = case$reml, weights = .w, control = ctl) else lmer(f, d, REML = case$reml, control = ctl)))
  if (inherits(try(one(), silent = TRUE), "try-error")) return(NA)
  peer <- median(replicate(5, sum(system.time(one(), gcFirst = FALSE)[1:2])))
  r <- ours$seconds[k] / peer
  if (r > 1) cat(sprintf("slower: %d %s, %.4f s, lme4 %.4f s, %d evaluations\n", case$i, case$f, ours$seconds[k], peer, ours$evaluations[k]))
  r
})
ratio <- ratio[!is.na(ratio)]
cat(sprintf("| %s | %d | %d | %.0f | %.0f | %.2f |\n", basename(a[1]), length(ratio), sum(ratio > 1), median(ours$evaluations),
            1 / median(ratio), max(ratio)))
