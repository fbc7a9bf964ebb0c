# What leaving out a group changes, in influence.json, for GeneralisedInfluenceTest: Rscript influence.R, in this folder.
# Each fit, the full one and those without a group, is glmmTMB's objective driven on with TMB's gradient; dfbeta d is the fit without the group
# less the full one, dfbetas d over the full fit's standard errors, Cook's distance d'V^-1 d / p with V the full fit's covariance.
# influence.ME 0.9-9 has the same definitions; it refits glmer with its default tolerance. Quadrature is lme4's deviance function.
suppressMessages({library(lme4); library(glmmTMB); library(jsonlite)})
read <- function(f, cat) { d <- read.csv(paste0(f, ".csv")); for (k in cat) d[[k]] <- factor(d[[k]]); d }
families <- list(binomial = binomial, poisson = poisson, gamma = Gamma)
family <- function(c) if (c$family == "negative-binomial") nbinom2(link = "log") else families[[c$family]](link = c$link)
best <- function(fn, gr, start, ...) {
  control <- list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-15, x.tol = 0)
  for (i in 1:3) start <- nlminb(start, fn, gr, control = control, ...)$par
  start
}
# Newton steps: the gradient is exact, so differences of it tell the curvature
newton <- function(gr, x) { for (i in 1:3) { h <- numDeriv::jacobian(gr, x); x <- x - solve((h + t(h)) / 2, gr(x)) }; x }
laplace <- function(c, d) {
  m <- glmmTMB(as.formula(c$formula), d, family(c))
  fn <- function(x) as.numeric(m$obj$fn(x)); gr <- function(x) as.numeric(m$obj$gr(x))
  x <- best(fn, gr, m$fit$par)
  if (max(abs(gr(x))) > 1e-7) x <- newton(gr, x)
  cnms <- m$modelInfo$reTrms$cond$cnms
  theta <- x[names(m$fit$par) == "theta"]; n <- c(); v <- c(); k <- 0
  for (g in names(cnms)) {
    q <- length(cnms[[g]])
    n <- c(n, paste0("sd:", g, ":", cnms[[g]])); v <- c(v, exp(theta[k + 1:q])); k <- k + q
    if (q == 2) { n <- c(n, paste0("cor:", g, ":", cnms[[g]][1], ":", cnms[[g]][2])); k <- k + 1; v <- c(v, theta[k] / sqrt(1 + theta[k]^2)) }
  }
  if ("betad" %in% names(m$fit$par)) {
    e <- x[names(m$fit$par) == "betad"]
    n <- c(n, "dispersion"); v <- c(v, if (c$family == "gamma") exp(-e) else exp(e))
  }
  h <- numDeriv::jacobian(gr, x)
  covariance <- function() { b <- names(m$fit$par) == "beta"; solve((h + t(h)) / 2)[b, b, drop = FALSE] }
  list(beta = unname(x[names(m$fit$par) == "beta"]), terms = names(fixef(m)$cond), names = n, values = unname(v), covariance = covariance,
    gradient = max(abs(gr(x))))
}
quadrature <- function(c, d) {
  f <- as.formula(c$formula)
  m <- glmer(f, d, binomial, nAGQ = c$agq)
  dev <- glmer(f, d, binomial, nAGQ = c$agq, devFunOnly = TRUE, control = glmerControl(tolPwrss = 1e-13))
  x <- c(getME(m, "theta"), fixef(m))
  x <- best(function(x) dev(x) / 2, NULL, x, lower = c(0, rep(-Inf, length(x) - 1)))
  covariance <- function() solve(numDeriv::hessian(function(x) dev(x) / 2, x))[-1, -1, drop = FALSE]
  list(beta = unname(x[-1]), terms = names(fixef(m)), names = paste0("sd:", names(getME(m, "cnms")), ":(Intercept)"), values = unname(x[1]),
    covariance = covariance, gradient = NA)
}
case <- function(name, data, categorical, formula, group, family = "binomial", link = "logit", agq = 1)
  list(name = name, data = data, categorical = categorical, formula = formula, group = group, family = family, link = link, agq = agq)
cb <- "cbind(incidence, healthy) ~ period + (1 | herd)"
cases <- list(
  case("cbpp", "cbpp", c("herd", "period"), cb, "herd"),
  case("cbpp-cloglog", "cbpp", c("herd", "period"), cb, "herd", link = "cloglog"),
  case("cbpp-agq9", "cbpp", c("herd", "period"), cb, "herd", agq = 9),
  case("contraception-slope", "contraception", c("district", "use", "livch", "urban"), "use ~ age + urban + (1 + urban | district)", "district"),
  case("epil-nb", "epil", c("trt", "subject"), "y ~ lbase * trt + lage + V4 + (1 | subject)", "subject", "negative-binomial", "log"),
  case("salamanders", "salamanders", c("site", "mined", "spp"), "count ~ mined + cover + (1 | site)", "site", "poisson", "log"),
  case("overdispersed-rows", "overdispersed", c("f", "obs"), "y ~ x + (1 | f) + (1 | obs)", "f", "poisson", "log"),
  case("sleep", "sleep", "Subject", "Seconds ~ Days + (1 | Subject)", "Subject", "gamma", "log"))
found <- lapply(cases, function(c) {
  d <- read(c$data, c$categorical)
  fit <- if (c$agq > 1) quadrature else laplace
  full <- fit(c, d); covariance <- full$covariance(); v <- solve(covariance); p <- length(full$beta)
  levels <- unique(as.character(d[[c$group]]))
  # of many groups a dozen spread over them
  if (length(levels) > 30) levels <- levels[round(seq(1, length(levels), length.out = 12))]
  cat(c$name, length(levels), full$gradient, "\n")
  out <- lapply(levels, function(l) {
    m <- tryCatch(fit(c, droplevels(d[d[[c$group]] != l, ])), error = function(e) NULL)
    if (is.null(m) || length(m$beta) != p) { cat("no fit without", l, "\n"); return(NULL) }
    b <- m$beta - full$beta
    list(level = l, cooks = as.numeric(b %*% v %*% b) / p, dfbetas = I(unname(b / sqrt(diag(covariance)))), change = I(m$values - full$values),
      gradient = m$gradient)
  })
  c(c, list(terms = I(full$terms), parameters = I(full$names), values = I(full$values), levels = Filter(Negate(is.null), out)))
})
meta <- list(r = R.version.string, lme4 = as.character(packageVersion("lme4")), glmmTMB = as.character(packageVersion("glmmTMB")))
write(toJSON(list(meta = meta, cases = found), digits = 15, auto_unbox = TRUE, pretty = TRUE), "influence.json")
