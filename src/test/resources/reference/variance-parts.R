# Intervals of intraclass correlations and R squared, and bootstrap tests of nested models, the reference of VariancePartsTest and
# BootstrapTestTest. Run in this folder with the folder of the sample tables as argument: Rscript variance-parts.R ../../../../workflows/data
# R 4.2.2, lme4 1.1-31, numDeriv 2016.8-1.1, pbkrtest 0.5.2, jsonlite 1.8.4. Fits are driven to xtol 1e-12.
suppressMessages({library(lme4); library(numDeriv); library(pbkrtest); library(jsonlite)})
dir <- commandArgs(TRUE)[1]
tight <- lmerControl(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-12), check.conv.singular = "ignore", calc.derivs = FALSE)
table <- function(data, factors) {
  d <- read.csv(file.path(dir, paste0(data, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}
# Johnson (2014): mean over the rows of z'Gz for each factor, with G = sigma^2 times the block of Lambda Lambda'
parts <- function(m, theta = getME(m, "theta"), s2 = sigma(m)^2) {
  Z <- t(getME(m, "Zt")); L <- getME(m, "Lambda"); L@x <- theta[getME(m, "Lind")]
  if (!isTRUE(all.equal(length(L@x), length(getME(m, "Lind"))))) stop("Lambda")
  A <- Z %*% L; gp <- getME(m, "Gp"); flist <- getME(m, "flist"); assign <- attr(flist, "assign")
  v <- sapply(seq_along(assign), function(t) s2 * sum(A[, (gp[t] + 1):gp[t + 1], drop = FALSE]^2) / nrow(A))
  tapply(v, names(flist)[assign], sum)
}
iccs <- function(m, theta = getME(m, "theta"), s2 = sigma(m)^2) { v <- parts(m, theta, s2); v / (sum(v) + s2) }
r2 <- function(m) { v <- sum(parts(m)); f <- var(as.vector(model.matrix(m) %*% fixef(m))); t <- f + v + sigma(m)^2; c(f / t, (f + v) / t) }
base <- function(name, data, formula, reml, factors, ...)
  list(name = name, data = data, formula = formula, reml = reml, categorical = as.list(factors), ...)
wald <- function(name, data, formula, reml, factors) {
  d <- table(data, factors)
  m <- lmer(as.formula(formula), d, REML = reml, control = tight)
  dev <- lmer(as.formula(formula), d, REML = reml, devFunOnly = TRUE)
  df <- if (reml) nobs(m) - length(fixef(m)) else nobs(m)
  k <- length(getME(m, "theta"))
  full <- function(g) {
    d0 <- dev(g[1:k]); pw <- environment(dev)$pp$sqrL(1) + environment(dev)$resp$wrss(); s2 <- exp(2 * g[k + 1])
    d0 - df * (1 + log(2 * pi * pw / df)) + df * log(2 * pi * s2) + pw / s2
  }
  g <- c(getME(m, "theta"), log(sigma(m)))
  V <- 2 * solve(hessian(full, g, method.args = list(r = 6)))
  J <- jacobian(function(g) iccs(m, g[1:k], exp(2 * g[k + 1])), g)
  est <- iccs(m); se <- sqrt(diag(J %*% V %*% t(J)))
  base(name, data, formula, reml, factors, intervals = lapply(seq_along(est), function(i) {
    l <- qlogis(est[[i]]); h <- qnorm(.975) * se[i] / (est[[i]] * (1 - est[[i]]))
    list(parameter = paste0("icc:", names(est)[i]), estimate = est[[i]], std_error = se[i], lower = plogis(l - h), upper = plogis(l + h))
  }))
}
profiled <- function(name, data, formula, factors) {
  d <- table(data, factors)
  m <- lmer(as.formula(formula), d, REML = FALSE, control = tight)
  dev <- lmer(as.formula(formula), d, REML = FALSE, devFunOnly = TRUE)
  th <- getME(m, "theta"); least <- dev(th)
  rise <- function(t) dev(t) - least - qchisq(.95, 1)
  share <- function(t) iccs(m, t, 1)[[1]]
  low <- if (rise(0) < 0) 0 else uniroot(rise, c(0, th), tol = 1e-10)$root
  up <- uniroot(rise, c(max(th, 1e-3), 100 * max(th, 1)), tol = 1e-10)$root
  base(name, data, formula, FALSE, factors,
       intervals = list(list(parameter = paste0("icc:", names(iccs(m))[1]), lower = share(low), upper = share(up))))
}
boot <- function(name, data, formula, reml, factors) {
  d <- table(data, factors)
  m <- lmer(as.formula(formula), d, REML = reml)
  f <- function(m) { i <- iccs(m); r <- r2(m); c(setNames(i, paste0("icc:", names(i))), r2_marginal = r[1], r2_conditional = r[2]) }
  b <- suppressMessages(suppressWarnings(bootMer(m, f, nsim = 1000, seed = 1)))
  base(name, data, formula, reml, factors, parameters = lapply(seq_len(ncol(b$t)), function(i) list(parameter = names(b$t0)[i],
    deciles = unname(quantile(b$t[, i], (1:9) / 10, na.rm = TRUE)), count = sum(!is.na(b$t[, i])))))
}
lrt <- function(name, data, small, large, factors) {
  d <- table(data, factors)
  d0 <<- d
  s <- lmer(as.formula(small), d0, REML = FALSE, control = tight); l <- lmer(as.formula(large), d0, REML = FALSE, control = tight)
  n <- 1000; set.seed(7)
  # pbkrtest's simulation, one after the other
  ref <- suppressMessages(suppressWarnings(PBrefdist(l, s, nsim = n, cl = 1)))
  pb <- suppressWarnings(PBmodcomp(l, s, ref = ref))
  base(name, data, small, FALSE, factors, larger = large, statistic = unname(pb$test["LRT", "stat"]),
    p = (1 + sum(ref >= pb$test["LRT", "stat"])) / (1 + n), pbmodcomp = unname(pb$test["PBtest", "p.value"]), count = n,
    deciles = unname(quantile(ref, c((1:9) / 10, .95))))
}
cases <- list(
  wald = list(
    wald("slope", "sleepstudy", "Reaction ~ Days + (Days | Subject)", TRUE, "Subject"),
    wald("growth by ML", "Oxboys", "height ~ age + (1 + age | Subject)", FALSE, "Subject"),
    wald("without a correlation", "hsb", "mathach ~ ses + (1 | school) + (0 + ses | school)", TRUE, "school"),
    wald("nested", "Machines", "score ~ Machine + (1 | Worker) + (1 | Worker:Machine)", TRUE, c("Worker", "Machine")),
    wald("crossed", "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", TRUE, c("plate", "sample"))),
  profile = list(
    profiled("intercept", "Dyestuff", "Yield ~ 1 + (1 | Batch)", "Batch"),
    profiled("boundary", "Dyestuff2", "Yield ~ 1 + (1 | Batch)", "Batch"),
    profiled("many groups", "hsb", "mathach ~ ses + meanses + (1 | school)", "school"),
    profiled("slope alone", "sleepstudy", "Reaction ~ Days + (0 + Days | Subject)", "Subject")),
  bootstrap = list(
    boot("slope", "sleepstudy", "Reaction ~ Days + (Days | Subject)", TRUE, "Subject"),
    boot("crossed", "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", TRUE, c("plate", "sample")),
    boot("growth by ML", "Orthodont", "distance ~ age * Sex + (1 | Subject)", FALSE, c("Subject", "Sex"))),
  test = list(
    lrt("fixed effects", "ergoStool", "effort ~ 1 + (1 | Subject)", "effort ~ Type + (1 | Subject)", c("Subject", "Type")),
    lrt("interaction", "Orthodont", "distance ~ age + Sex + (1 | Subject)", "distance ~ age * Sex + (1 | Subject)", c("Subject", "Sex")),
    lrt("slope", "Orthodont", "distance ~ age + Sex + (1 | Subject)", "distance ~ age + Sex + (age | Subject)", c("Subject", "Sex")),
    lrt("factor", "Pastes", "strength ~ 1 + (1 | sample)", "strength ~ 1 + (1 | sample) + (1 | batch)", c("sample", "batch"))))
write(toJSON(cases, digits = NA, auto_unbox = TRUE, pretty = TRUE), "variance-parts.json")
