# Makes envelopes.json: rises of -2 restricted log-likelihood and 95 per cent profile-likelihood intervals of random terms beside which the residual
# variance may vanish, so that a profile has several minima and the effects' covariance may be singular: each value is the lowest from many starts of
# a dense criterion. Rscript envelopes.R in this folder.
suppressMessages(library(jsonlite)); set.seed(1)
d <- read.csv("orthodont.csv"); d$Sex <- factor(d$Sex); d <- d[order(d$Subject, d$occasion), ]
occasions <- 4; subjects <- 27; n <- nrow(d); stopifnot(n == occasions * subjects)
columns <- cbind(model.matrix(~age * Sex, d), d$distance); p <- ncol(columns) - 1
of <- function(i) columns[seq(i, n, occasions), ]
# every subject has the same covariance, so cross-products of pairs of occasions are all that it needs
products <- do.call(cbind, lapply(1:occasions, function(j) sapply(1:occasions, function(i) as.vector(crossprod(of(i), of(j))))))
criterion <- function(V) {
  U <- tryCatch(chol.default(V), error = function(e) NULL); if (is.null(U)) return(1e10)
  R <- tryCatch(chol.default(matrix(products %*% as.vector(chol2inv(U)), p + 1)), error = function(e) NULL); if (is.null(R)) return(1e10)
  value <- 2 * subjects * sum(log(diag(U))) + 2 * sum(log(diag(R)[1:p])) + (n - p) * log(2 * pi) + R[p + 1, p + 1]^2
  if (is.finite(value)) value else 1e10
}
bad <- function(f) function(z) { v <- suppressWarnings(f(z)); if (is.finite(v)) v else 1e10 }
down <- function(f, z, often) { o <- optim(z, f, method = "BFGS", control = list(maxit = often, reltol = 1e-14)); o }
lowest <- function(fs, starts) {
  found <- list()
  for (f in fs) for (s in starts) if (f(s) < 1e10) found[[length(found) + 1]] <- c(down(f, s, 60), f = f)
  found <- found[order(sapply(found, `[[`, "value"))]
  best <- list(value = 1e10)
  for (o in head(found, 3)) {
    for (i in 1:2) { o2 <- optim(o$par, o$f, method = "Nelder-Mead", control = list(maxit = 1000, reltol = 1e-14)); o2 <- down(o$f, o2$par, 300); o$par <- o2$par; o$value <- o2$value }
    if (o$value < best$value) best <- o
  }
  best
}
# correlations by lag of partial ones
lags <- function(a) { left <- 1 - a[1]^2; r2 <- a[1]^2 + a[2] * left; c(a[1], r2, a[1] * (1 - a[2]) * r2 + a[2] * a[1] + a[3] * left * (1 - a[2]^2)) }
# the first partial correlation of which a lag has a value
first <- function(k, v, rest) { g <- function(x) lags(c(tanh(x), rest))[k] - v; if (!isTRUE(g(0) * g(9) < 0)) return(NaN); uniroot(g, c(0, 9), tol = 1e-14)$root }
# parameters: log standard deviations, those of the correlations, log residual standard deviation
models <- list(
  cs = list(correlations = function(x) rep(-1 / 3 + 4 / 3 * plogis(x), 3), shape = list(0.7, 10), hold = list(rho = list(function(v, x) qlogis((v + 1 / 3) * 3 / 4)))),
  toep = list(correlations = function(x) lags(tanh(x)), shape = list(c(0.9, 0.5, 0), c(0.9, 2, 2), c(1.5, 1, -3), c(2, 4, 2)),
              hold = list("lag 1" = list(function(v, x) c(atanh(v), x)),
                          "lag 2" = list(function(v, x) { r1 <- tanh(x[1]); c(x[1], atanh((v - r1^2) / (1 - r1^2)), x[2]) }, function(v, x) c(first(2, v, tanh(x)), x)),
                          "lag 3" = list(function(v, x) { a <- tanh(x); r <- lags(c(a, 0)); c(x, atanh((v - r[3]) / ((1 - a[1]^2) * (1 - a[2]^2)))) }, function(v, x) c(first(3, v, tanh(x)), x)))))
covariance <- function(m, logs, x, residual) {
  r <- c(1, m$correlations(x)); s <- exp(logs)
  outer(s, s) * matrix(r[1 + abs(outer(1:4, 1:4, "-"))], 4) + diag(4) * residual^2
}
starts <- function(m, sds, size, residual) {
  logs <- c(0.57, 0.43, 0.75, 0.6)[seq_len(sds)]
  known <- do.call(c, lapply(m$shape, function(x) lapply(if (residual) c(0.3, -3) else NA, function(lr) c(logs, x[seq_len(size)], if (residual) lr))))
  c(known, lapply(1:4, function(i) { k <- known[[1 + i %% length(known)]]; k + rnorm(length(k), 0, 0.4) }))
}
profile <- function(m, name) {
  k <- length(m$shape[[1]])
  if (grepl("^sd:Subject", name)) {
    j <- as.integer(sub(".*\\[(.)\\]", "\\1", name))
    list(starts = starts(m, 3, k, TRUE), at = function(v) list(function(z) { l <- numeric(4); l[j] <- log(v); l[-j] <- z[1:3]; criterion(covariance(m, l, z[3 + 1:k], exp(z[4 + k]))) }))
  } else if (name == "sd:Residual") {
    list(starts = starts(m, 4, k, FALSE), at = function(v) list(function(z) criterion(covariance(m, z[1:4], z[4 + 1:k], v))))
  } else {
    list(starts = starts(m, 4, k - 1, TRUE), at = function(v) lapply(m$hold[[sub("cor:Subject:", "", name)]], function(h)
      function(z) { x <- h(v, z[4 + seq_len(k - 1)]); if (any(is.nan(x))) 1e10 else criterion(covariance(m, z[1:4], x, exp(z[4 + k]))) }))
  }
}
goal <- qchisq(0.95, 1)
described <- function(m, name, estimate, base) {
  q <- profile(m, name); memory <- list(); sd <- grepl("^sd", name)
  rise <- function(v) { b <- lowest(lapply(q$at(v), bad), c(memory, q$starts)); if (!is.null(b$par)) memory <<- c(list(b$par), head(memory, 2)); b$value - base }
  # a residual variance of zero, or a correlation of one, is where values end
  edge <- function(side) if (name == "sd:Residual" && side < 0) 0 else if (!sd && side > 0) 1 - 1e-9 else NA
  end <- function(side) {
    memory <<- list()
    if (!is.na(edge(side)) && rise(edge(side)) < goal) return(NULL)
    inner <- estimate
    repeat { outer <- if (sd) inner * exp(side * 0.25) else min(1 - 1e-9, inner + side * 0.15); if (rise(outer) > goal) break; inner <- outer }
    uniroot(function(v) rise(v) - goal, sort(c(inner, outer)), tol = 1e-6)$root
  }
  lower <- end(-1); upper <- end(1); memory <- list()
  from <- if (is.null(lower)) 0 else lower; to <- if (is.null(upper)) 1 else upper
  values <- signif(from + (to - from) * c(0.2, 0.5, 0.65, 0.8), 4); rises <- sapply(values, rise)
  cat(" ", name, estimate, lower, "-", upper, "\n    ", values, "\n    ", rises, "\n")
  c(list(name = name), if (!is.null(lower)) list(lower = lower), if (!is.null(upper)) list(upper = upper), list(values = values, rises = rises))
}
done <- lapply(names(models), function(kind) {
  m <- models[[kind]]; k <- length(m$shape[[1]])
  o <- lowest(list(bad(function(z) criterion(covariance(m, z[1:4], z[4 + 1:k], exp(z[5 + k]))))), starts(m, 4, k, TRUE))
  estimates <- c(setNames(exp(o$par[1:4]), sprintf("sd:Subject:factor(occasion)[%d]", 1:4)),
                 setNames(m$correlations(o$par[4 + 1:k])[seq_along(m$hold)], paste0("cor:Subject:", names(m$hold))), "sd:Residual" = exp(o$par[5 + k]))
  cat(kind, format(o$value, digits = 12), "\n")
  names <- grep(Sys.getenv("ONLY", "."), names(estimates), value = TRUE)
  list(formula = sprintf("distance ~ age * Sex + %s(0 + factor(occasion) | Subject)", kind), criterion = o$value, parameters = lapply(names, function(name) described(m, name, estimates[[name]], o$value)))
})
write(toJSON(list(meta = list(R = as.character(getRversion())), cases = done), auto_unbox = TRUE, digits = 10, pretty = 1), Sys.getenv("OUT", "envelopes.json"))
