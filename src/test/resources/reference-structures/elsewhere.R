# Makes elsewhere.json: models whose likelihood has several maxima, of which a search from one start ended in a lower one; the best of many starts,
# only the likelihood. The tables were drawn from random parameters; of 850 designs with several structures these ended lowest from random starts.
# Rscript elsewhere.R in this folder.
source("criterion.R")
# standard deviations of one sign: of two signs they would make covariances that the structure does not have
term_matrix <- function(t, a) {
  k <- if (t$hom) 1 else t$p
  if (t$structure == "us") { L <- matrix(0 * a[1], t$p, t$p); L[lower.tri(L, diag = TRUE)] <- a; L <- L * t$scale; return(L %*% t(L)) }
  s <- sqrt(a[1:k]^2); s <- if (t$hom) rep(s * t$scale[1], t$p) else s * t$scale
  outer(s, s) * correlation_of(t$structure, a[-(1:k)], t$p)
}
case <- function(number, formula, residual = "", strata = "", method = "REML")
  list(name = paste0("design-", number), data = sprintf("elsewhere/design-%d.csv", number), categorical = I(c("s", "g", "o")), formula = formula, residual = residual,
       residual_variance = strata, method = method)
cases <- list(
  case(60, "y ~ t + x + toep(0 + o | s, hom = FALSE)"),
  case(93, "y ~ t + x + (1 | s) + toep(0 + o | g, hom = FALSE)", method = "ML"),
  case(196, "y ~ t + x + (1 | s) + cs(0 + o | g, hom = FALSE)", "", "arm"),
  case(309, "y ~ t + x + (1 | s) + ar1(0 + o | g, hom = FALSE)"),
  case(398, "y ~ t + x + ar1(0 + o | s, hom = FALSE)", "ar1(t | s)", method = "ML"))
for (i in seq_along(cases)) {
  c <- cases[[i]]; m <- prepare(c); m$all_pairs <- do.call(rbind, lapply(m$blocks, `[[`, "pair")); set.seed(i)
  up <- function(theta) { v <- -evaluate(m, theta)$value; if (is.finite(v)) v else 1e10 }
  slope <- function(theta) { g <- -evaluate(m, theta, TRUE)$gradient; ifelse(is.finite(g), g, 0) }
  found <- vapply(seq_len(24), function(s) {
    start <- first_theta(m); if (s > 1) start <- start + rnorm(m$q, sd = if (s %% 3 == 0) 0.4 else 1.2)
    fit <- tryCatch(nlminb(start, up, slope, control = list(eval.max = 600, iter.max = 300, rel.tol = 1e-13)), error = function(e) NULL)
    if (is.null(fit)) 1e10 else fit$objective
  }, 0)
  cases[[i]] <- c(c, list(loglik = -min(found), starts = sum(found < min(found) + 1e-4))); cat(c$name, -min(found), sort(round(found, 3)), "\n")
}
write(toJSON(list(meta = list(R = as.character(getRversion()), notes = "loglik: the best of 24 starts; starts: how many came to it"), cases = cases), auto_unbox = TRUE,
  digits = 15, pretty = 1), "elsewhere.json")
