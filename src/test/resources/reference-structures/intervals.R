# Makes intervals.json: standard errors (delta method from the curvature of the profiled criterion, REML or ML as the case) of every parameter of
# the structures, and 95 per cent profile-likelihood intervals of those that one coordinate of the criterion holds.
source("report.R")
all <- c(fromJSON("open.json", simplifyVector = FALSE)$cases, fromJSON("simulated.json", simplifyVector = FALSE)$cases); names(all) <- vapply(all, `[[`, "", "name")
chosen <- c("orthodont-intercept-sex", "orthodont-cs", "orthodont-cs-sex", "orthodont-ar1-ml", "orthodont-intercept-ar1", "orthodont-us-ml", "orthodont-toep", "bodyweight-ar1",
            "bodyweight-slope-ar1", "ovary-ar1", "ovary-car1-ml", "trial-cs", "trial-ar1-occasions", "trial-car1-week", "trial-intercept-ar1-arm", "schools-ar1", "schools-nested-ar1",
            "litters-cs-ml", "plots-cs", "plots-ar1-homogeneous", "plots-diag-slope", "sleep-ar1", "design-31", "design-32")
# others as arguments, for a file of their own
if (length(commandArgs(TRUE))) chosen <- commandArgs(TRUE)
named <- function(m, theta) {
  at <- list(theta = theta, at = list(G = Map(term_matrix, m$terms, cut_theta(m, theta)$terms), beta = numeric(ncol(m$X)), cov = diag(ncol(m$X)), work = lapply(m$blocks, function(b) list(a = numeric(length(b$i))))), H = 1, starts = 0, gradient = 0)
  r <- result(m, at)
  unlist(list(sd = r$sd, random = r$random_correlations, residual = setNames(r$residual_variances, paste0(" ", names(r$residual_variances))), correlation = r$correlations))
}
profile_interval <- function(m, o, k, of, signed) {
  up <- function(theta) -evaluate(m, theta)$value; slope <- function(theta) -evaluate(m, theta, TRUE)$gradient
  goal <- -o$at$value + qchisq(0.95, 1) / 2
  end <- function(side) {
    step <- side / sqrt(1 / solve(o$H)[k, k]); from <- o$theta; memory <- o$theta
    at <- function(x) { t <- memory; t[k] <- x
      f <- nlminb(t[-k], function(p) { t[-k] <- p; up(t) }, function(p) { t[-k] <- p; slope(t)[-k] }, control = list(rel.tol = 1e-14, x.tol = 1e-12, iter.max = 500, eval.max = 1000))
      memory[-k] <<- f$par; f$objective - goal }
    x <- o$theta[k] + 2 * step; tries <- 0
    while (at(x) < 0) { x <- x + step; tries <- tries + 1; if (tries > 8) return(NA) }
    root <- uniroot(at, sort(c(o$theta[k], x)), tol = 1e-11, maxiter = 200)$root
    t <- memory; t[k] <- root
    if (signed && root * o$theta[k] < 0) 0 else of(t)   # beyond zero lies the same standard deviation: the interval reaches zero
  }
  sort(c(end(-1), end(1)), na.last = TRUE)
}
one <- function(case) {
  m <- prepare(list(name = case$name, data = case$data, categorical = unlist(case$categorical), formula = case$formula, residual = case$residual,
                    residual_variance = case$residual_variance, method = case$method))
  o <- optimum(m, 3); estimate <- named(m, o$theta)
  J <- jacobian(function(t) named(m, t), o$theta); se <- sqrt(diag(J %*% solve(o$H, t(J))))
  out <- lapply(seq_along(estimate), function(i) {
    k <- which(abs(J[i, ]) > 1e-9 * max(abs(J[i, ])))
    ends <- if (length(k) == 1) profile_interval(m, o, k, function(t) named(m, t)[[i]], startsWith(names(estimate)[i], "sd")) else NULL
    parts <- strsplit(names(estimate)[i], ".", fixed = TRUE)[[1]]
    c(list(kind = parts[1], name = trimws(paste(parts[-1], collapse = ".")), estimate = estimate[[i]], se = se[i]), if (!is.null(ends)) list(lower = ends[1], upper = ends[2]))
  })
  cat(case$name, "\n"); for (x in out) cat("   ", x$kind, x$name, x$estimate, x$se, x$lower, x$upper, "\n")
  list(name = case$name, parameters = out)
}
done <- lapply(all[chosen], one)
write(toJSON(list(meta = list(R = as.character(getRversion()), numDeriv = as.character(packageVersion("numDeriv")), notes = I(c(
  "kind: sd (of a random column), random (its correlation or parameter), residual (a residual variance), correlation (of residuals)",
  "lower and upper stand only where one coordinate of the criterion is the parameter; null: the profile does not fall far enough on this side"))), cases = unname(done)),
  auto_unbox = TRUE, digits = NA, pretty = 1, null = "null", na = "null"), "intervals.json")
