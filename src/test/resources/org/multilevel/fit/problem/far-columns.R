# Makes far-columns.csv (a table) and far-columns.tsv (optima): Rscript far-columns.R (R 4.2.2, lme4 1.1-31, numDeriv 2016.8-1.1).
# Columns far from zero beside their spread, with their powers, are fitted as columns t or u near zero that span the same, polished by Newton's
# method, and what belongs to the columns as written follows by algebra: z written = z near M, so b written = M^-1 b near, and the REML
# criterion grows by 2 log |M|. far-columns-seconds.csv is a table of a user, whose epoch is 1.6e9 + 86400 day.
suppressMessages({library(lme4); library(numDeriv)})
set.seed(8)
d <- do.call(rbind, lapply(1:24, function(g) data.frame(g = paste0("g", g), t = seq(-10, 10, 1 + g %% 2))))
d$h <- paste0("h", sample(1:9, nrow(d), TRUE)); d$year <- 2010 + d$t; d$far <- 1e6 + d$t / 8; d$week <- 1.6e9 + 604800 * d$t; d$u <- d$t / 10
b <- matrix(rnorm(24 * 4), 24) %*% diag(c(2, .4, .05, .008)); g <- as.integer(sub("g", "", d$g))
d$y <- round(5 + .3 * d$t - .02 * d$t^2 + .004 * d$t^3 + rowSums(b[g, ] * outer(d$t, 0:3, "^")) + rnorm(9)[as.integer(sub("h", "", d$h))] +
  2 * rnorm(nrow(d)), 4)
write.csv(d[c("g", "h", "year", "far", "week", "y")], "far-columns.csv", row.names = FALSE, quote = FALSE)
s <- read.csv("far-columns-seconds.csv"); s$t <- s$day
powers <- function(a, s, n) outer(0:n, 0:n, function(i, j) choose(j, i) * a^pmax(j - i, 0) * s^i)
cases <- list(
  list("seconds", "y ~ epoch + I(epoch^2) + (epoch + I(epoch^2) | g)", "y ~ t + I(t^2) + (t + I(t^2) | g)", TRUE, s, powers(1.6e9, 86400, 2)),
  list("table", "y ~ year + I(year^2) + I(year^3) + (year + I(year^2) + I(year^3) | g)",
    "y ~ u + I(u^2) + I(u^3) + (u + I(u^2) + I(u^3) | g)", FALSE, d, powers(2010, 10, 3)),
  list("table", "y ~ year + I(year^2) + I(year^3) + (year + I(year^2) + I(year^3) | g)",
    "y ~ u + I(u^2) + I(u^3) + (u + I(u^2) + I(u^3) | g)", TRUE, d, powers(2010, 10, 3)),
  list("table", "y ~ far + I(far^2) + (far + I(far^2) | g)", "y ~ u + I(u^2) + (u + I(u^2) | g)", TRUE, d, powers(1e6, 10 / 8, 2)),
  list("table", "y ~ week + (week + I(week^2) | g) + (1 | h)", "y ~ u + (u + I(u^2) | g) + (1 | h)", FALSE, d, powers(1.6e9, 6048000, 2)),
  list("table", "y ~ year + (0 + year + I(year^2) | g)", "y ~ u + (0 + I(1 + u / 201) + I(u + u^2 / 201) | g)", FALSE, d,
    rbind(c(2010, 2010^2), c(0, 20100))))
out <- file("far-columns.tsv", "w")
for (case in cases) {
  parts <- lFormula(as.formula(case[[3]]), case[[5]], REML = case[[4]])
  dev <- do.call(mkLmerDevfun, parts)
  theta <- suppressWarnings(optimizeLmer(dev))$par
  for (i in 1:4)
    for (optimizer in list("bobyqa", "Nelder_Mead"))
      theta <- suppressWarnings(optimizeLmer(dev, optimizer = optimizer, start = theta, control = list(maxfun = 20000)))$par
  for (i in 1:8) theta <- theta - solve(hessian(dev, theta), grad(dev, theta))
  stopifnot(max(abs(grad(dev, theta))) < 1e-5, theta[environment(dev)$lower == 0] > 1e-3)
  criterion <- dev(theta)
  m <- mkMerMod(environment(dev), list(par = theta, fval = criterion, conv = 0), parts$reTrms, fr = parts$fr)
  M <- case[[6]]; q <- nrow(M); inverse <- backsolve(M, diag(q))
  cov <- inverse %*% VarCorr(m)$g %*% t(inverse)
  level <- if (case[[1]] == "seconds") "1" else "g3"
  groups <- ranef(m, condVar = TRUE)$g
  postvar <- attr(groups, "postVar")[q, q, rownames(groups) == level]
  jacobian <- if (case[[4]]) 2 * sum(log(diag(M)[seq_along(fixef(m))])) else 0
  numbers <- c(criterion + jacobian, sigma(m), sqrt(diag(cov)), cov2cor(cov)[q, q - 1], groups[level, q] / M[q, q], sqrt(postvar) / M[q, q])
  cat(case[[1]], case[[2]], if (case[[4]]) "REML" else "ML", sprintf("%.12g", numbers), sep = "\t", file = out)
  cat("\n", file = out)
}
close(out)
