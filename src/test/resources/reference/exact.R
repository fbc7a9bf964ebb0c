# Exact tests of one variance by simulation, for ExactVarianceTestTest.
# Made with R 4.2.2, lme4 1.1-31 and RLRsim 3.1-8: Rscript exact.R > exact.csv, in the folder of this file. 100,000 draws each.
suppressMessages({library(lme4); library(RLRsim)})
data <- file.path("..", "..", "..", "..", "workflows", "data")
rows <- list()
restricted <- function(file, formula, factors) {
  table <- read.csv(file.path(data, file)); for (f in factors) table[[f]] <- factor(table[[f]])
  m <- lmer(as.formula(formula), table, REML = TRUE)
  r <- suppressMessages(exactRLRT(m, nsim = 1e5, seed = 1))
  rows[[length(rows) + 1]] <<- data.frame(data = file, formula = formula, null = "", statistic = unname(r$statistic), p = r$p.value)
}
likelihood <- function(file, formula, null, factors) {
  table <- read.csv(file.path(data, file)); for (f in factors) table[[f]] <- factor(table[[f]])
  m <- lmer(as.formula(formula), table, REML = FALSE)
  r <- suppressMessages(exactLRT(m, lm(as.formula(null), table), nsim = 1e5, seed = 1))
  rows[[length(rows) + 1]] <<- data.frame(data = file, formula = formula, null = null, statistic = unname(r$statistic), p = r$p.value)
}
restricted("Dyestuff.csv", "Yield ~ 1 + (1 | Batch)", "Batch")
restricted("Pastes.csv", "strength ~ 1 + (1 | batch)", "batch")
restricted("ergoStool.csv", "effort ~ Type + (1 | Subject)", c("Type", "Subject"))
likelihood("Dyestuff.csv", "Yield ~ 1 + (1 | Batch)", "Yield ~ 1", "Batch")
likelihood("Pastes.csv", "strength ~ cask + (1 | batch)", "strength ~ 1", "batch")
write.csv(do.call(rbind, rows), stdout(), row.names = FALSE)
