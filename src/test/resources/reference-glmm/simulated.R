# Makes the tables in simulated/ and simulated.json: thirty designs drawn with fixed seeds, fitted as make.R fits the real ones.
# Rscript simulated.R, in this folder (a pattern as argument renews only the cases that match).
source("criterion.R")
dir.create("simulated", showWarnings = FALSE)

# Groups of `rows` rows (one number, or one a group), a numeric x, a two-level treatment of whole groups, a second crossed factor of
# `crossed` levels; the linear predictor from `beta` (intercept, x, treatment), group effects by the covariance factor `a` on (1, x), crossed
# effects by `b`, and a row effect of standard deviation `row`.
draw <- function(seed, groups, rows, beta, a, crossed = 0, b = 0, row = 0, respond) {
  set.seed(seed)
  g <- rep(seq_len(groups), length.out = groups * mean(rows))
  if (length(rows) > 1) g <- rep(seq_len(groups), times = rep(rows, length.out = groups))
  g <- sort(g); n <- length(g)
  d <- data.frame(g = sprintf("g%03d", g), x = round(runif(n, -1, 1), 3), treatment = ifelse(g %% 2 == 0, "new", "control"))
  a <- as.matrix(a); z <- cbind(1, d$x)[, seq_len(ncol(a)), drop = FALSE]
  u <- matrix(rnorm(groups * ncol(a)), groups) %*% t(a)
  eta <- beta[1] + beta[2] * d$x + beta[3] * (d$treatment == "new") + rowSums(z * u[g, , drop = FALSE])
  if (crossed > 0) {
    h <- sample(rep(seq_len(crossed), length.out = n)); d$h <- sprintf("h%02d", h)
    b <- as.matrix(b); v <- matrix(rnorm(crossed * ncol(b)), crossed) %*% t(b)
    eta <- eta + rowSums(cbind(1, d$x)[, seq_len(ncol(b)), drop = FALSE] * v[h, , drop = FALSE])
  }
  if (row > 0) { eta <- eta + rnorm(n, sd = row); d$row <- sprintf("r%03d", seq_len(n)) }
  respond(d, eta)
}
binary <- function(link = plogis) function(d, eta) { d$y <- rbinom(nrow(d), 1, link(eta)); d }
trials <- function(link = plogis) function(d, eta) { n <- 1 + rpois(nrow(d), 6); d$s <- rbinom(nrow(d), n, link(eta)); d$f <- n - d$s; d }
counts <- function(d, eta) { d$y <- rpois(nrow(d), exp(eta)); d }
exposed <- function(theta) function(d, eta) {
  d$exposure <- round(runif(nrow(d), 0.5, 4), 2)
  d$y <- if (is.finite(theta)) rnbinom(nrow(d), size = theta, mu = d$exposure * exp(eta)) else rpois(nrow(d), d$exposure * exp(eta))
  d
}
dispersed <- function(theta) function(d, eta) { d$y <- rnbinom(nrow(d), size = theta, mu = exp(eta)); d }
positive <- function(shape, inverse = FALSE) function(d, eta) {
  mu <- if (inverse) 1 / eta else exp(eta)
  d$y <- signif(rgamma(nrow(d), shape = shape, scale = mu / shape), 6); d
}
cloglog <- function(eta) -expm1(-exp(eta))
two <- function(s1, s2, r) matrix(c(s1, r * s2, 0, sqrt(1 - r^2) * s2), 2)

case <- function(name, formula, family, d, link = c(binomial = "logit", poisson = "log", "negative-binomial" = "log", gamma = "log")[[family]], ...) {
  write.csv(d, file.path("simulated", paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
  list(name = name, data = paste0("simulated/", name, ".csv"), categorical = intersect(names(d), c("g", "h", "treatment", "row")),
       formula = formula, family = family, link = link, ...)
}
one <- "y ~ x + treatment + (1 | g)"; slope <- "y ~ x + treatment + (1 + x | g)"
crossed <- "y ~ x + treatment + (1 | g) + (1 | h)"; rows <- "y ~ x + treatment + (1 | g) + (1 | row)"
share <- "cbind(s, f) ~ x + treatment + (1 | g)"
cases <- list(
  case("rare", one, "binomial", draw(1, 40, 20, c(-3.5, 1, 0.5), 0.8, respond = binary())),
  case("rare-many-groups", one, "binomial", draw(2, 150, 6, c(-3, 0.8, -0.4), 1, respond = binary())),
  case("rare-crossed", crossed, "binomial", draw(3, 40, 20, c(-3, 1, 0.5), 0.9, 12, 0.7, respond = binary())),
  case("rare-cloglog", one, "binomial", draw(4, 50, 15, c(-3, 1, 0.5), 0.7, respond = binary(cloglog)), link = "cloglog"),
  case("rare-agq15", one, "binomial", draw(5, 60, 12, c(-3, 1, 0.5), 1.2, respond = binary()), agq = 15),
  case("pairs", one, "binomial", draw(6, 200, 2, c(0.3, 1, -0.6), 1.5, respond = binary())),
  case("pairs-agq25", one, "binomial", draw(6, 200, 2, c(0.3, 1, -0.6), 1.5, respond = binary()), agq = 25),
  case("pairs-counts", one, "poisson", draw(7, 80, 2, c(0.5, 0.7, 0.3), 0.8, respond = counts)),
  case("pairs-gamma", one, "gamma", draw(8, 60, 2, c(1, 0.5, -0.3), 0.5, respond = positive(4))),
  case("rows", rows, "poisson", draw(9, 25, 12, c(1, 0.5, -0.3), 0.6, row = 0.7, respond = counts)),
  case("rows-binomial", "cbind(s, f) ~ x + treatment + (1 | g) + (1 | row)", "binomial", draw(10, 25, 12, c(-0.5, 1, 0.5), 0.6, row = 0.8, respond = trials())),
  case("overdispersed", one, "poisson", draw(11, 30, 10, c(1.5, 0.5, -0.3), 0.5, respond = dispersed(1.5))),
  case("overdispersed-nb", one, "negative-binomial", draw(11, 30, 10, c(1.5, 0.5, -0.3), 0.5, respond = dispersed(1.5))),
  case("zeros-nb", one, "negative-binomial", draw(12, 40, 10, c(-0.5, 0.7, 0.4), 0.8, respond = dispersed(0.7))),
  case("crossed-slopes", "y ~ x + treatment + (1 + x | g) + (1 + x | h)", "poisson",
       draw(13, 30, 20, c(0.8, 0.5, 0.2), two(0.5, 0.4, 0.3), 15, two(0.4, 0.3, -0.4), respond = counts)),
  case("crossed-slope-binomial", "y ~ x + treatment + (1 + x | g) + (1 | h)", "binomial",
       draw(14, 50, 24, c(0.2, 1, -0.5), two(0.9, 1, 0.4), 20, 0.7, respond = binary())),
  case("crossed-probit", crossed, "binomial", draw(15, 30, 20, c(0.1, 0.7, 0.4), 0.6, 15, 0.5, respond = binary(pnorm)), link = "probit"),
  case("crossed-nb", crossed, "negative-binomial", draw(16, 30, 16, c(1, 0.5, 0.3), 0.5, 12, 0.5, respond = dispersed(2))),
  case("crossed-gamma", crossed, "gamma", draw(17, 25, 16, c(1, 0.5, 0.3), 0.4, 10, 0.3, respond = positive(5))),
  case("independent-slope", "y ~ x + treatment + (1 | g) + (0 + x | g)", "poisson", draw(18, 40, 12, c(0.5, 0.6, 0.3), two(0.6, 0.5, 0), respond = counts)),
  case("gamma-slope", slope, "gamma", draw(19, 40, 10, c(1, 0.5, -0.2), two(0.5, 0.4, 0.5), respond = positive(3))),
  case("gamma-inverse", one, "gamma", draw(20, 30, 12, c(3, 0.5, 0.4), 0.4, respond = positive(6, TRUE)), link = "inverse", starts = c(0, -1, -2)),
  case("gamma-agq9", one, "gamma", draw(21, 50, 3, c(1, 0.5, -0.2), 0.6, respond = positive(2)), agq = 9),
  case("nb-slope-exposure", "y ~ x + treatment + offset(log(exposure)) + (1 + x | g)", "negative-binomial",
       draw(22, 50, 14, c(0.3, 0.5, 0.3), two(0.5, 0.6, -0.3), respond = exposed(2.5))),
  case("nb-slope-agq9", slope, "negative-binomial", draw(23, 60, 10, c(0.6, 0.5, 0.3), two(0.6, 0.7, 0.3), respond = dispersed(2)), agq = 9),
  case("exposure-agq7", "y ~ x + treatment + offset(log(exposure)) + (1 | g)", "poisson", draw(24, 60, 4, c(-0.5, 0.5, 0.3), 0.9, respond = exposed(Inf)), agq = 7),
  case("slope-agq19", slope, "binomial", draw(25, 80, 10, c(0.3, 1, -0.5), two(1, 1.4, 0.4), respond = binary()), agq = 19),
  case("slope-counts-agq9", slope, "poisson", draw(26, 60, 6, c(0.2, 0.5, 0.3), two(0.6, 0.7, -0.3), respond = counts), agq = 9),
  case("unequal-trials", share, "binomial", draw(27, 40, c(1, 2, 9, 4, 30), c(-0.5, 0.8, 0.4), 0.8, respond = trials())),
  case("unequal-trials-cloglog-agq11", share, "binomial", draw(28, 40, c(1, 2, 9, 4, 30), c(-0.8, 0.6, 0.4), 0.6, respond = trials(cloglog)), link = "cloglog", agq = 11))
keep(cases, "simulated.json", c("as in open.json", "the generator and its seeds: simulated.R; random numbers of R 3.6 and later"))
