# Makes edges/ and edges.json: models whose optimum lies on an edge of what their structures can be (a correlation at 1 or -1, a standard deviation at
# zero, also that of the first stratum), or all but on one. The best of many starts, and from the edge back inside; only the likelihood is kept.
source("criterion.R")
# standard deviations of one sign: of two signs they would make covariances that the structure does not have
term_matrix <- function(t, a) {
  k <- if (t$hom) 1 else t$p
  if (t$structure == "us") { L <- matrix(0 * a[1], t$p, t$p); L[lower.tri(L, diag = TRUE)] <- a; L <- L * t$scale; return(L %*% t(L)) }
  s <- sqrt(a[1:k]^2); s <- if (t$hom) rep(s * t$scale[1], t$p) else s * t$scale
  outer(s, s) * correlation_of(t$structure, a[-(1:k)], t$p)
}
dir.create("edges", showWarnings = FALSE)
put <- function(d, file) write.csv(format(d, digits = 7, trim = TRUE), file.path("edges", file), row.names = FALSE, quote = FALSE)
set.seed(11)
d <- expand.grid(f = letters[1:5], id = sprintf("s%02d", 1:12)); d$t <- rnorm(60); d$s <- rep(c("u", "v"), length = 60)[sample(60)]
u <- 2 * matrix(rnorm(60), 12) %*% chol(0.7^abs(outer(1:5, 1:5, "-")))
d$y <- 1 + d$t + as.vector(t(u)) + rnorm(60) * ifelse(d$s == "u", 1, 1.5); d$z <- 1 + d$t + 0.1 * as.vector(t(u)) + rnorm(60)
put(d, "cells.csv"); put(d[-sample(60, 20), ], "missing.csv")
series <- function(rho, n = 10, m = 20) {
  d <- expand.grid(t = seq_len(n), id = sprintf("s%02d", seq_len(m))); d$x <- rnorm(n * m)
  e <- unlist(lapply(seq_len(m), function(i) { e <- rnorm(1); for (j in 2:n) e[j] <- rho * e[j - 1] + sqrt(1 - rho^2) * rnorm(1); e }))
  d$y <- d$x + e; d
}
put(series(0.999), "near-one.csv"); put(series(-0.98), "near-minus-one.csv"); put(series(0), "none.csv")
case <- function(data, formula, residual = "", strata = "", method = "REML")
  list(data = file.path("edges", data), categorical = c("id", "f", "s"), formula = formula, residual = residual, residual_variance = strata, method = method)
cases <- list()
for (data in c("cells.csv", "missing.csv")) for (y in c("y", "z")) for (term in c("ar1(0 + f | id, hom = TRUE)", "ar1(0 + f | id, hom = FALSE)",
    "toep(0 + f | id, hom = FALSE)", "cs(0 + f | id, hom = FALSE)")) for (s in c("", "s"))
  cases[[length(cases) + 1]] <- case(data, sprintf("%s ~ t + %s", y, term), "", s)
for (data in c("near-one.csv", "near-minus-one.csv", "none.csv")) for (method in "REML") {
  for (residual in c("ar1(t | id)", "cs(1 | id)", "toep(t | id)")) cases[[length(cases) + 1]] <- case(data, "y ~ x", residual, "", method)
  cases[[length(cases) + 1]] <- case(data, "y ~ x + (1 | id)", "ar1(t | id)", "", method)
  cases[[length(cases) + 1]] <- case(data, "y ~ x + (1 + x | id)", "ar1(t | id)", "", "ML")
}
# toep with a standard deviation for each column and stratum has no maximum in 40 rows, and ar1 leaves no residual variance of z
cases <- Filter(function(c) !(c$data == "edges/missing.csv" && c$residual_variance == "s" && grepl("y ~ t \\+ toep", c$formula)) &&
  !(c$data == "edges/cells.csv" && c$residual_variance == "" && c$formula == "z ~ t + ar1(0 + f | id, hom = TRUE)"), cases)
for (i in seq_along(cases)) {
  c <- cases[[i]]; c$categorical <- I(intersect(c$categorical, names(read.csv(c$data))))
  m <- prepare(c); m$all_pairs <- do.call(rbind, lapply(m$blocks, `[[`, "pair")); set.seed(i)
  up <- function(theta) { v <- -evaluate(m, theta)$value; if (is.finite(v)) v else 1e10 }
  slope <- function(theta) { g <- -evaluate(m, theta, TRUE)$gradient; ifelse(is.finite(g), g, 0) }
  best <- Inf
  for (s in seq_len(17)) {
    start <- first_theta(m)
    # a residual variance of zero in the first stratum, which no random start of this case leads to
    if (s == 2 && c$data == "edges/cells.csv" && c$residual_variance == "s" && grepl("y ~ t \\+ toep", c$formula))
      start <- c(c(2.76, 2.05, 2.30, 0.40, 2.25) / m$terms[[1]]$scale, 0.74, 0.04, -2.03, -9, log(c(2.2e-4, 1.79) / m$s0)) else if (s > 1) start <- start + rnorm(m$q, sd = if (s %% 10 < 6) 0.4 else 1)
    fit <- tryCatch(nlminb(start, up, slope, control = list(eval.max = 2000, iter.max = 1000, rel.tol = 1e-13)), error = function(e) NULL)
    if (!is.null(fit)) best <- min(best, fit$objective)
  }
  cases[[i]] <- c(c, list(name = sprintf("edge-%02d", i), loglik = -best)); cat(c$formula, c$residual, c$residual_variance, c$data, -best, "\n")
}
write(toJSON(list(meta = list(R = paste(R.version$major, R.version$minor, sep = "."), notes = "loglik: the best of seventeen starts, on an edge approached to about 1e-6"),
  cases = cases), auto_unbox = TRUE, digits = 15, pretty = TRUE), "edges.json")
