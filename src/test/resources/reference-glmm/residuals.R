# Fitted values and residuals that lme4 gives for some rows of each family and link, with the linear predictors and dispersions they belong to.
# Made with R 4.2.2 and lme4 1.1-31; run in this folder: Rscript residuals.R
library(lme4)
library(jsonlite)
control <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 1e-3, rhoend = 1e-10, maxfun = 1e6), tolPwrss = 1e-13,
  check.conv.grad = "ignore", check.conv.hess = "ignore", calc.derivs = FALSE)
cases <- list()
add <- function(name, fit, family, link, dispersion, trials = NULL, weight = NULL, every = 1) {
  rows <- seq(1, nobs(fit), by = every)
  y <- fit@resp$y
  n <- if (is.null(trials)) rep(1, nobs(fit)) else trials
  w <- if (is.null(weight)) rep(1, nobs(fit)) else weight
  cases[[length(cases) + 1]] <<- list(
    name = name, family = family, link = link, dispersion = dispersion, every = every,
    y = (y * n)[rows], trials = n[rows], weight = w[rows],
    eta = unname(predict(fit, type = "link"))[rows], fitted = unname(fitted(fit))[rows],
    population = unname(predict(fit, re.form = NA, type = "response"))[rows],
    response = unname(residuals(fit, type = "response"))[rows],
    pearson = unname(residuals(fit, type = "pearson"))[rows], deviance = unname(residuals(fit, type = "deviance"))[rows])
}
cbpp <- read.csv("cbpp.csv")
cbpp$period <- factor(cbpp$period)
binomial_of <- function(link) glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, binomial(link), control = control)
for (link in c("logit", "probit", "cloglog")) add(paste0("cbpp-", link), binomial_of(link), "binomial", link, 1, trials = cbpp$size)
contraception <- read.csv("contraception.csv")
contraception$use <- factor(contraception$use)
add("contraception", glmer(use ~ urban + age + (1 | district), contraception, binomial, control = control),
  "binomial", "logit", 1, every = 40)
epil <- read.csv("epil.csv")
epil$count_weight <- rep(c(1, 2, 0.5), length.out = nrow(epil))
add("epil", glmer(y ~ lbase * trt + lage + V4 + (1 | subject), epil, poisson, control = control), "poisson", "log", 1, every = 5)
add("epil-weighted", glmer(y ~ lbase * trt + lage + V4 + (1 | subject), epil, poisson, weights = count_weight, control = control),
  "poisson", "log", 1, weight = epil$count_weight, every = 5)
nb <- glmer.nb(y ~ lbase * trt + lage + V4 + (1 | subject), epil)
add("epil-negative-binomial", nb, "negative-binomial", "log", getME(nb, "glmer.nb.theta"), every = 5)
cake <- read.csv("cake.csv")
for (link in c("log", "inverse")) {
  fit <- glmer(angle ~ recipe + temp + (1 | replicate), cake, Gamma(link))
  add(paste0("cake-", link), fit, "gamma", link, sigma(fit)^2, every = 10)
}
con <- file("residuals.json", "w", encoding = "UTF-8")
writeLines(toJSON(list(
  meta = list(r = paste(R.version$major, R.version$minor, sep = "."), lme4 = as.character(packageVersion("lme4"))),
  cases = cases), auto_unbox = TRUE, digits = NA), con)
close(con)
