# Makes formula-idioms.csv (the table) and formula-idioms-fits.tsv: Rscript formula-idioms.R (R 4.2.2, lme4 1.1-31, splines 4.2.2).
# Each fit starts from lmer's, goes on with bobyqa and Nelder-Mead in turn until the REML criterion no longer falls, and is then
# polished by Newton's method on numerical derivatives, since lmer's default is good to about 1e-5 only.
suppressMessages({library(lme4); library(splines); library(numDeriv)})
set.seed(1)
n <- 240
d <- data.frame(id = rep(1:24, each = 10), item = rep(1:10, 24), school = rep(c("s1", "s2", "s3", "s4"), each = 60),
  class = rep(rep(1:3, each = 20), 4))
d$x <- round(runif(n, 0, 10), 2); d$z <- round(rnorm(n), 2); d$e <- round(runif(n, 1, 5), 2)
d$f <- sample(c("hi", "lo", "mid"), n, TRUE); d$k <- sample(1:4, n, TRUE); d$t <- d$item
d$y <- round(10 + .5 * d$x + rnorm(24)[d$id] + (d$f == "hi") + rnorm(4)[as.integer(factor(d$school))] + rnorm(n)/2, 3)
d$y2 <- round(rnorm(n), 3); d$ypos <- round(exp(rnorm(n)), 3)
write.csv(d, "formula-idioms.csv", row.names = FALSE, quote = FALSE)
d$f <- factor(d$f)
cases <- c(
  "y ~ ns(x, 3) + (1 | id)", "", "y ~ bs(x, df = 5) + (1 | id)", "", "y ~ cut(x, 3) + (1 | id)", "",
  "y ~ poly(t, 3) + (poly(t, 1) | id)", "", "y ~ poly(x, 2, raw = TRUE) + (1 | id)", "",
  "y ~ scale(x, scale = FALSE) + (1 | id)", "", "y ~ I(x - mean(x)) + (1 | id)", "", "y ~ I(x/10) + I(z > 0) + (1 | id)", "",
  "y ~ x + I(f == \"hi\") + (1 | id)", "", "y ~ ifelse(x > 5, 1, 0) + (1 | id)", "", "y ~ log(x, 2) + (1 | id)", "",
  "y ~ sin(2 * pi * t/12) + cos(2 * pi * t/12) + (1 | id)", "", "y ~ relevel(f, ref = \"mid\") + (1 | id)", "",
  "y ~ C(f, Sum) + (1 | id)", "y ~ C(f, sum) + (1 | id)", "y ~ x * C(f, Helmert) + (1 | id)", "y ~ x * C(f, helmert) + (1 | id)",
  "y ~ C(f, Treatment(\"mid\")) + (1 | id)", "y ~ relevel(f, \"mid\") + (1 | id)", "y ~ C(factor(k), Poly) * C(f, Sum) + (1 | id)",
  "y ~ C(factor(k), poly) * C(f, sum) + (1 | id)",
  "y ~ x + (1 | id) + (0 + dummy(f, \"hi\") | id)", "", "y ~ x + offset(log(e)) + (1 | id)", "",
  "y ~ x + (1 | interaction(school, class))", "y ~ x + (1 | school:class)", "log1p(y) ~ x + (1 | id)", "", "y/2 ~ x + (1 | id)", "", "y^2 ~ x + (1 | id)", "",
  "scale(y) ~ scale(x) + (1 | id)", "", "y ~ x + (1 | id) + (0 + ns(x, 2) | school)", "")
out <- file("formula-idioms-fits.tsv", "w")
for (case in split(cases, (seq_along(cases) - 1) %/% 2)) {
  text <- if (case[2] == "") case[1] else case[2]
  form <- as.formula(text, env = list2env(as.list(d), parent = globalenv()))
  parts <- lFormula(form, d, control = lmerControl(check.nobs.vs.nRE = "ignore"))
  dev <- do.call(mkLmerDevfun, parts)
  theta <- suppressWarnings(optimizeLmer(dev))$par
  lower <- environment(dev)$lower
  last <- Inf
  while (last - dev(theta) > 1e-11) {
    last <- dev(theta)
    for (optimizer in list("bobyqa", "Nelder_Mead"))
      theta <- suppressWarnings(optimizeLmer(dev, optimizer = optimizer, start = theta, control = list(maxfun = 20000)))$par
  }
  inner <- theta > 1e-4 | lower < 0
  on <- function(p) { t <- theta; t[inner] <- p; dev(t) }
  for (k in 1:6) {
    step <- tryCatch(solve(hessian(on, theta[inner]), grad(on, theta[inner])), error = function(e) 0)
    trial <- theta; trial[inner] <- theta[inner] - step
    if (all(trial >= lower) && dev(trial) <= dev(theta) + 1e-10) theta <- trial
  }
  dev(theta)
  opt <- list(par = theta, fval = dev(theta), conv = 0)
  m <- mkMerMod(environment(dev), opt, parts$reTrms, fr = parts$fr)
  cat(case[1], sprintf("%.12g", -dev(theta)/2), sprintf("%.12g", fixef(m)), sprintf("%.12g", sqrt(diag(as.matrix(vcov(m))))), sep = "\t", file = out)
  cat("\n", file = out)
}
close(out)
