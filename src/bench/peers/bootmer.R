# Seconds for a replicate of lme4's bootMer, for src/bench/bootstrap.sh: NAME FILE FORMULA REPLICATES OURS.
suppressMessages(library(lme4))
a <- commandArgs(TRUE)
d <- read.csv(a[2], stringsAsFactors = TRUE)
f <- as.formula(a[3])
g <- all.vars(findbars(f)[[1]][[3]])
d[[g]] <- factor(d[[g]])
m <- suppressWarnings(lmer(f, d))
n <- as.integer(a[4])
s <- system.time(b <- suppressWarnings(suppressMessages(bootMer(m, function(x) c(fixef(x), sigma(x)), nsim = n, seed = 1))))[["elapsed"]]
cat(sprintf("%s lme4: %d replicates in %.1f s, %.4f s each; %.0f times ours\n", a[1], n, s, s / n, s / n / as.numeric(a[5])))
