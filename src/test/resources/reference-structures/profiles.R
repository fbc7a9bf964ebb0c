# Makes profiles.json: 95 per cent profile-likelihood intervals where intervals.R has none: of fixed effects, of the likelihood that is not restricted (a column less, and
# its known part taken off the response), and of standard deviations and correlations that no single coordinate of the criterion holds, of the
# criterion that was optimised, by sequential quadratic programming with the value as a constraint.
source("report.R"); suppressMessages(library(nloptr))
all <- c(fromJSON("open.json", simplifyVector = FALSE)$cases, fromJSON("simulated.json", simplifyVector = FALSE)$cases); names(all) <- vapply(all, `[[`, "", "name")
named <- function(m, theta) {
  at <- list(theta = theta, at = list(G = Map(term_matrix, m$terms, cut_theta(m, theta)$terms), beta = numeric(ncol(m$X)), cov = diag(ncol(m$X)), work = lapply(m$blocks, function(b) list(a = numeric(length(b$i))))), H = 1, starts = 0, gradient = 0)
  r <- result(m, at)
  unlist(list(sd = r$sd, random = r$random_correlations, residual = setNames(r$residual_variances, paste0(" ", names(r$residual_variances))), correlation = r$correlations))
}
model <- function(case, method) prepare(list(name = case$name, data = case$data, categorical = unlist(case$categorical), formula = case$formula, residual = case$residual,
                                             residual_variance = case$residual_variance, method = method))
goal <- qchisq(0.95, 1) / 2
ends <- function(at, estimate, step) sort(vapply(c(-1, 1), function(side) {
  x <- estimate + 2 * side * step; while (at(x) < 0) x <- x + side * step
  uniroot(at, sort(c(estimate, x)), tol = 1e-8 * step)$root }, 0))
fixed <- function(case) {
  m <- model(case, "ML"); o <- optimum(m, 3)
  lapply(seq_len(ncol(m$X)), function(j) {
    memory <- o$theta
    at <- function(v) {
      h <- m; h$X <- m$X[, -j, drop = FALSE]
      h$blocks <- lapply(m$blocks, function(B) { B$y <- B$y - v * B$X[, j]; B$X <- B$X[, -j, drop = FALSE]; B })
      f <- nlminb(memory, function(p) -evaluate(h, p)$value, function(p) -evaluate(h, p, TRUE)$gradient, control = list(rel.tol = 1e-13, x.tol = 1e-10, iter.max = 500, eval.max = 1000))
      memory <<- f$par; f$objective + o$at$value - goal }
    e <- ends(at, o$at$beta[j], sqrt(o$at$cov[j, j])); list(kind = "fixed", name = colnames(m$X)[j], estimate = o$at$beta[[j]], lower = e[1], upper = e[2]) })
}
others <- function(case, names) {
  m <- model(case, case$method); o <- optimum(m, 3); estimate <- named(m, o$theta); J <- jacobian(function(t) named(m, t), o$theta); se <- sqrt(diag(J %*% solve(o$H, t(J))))
  lapply(match(names, names(estimate)), function(i) {
    memory <- o$theta
    at <- function(v) {
      run <- function(from) nloptr(from, eval_f = function(t) list(objective = -evaluate(m, t)$value, gradient = -evaluate(m, t, TRUE)$gradient),
                  eval_g_eq = function(t) list(constraints = (named(m, t)[[i]] - v) / se[i], jacobian = matrix(grad(function(u) named(m, u)[[i]], t) / se[i], 1)),
                  opts = list(algorithm = "NLOPT_LD_SLSQP", xtol_rel = 1e-11, ftol_rel = 1e-15, maxeval = 500))
      f <- run(run(memory)$solution); stopifnot(abs(named(m, f$solution)[[i]] - v) < 1e-7 * se[i])
      memory <<- f$solution; f$objective + o$at$value - goal }
    e <- ends(at, estimate[[i]], se[i]); parts <- strsplit(names(estimate)[i], ".", fixed = TRUE)[[1]]
    list(kind = parts[1], name = trimws(paste(parts[-1], collapse = ".")), estimate = estimate[[i]], lower = e[1], upper = e[2]) })
}
done <- list()
keep <- function(name, parameters) {
  done[[length(done) + 1]] <<- list(name = name, parameters = parameters)
  cat(name, "\n"); for (x in parameters) cat("   ", x$kind, x$name, x$estimate, x$lower, x$upper, "\n")
}
for (n in c("orthodont-intercept-sex", "orthodont-ar1-ml", "orthodont-toep", "bodyweight-slope-ar1", "design-32")) keep(n, fixed(all[[n]]))
keep("orthodont-toep", others(all[["orthodont-toep"]], c("correlation.lag 2", "correlation.lag 3")))
keep("orthodont-us-ml", others(all[["orthodont-us-ml"]], c("correlation.10,12", "correlation.8,14")))
keep("bodyweight-slope-ar1", others(all[["bodyweight-slope-ar1"]], c("sd.Rat: Time", "random.Rat: (Intercept),Time")))
write(toJSON(list(meta = list(R = as.character(getRversion()), nloptr = as.character(packageVersion("nloptr")), notes = I("fixed: of the likelihood that is not restricted; others: of the criterion that was optimised")), cases = done),
  auto_unbox = TRUE, digits = NA, pretty = 1), "profiles.json")
