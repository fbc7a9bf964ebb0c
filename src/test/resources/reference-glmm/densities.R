# Log-densities of R for responses, sizes and linear predictors far out, at which cancellation and overflow show.
# Made with R 4.2.2; run in this folder: Rscript densities.R
library(jsonlite)
rows <- list()
add <- function(family, link, y, size, eta, zeta, value) {
  rows[[length(rows) + 1]] <<- list(family = family, link = link, y = y, size = size, eta = eta, zeta = zeta, value = value)
}
etas <- c(-700, -40, -12, -3, -1, -1e-3, 0, 0.7, 2.5, 8, 20, 37, 700)
for (eta in etas) {
  for (case in list(c(0, 1), c(1, 1), c(0, 12), c(7, 12), c(12, 12), c(3e5, 1e6))) {
    y <- case[1]; n <- case[2]
    add("binomial", "logit", y, n, eta, 0, lchoose(n, y) + y * plogis(eta, log.p = TRUE) + (n - y) * plogis(-eta, log.p = TRUE))
    if (abs(eta) <= 37) {
      add("binomial", "probit", y, n, eta, 0, lchoose(n, y) + y * pnorm(eta, log.p = TRUE) + (n - y) * pnorm(-eta, log.p = TRUE))
      # log(1 - exp(-exp(eta))) is the log of the exponential distribution function at exp(eta)
      add("binomial", "cloglog", y, n, eta, 0, lchoose(n, y) +
        (if (y > 0) y * pexp(exp(eta), log.p = TRUE) else 0) - (n - y) * exp(eta))
    }
  }
}
for (eta in c(-40, -12, -3, 0, 0.7, 2.5, 8, 20)) {
  for (y in c(0, 1, 17, 65, 4000, 1e9)) {
    add("poisson", "log", y, 1, eta, 0, dpois(y, exp(eta), log = TRUE))
    for (zeta in c(-4, 0, 0.8, 6)) add("negative-binomial", "log", y, 1, eta, zeta, dnbinom(y, size = exp(zeta), mu = exp(eta), log = TRUE))
  }
  for (y in c(1e-8, 0.3, 1, 40, 1e7)) for (zeta in c(-3, 0, 2, 7)) {
    add("gamma", "log", y, 1, eta, zeta, dgamma(y, shape = exp(zeta), scale = exp(eta - zeta), log = TRUE))
    if (eta > 0) add("gamma", "inverse", y, 1, eta, zeta, dgamma(y, shape = exp(zeta), rate = exp(zeta) * eta, log = TRUE))
  }
}
con <- file("densities.json", "w", encoding = "UTF-8")
writeLines(toJSON(list(meta = list(r = paste(R.version$major, R.version$minor, sep = ".")), rows = rows), auto_unbox = TRUE, digits = NA), con)
close(con)
