# Profile likelihood intervals of generalised models, in profile.json: Rscript profile.R, in this folder.
# Every parameter is one of glmmTMB's objective (coefficients; log of deviations; of a correlation r, r / sqrt(1 - r^2); log of the dispersion),
# so it is held there, the others are optimised with TMB's gradient, and the root of the rise is bracketed. lme4's own profile of cbpp stands in
# "checks"; quadrature is lme4's deviance function. Versions stand in the file's "meta".
suppressMessages({library(lme4); library(glmmTMB); library(jsonlite)})
read <- function(f, cat) { d <- read.csv(paste0(f, ".csv")); for (k in cat) d[[k]] <- factor(d[[k]]); d }
families <- list(binomial = binomial, poisson = poisson, gamma = Gamma)
family <- function(c) if (c$family == "negative-binomial") nbinom2(link = "log") else families[[c$family]](link = c$link)
reach <- sqrt(qchisq(0.95, 1))

best <- function(fn, gr, start) {
  control <- list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-15, x.tol = 0)
  for (i in 1:3) start <- nlminb(start, fn, gr, control = control)$par
  start
}
ends <- function(fn, gr, at, i, step) {
  least <- fn(at)
  end <- function(side) {
    warm <- at[-i]
    rise <- function(v) {
      full <- function(o) { x <- at; x[-i] <- o; x[i] <- v; x }
      warm <<- best(function(o) fn(full(o)), if (is.null(gr)) NULL else function(o) gr(full(o))[-i], warm)
      sqrt(max(0, 2 * (fn(full(warm)) - least))) - reach
    }
    inner <- at[i]; outer <- at[i]; f <- -reach; fi <- -reach
    for (k in 1:30) {
      inner <- outer; fi <- f; outer <- outer + side * step; f <- rise(outer)
      if (is.na(f) || f > 0) break
      if (abs(outer - at[i]) > 25 * step) return(NA)
    }
    if (is.na(f) || f <= 0) return(NA)
    uniroot(rise, sort(c(inner, outer)), tol = 1e-9 * step)$root
  }
  c(end(-1), end(1))
}
case <- function(name, data, categorical, formula, family = "binomial", link = "logit", ...)
  list(name = name, data = data, categorical = categorical, formula = formula, family = family, link = link, ...)
con <- c("district", "use", "livch", "urban")
cases <- list(
  case("cbpp", "cbpp", c("herd", "period"), "cbind(incidence, healthy) ~ period + (1 | herd)"),
  case("cbpp-cloglog", "cbpp", c("herd", "period"), "cbind(incidence, healthy) ~ period + (1 | herd)", link = "cloglog"),
  case("contraception-slope", "contraception", con, "use ~ age + urban + (1 + urban | district)"),
  case("epil-nb", "epil", c("trt", "subject"), "y ~ lbase * trt + lage + V4 + (1 | subject)", "negative-binomial", "log"),
  case("salamanders", "salamanders", c("site", "mined", "spp"), "count ~ mined + cover + (1 | site)", "poisson", "log"),
  case("overdispersed-rows", "overdispersed", c("f", "obs"), "y ~ x + (1 | f) + (1 | obs)", "poisson", "log"),
  case("sleep", "sleep", "Subject", "Seconds ~ Days + (1 + Days | Subject)", "gamma", "log"))
names_of <- function(m) {
  terms <- unlist(lapply(names(m$modelInfo$reTrms$cond$cnms), function(g) {
    n <- m$modelInfo$reTrms$cond$cnms[[g]]
    c(paste0("sd:", g, ":", n), if (length(n) == 2) paste0("cor:", g, ":", n[1], ":", n[2]))
  }))
  c(paste0("fixed:", names(fixef(m)$cond)), if ("betad" %in% names(m$fit$par)) "dispersion", terms)
}
profiled <- lapply(cases, function(c) {
  d <- read(c$data, c$categorical)
  m <- glmmTMB(as.formula(c$formula), d, family(c))
  fn <- function(x) as.numeric(m$obj$fn(x)); gr <- function(x) as.numeric(m$obj$gr(x))
  at <- best(fn, gr, m$fit$par); se <- sqrt(diag(m$sdr$cov.fixed)); n <- names_of(m)
  back <- lapply(n, function(k) if (startsWith(k, "fixed:")) identity else if (startsWith(k, "cor:")) function(x) x / sqrt(1 + x^2) else
    if (k == "dispersion" && c$family == "gamma") function(x) exp(-x) else exp)
  found <- lapply(seq_along(n), function(i) { e <- ends(fn, gr, at, i, se[i]); v <- sapply(e, back[[i]])
    if (n[i] == "dispersion" && c$family == "gamma") v <- rev(v)
    cat(c$name, n[i], v, "\n")
    list(parameter = n[i], estimate = unname(back[[i]](at[i])), lower = unname(v[1]), upper = unname(v[2])) })
  c(c, list(agq = 1, intervals = found))
})
# quadrature
d <- read("cbpp", c("herd", "period"))
f <- glmer(cbind(incidence, healthy) ~ period + (1 | herd), d, binomial, nAGQ = 9)
dev <- glmer(cbind(incidence, healthy) ~ period + (1 | herd), d, binomial, nAGQ = 9, devFunOnly = TRUE,
             control = glmerControl(tolPwrss = 1e-13))
half <- function(x) dev(x) / 2
x <- c(getME(f, "theta"), fixef(f)); for (i in 1:4) x <- nlminb(x, half, lower = c(0, rep(-Inf, 4)), control = list(rel.tol = 1e-14, x.tol = 0))$par
n <- c("sd:herd:(Intercept)", paste0("fixed:", names(fixef(f))))
profiled <- c(profiled, list(c(case("cbpp-agq9", "cbpp", c("herd", "period"), "cbind(incidence, healthy) ~ period + (1 | herd)"), list(agq = 9,
  intervals = lapply(1:5, function(i) { e <- ends(half, NULL, unname(x), i, c(0.18, sqrt(diag(vcov(f))))[i]); cat(n[i], e, "\n")
    list(parameter = n[i], estimate = unname(x[i]), lower = e[1], upper = e[2]) })))))
tight <- glmerControl(optimizer = "bobyqa", tolPwrss = 1e-13, optCtrl = list(rhoend = 1e-10, maxfun = 1e6))
own <- confint(profile(glmer(cbind(incidence, healthy) ~ period + (1 | herd), d, binomial, control = tight), signames = FALSE))
print(own)
version <- function(p) as.character(packageVersion(p))
write(toJSON(list(meta = list(r = R.version.string, lme4 = version("lme4"), glmmTMB = version("glmmTMB"), TMB = version("TMB")),
                  checks = list(lme4_cbpp = list(parameter = rownames(own), lower = own[, 1], upper = own[, 2])), cases = profiled),
             digits = NA, auto_unbox = TRUE, pretty = TRUE, na = "null"), "profile.json")
