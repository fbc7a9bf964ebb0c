# What -2 restricted log-likelihood rises by where the residual standard deviation of one age is held in a model of Orthodont with a residual variance
# for each age beside a correlated random slope: the lowest of searches of the dense criterion from two starts. Rscript weights.R in this folder prints
# the age, the value and the rise.
d <- read.csv("../../../../workflows/data/Orthodont.csv")
d <- d[order(d$Subject, d$age), ]
rows <- split(seq_len(nrow(d)), d$Subject)
X <- model.matrix(~age, d)
Z <- cbind(1, c(8, 10, 12, 14) - 11)
criterion <- function(q) {
  L <- matrix(c(q[5], q[6], 0, q[7]), 2)
  V <- diag(exp(2 * q[1:4])) + Z %*% (L %*% t(L)) %*% t(Z)
  C <- tryCatch(chol(V), error = function(e) NULL)
  if (is.null(C)) return(1e10)
  A <- 0
  for (i in rows) A <- A + crossprod(backsolve(C, cbind(X[i, ], d$distance[i]), transpose = TRUE))
  R <- tryCatch(chol(A), error = function(e) NULL)
  if (is.null(R)) return(1e10)
  106 * log(2 * pi) + 54 * sum(log(diag(C))) + 2 * sum(log(diag(R)[1:2])) + R[3, 3]^2
}
search <- function(f, start) {
  for (i in 1:3) start <- nlminb(start, f, control = list(iter.max = 500, eval.max = 3000, rel.tol = 1e-13))$par
  list(par = start, value = f(start))
}
best <- search(criterion, c(.4, .2, .4, -.6, 2, 0, .2))
cat(sprintf("optimum %.6f\n", best$value))
rise <- function(k, value) {
  held <- function(q) criterion(append(q, log(value), k - 1))
  starts <- list(best$par[-k], c(rep(.3, 3), 2, .1, .2))
  min(sapply(starts, function(s) search(held, s)$value)) - best$value
}
for (case in list(c(1, .7), c(1, 2), c(3, 1.2), c(3, 2), c(4, .0006028), c(4, .1), c(4, 1.4)))
  cat(c(8, 10, 12, 14)[case[1]], case[2], sprintf("%.6f", rise(case[1], case[2])), "\n")
