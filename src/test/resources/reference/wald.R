# Wald intervals of variance parameters from a numerically differenced (REML) likelihood of lme4, the reference of WaldIntervalsTest. Run
# in this folder with the folder of the sample tables as argument: Rscript wald.R ../../../../workflows/data
# R 4.2.2, lme4 1.1-31, numDeriv 2016.8-1.1. Standard deviations on the log scale, correlations on Fisher's z scale.
suppressMessages({library(lme4); library(numDeriv); library(jsonlite)})
dir <- commandArgs(TRUE)[1]
case <- function(name, data, formula, reml, q, groups, names) {
  d <- read.csv(file.path(dir, paste0(data, ".csv")))
  for (g in groups) d[[g]] <- factor(d[[g]])
  m <- lmer(as.formula(formula), d, REML = reml, control = lmerControl(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-12)))
  dev <- lmer(as.formula(formula), d, REML = reml, devFunOnly = TRUE)
  n <- nobs(m); p <- length(fixef(m)); df <- if (reml) n - p else n
  # g: log sd's (and atanh cor after two of a correlated term), log sigma last
  theta <- function(g) {
    s <- exp(g[length(g)])
    if (q == 2) { a <- exp(g[1]) / s; b <- exp(g[2]) / s; r <- tanh(g[3]); c(a, r * b, sqrt(1 - r^2) * b) } else exp(g[-length(g)]) / s
  }
  full <- function(g) {
    t <- theta(g); s2 <- exp(2 * g[length(g)])
    d0 <- dev(t); pw <- environment(dev)$pp$sqrL(1) + environment(dev)$resp$wrss()
    # profiled criterion = logdet + df (1 + log(2 pi pw / df)); at sigma: logdet + df log(2 pi s2) + pw / s2
    d0 - df * (1 + log(2 * pi * pw / df)) + df * log(2 * pi * s2) + pw / s2
  }
  v <- as.data.frame(VarCorr(m)); s <- sigma(m)
  g <- if (q == 2) c(log(v$sdcor[1]), log(v$sdcor[2]), atanh(v$sdcor[3]), log(s)) else c(log(v$sdcor[-nrow(v)]), log(s))
  se <- sqrt(diag(2 * solve(hessian(full, g, method.args = list(r = 6)))))
  back <- lapply(seq_along(g), function(i) if (q == 2 && i == 3) tanh else exp)
  list(name = name, data = data, formula = formula, reml = reml, categorical = as.list(groups),
       intervals = lapply(seq_along(g), function(i) list(parameter = names[i],
         lower = back[[i]](g[i] - qnorm(.975) * se[i]), upper = back[[i]](g[i] + qnorm(.975) * se[i]))))
}
cases <- list(
  case("slope", "sleepstudy", "Reaction ~ Days + (Days | Subject)", TRUE, 2, "Subject",
       c("sd:Subject:(Intercept)", "sd:Subject:Days", "cor:Subject:(Intercept):Days", "sd:Residual")),
  case("growth by ML", "Oxboys", "height ~ age + (1 + age | Subject)", FALSE, 2, "Subject",
       c("sd:Subject:(Intercept)", "sd:Subject:age", "cor:Subject:(Intercept):age", "sd:Residual")),
  case("crossed", "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", TRUE, 1, c("plate", "sample"),
       c("sd:plate:(Intercept)", "sd:sample:(Intercept)", "sd:Residual")))
write(toJSON(list(cases = cases), digits = NA, auto_unbox = TRUE, pretty = TRUE), "wald.json")
