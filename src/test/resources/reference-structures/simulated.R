# Makes simulated/ and simulated.json: thirty-seven designs with gaps, unequal lengths and shuffled rows, drawn with fixed seeds from random parameters.
# A pattern as argument renews only the cases that match.
source("report.R")
dir.create("simulated", showWarnings = FALSE)
# times: "whole" with gaps, "real" (two decimals), or a number of visits of which some are missed
design <- function(seed, subjects, times, longest) {
  set.seed(seed)
  d <- do.call(rbind, lapply(seq_len(subjects), function(i) {
    n <- sample(c(1, 2:longest, longest), 1)
    t <- switch(as.character(times), whole = sort(sample(1:(2 * longest), n)), real = sort(round(cumsum(runif(n, 0.05, 2)), 2)),
                sort(sample(seq_len(as.integer(times)), min(n, as.integer(times)))))
    arm <- sample(c("a", "b", "c"), 1); site <- sprintf("c%d", (i - 1) %% 7 + 1)
    data.frame(id = sprintf("s%02d", i), site, arm, time = t, x = round(rnorm(length(t)), 2), f = sample(c("k", "l", "m"), length(t), TRUE), rater = sample(c("r1", "r2", "r3", "r4", "r5", "r6"), length(t), TRUE)) }))
  d[sample(nrow(d)), ]
}
put <- function(d, file) write.csv(d, file, row.names = FALSE, quote = FALSE)
draw <- function(k, times, longest, subjects, residual, random = "", strata = "", method = "REML") {
  name <- sprintf("design-%02d", k); file <- sprintf("simulated/%s.csv", name)
  case <- list(name = name, data = file, categorical = c("id", "site", "arm", "f", "rater"),
               formula = paste("y ~ time + x + arm", if (random != "") paste("+", random)), residual = residual, residual_variance = strata, method = method)
  for (seed in 1000 * k + 1:20) {
    d <- design(seed, subjects, times, longest)
    d$y <- rnorm(nrow(d)); put(d, file)
    m <- prepare(case); theta <- first_theta(m) + rnorm(m$q, sd = 0.35)
    at <- evaluate(m, theta); p <- cut_theta(m, theta); R <- residual_matrix(m, theta); y <- numeric(m$n)
    for (B in m$blocks) {
      V <- matrix(0, length(B$i), length(B$i)); V[B$same] <- R$R[B$pair]; diag(V) <- R$v[m$cell[B$i]]
      for (j in seq_along(m$terms)) V <- V + B$terms[[j]]$mask * (B$terms[[j]]$Z %*% at$G[[j]] %*% t(B$terms[[j]]$Z))
      y[B$i] <- drop(t(chol(V)) %*% rnorm(length(B$i)))
    }
    d$y <- round(20 + drop(m$X[, -1] %*% c(0.3, 0.7, -1, 0.5)) + 3 * y, 3); put(d, file)
    m <- prepare(case); o <- optimum(m, 3); r <- result(m, o)
    edge <- o$least <= 1e-4 * max(diag(o$H)) || o$gradient > 1e-10 || any(abs(as.numeric(unlist(r$correlations))) > 0.98) || any(as.numeric(unlist(r$sd)) < 0.1) ||
      any(abs(as.numeric(unlist(lapply(r$terms, `[[`, "correlations")))) > 0.98)
    if (!edge) break
    cat(name, "seed", seed, "ends on an edge; the next one\n")
  }
  case
}
specs <- list(
  list("whole", 8, 40, "ar1(time | id)"), list("whole", 8, 40, "ar1(time | id)", "", "arm", "ML"), list(6, 6, 45, "ar1(time | id, hom = FALSE)"),
  list("real", 8, 35, "car1(time | id)"), list("real", 8, 35, "car1(time | id)", "", "arm"), list(5, 5, 50, "car1(time | id, hom = FALSE)", "", "", "ML"),
  list("whole", 6, 45, "cs(1 | id)"), list(5, 5, 50, "cs(time | id, hom = FALSE)", "", "", "ML"), list("whole", 6, 45, "cs(1 | id)", "", "arm"),
  list(4, 4, 60, "us(time | id)"), list(4, 4, 60, "us(time | id, hom = TRUE)", "", "", "ML"), list(4, 4, 60, "us(time | id)", "", "arm"),
  list(6, 6, 50, "toep(time | id)"), list(5, 5, 50, "toep(time | id, hom = FALSE)", "", "", "ML"), list(5, 5, 50, "toep(time | id)", "", "arm"),
  list("whole", 9, 40, "ar1(time | id)", "(1 | id)"), list("real", 9, 40, "car1(time | id)", "(1 | site)", "arm"), list("whole", 9, 40, "ar1(time | id)", "(1 + x | id)", "arm", "ML"),
  list("whole", 8, 42, "ar1(time | id)", "(1 | site/id)"), list(4, 4, 60, "us(time | id)", "(1 | site)", "", "ML"), list(5, 5, 50, "toep(time | id)", "(1 + x | site)"),
  list("whole", 7, 35, "ar1(time | id)", "(1 | rater)"), list("whole", 7, 35, "cs(1 | id)", "(1 | rater) + (1 | site)", "arm"),
  list("whole", 8, 40, "", "cs(0 + f | id, hom = TRUE)", "arm"), list("whole", 10, 45, "", "cs(0 + f | id, hom = FALSE)", "", "ML"),
  list("whole", 8, 45, "", "ar1(0 + f | id, hom = TRUE)"), list("whole", 10, 45, "", "ar1(0 + f | id, hom = FALSE)", "arm", "ML"),
  list("whole", 8, 45, "", "toep(0 + f | id, hom = TRUE) + (1 | rater)"), list("whole", 8, 45, "ar1(time | id)", "diag(0 + f | id, hom = FALSE)", "", "ML"),
  list("real", 9, 45, "car1(time | id)", "cs(1 + x | id, hom = TRUE)", "arm"),
  # factors that change within subjects
  list("whole", 9, 40, "ar1(time | id)", "(1 | id/f)"), list("whole", 9, 40, "ar1(time | id)", "(1 | id) + (1 | rater)", "", "ML"),
  list("real", 8, 40, "car1(time | id)", "(1 + x | rater)", "arm"), list(4, 4, 60, "us(time | id)", "(1 | rater) + (1 | site:f)", "", "ML"),
  list(5, 5, 50, "toep(time | id, hom = FALSE)", "(1 | rater)"), list("whole", 8, 42, "cs(1 | id)", "cs(0 + f | rater, hom = TRUE)"),
  list("whole", 9, 40, "ar1(time | id)", "(1 + x | site/rater)", "", "ML"))
pattern <- commandArgs(TRUE)
cases <- lapply(seq_along(specs), function(k) {
  if (length(pattern) && !any(vapply(pattern, grepl, NA, sprintf("design-%02d", k)))) {
    return(list(name = sprintf("design-%02d", k), data = sprintf("simulated/design-%02d.csv", k)))
  }
  do.call(draw, c(k, specs[[k]]))
})
keep(cases, "simulated.json", "fields as in open.json")
