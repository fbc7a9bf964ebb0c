# Makes idiom-matrix.tsv and idiom-table.csv: Rscript idiom-matrix.R (R 4.2.2, splines 4.2.2, lme4 1.1-31).
# Each case is a formula as it is written here, the term as R writes it, and whether R predicts new rows with the constants of
# the fit (it does not for cut(x, 3) and mean(x)). TRUE is left out of names, since a comparison is a number here. Columns of the fit (rows with y), then of the 12 rows to predict.
suppressMessages({library(lme4); library(splines)})
set.seed(20)
n <- 52
d <- data.frame(y = round(rnorm(n), 3), x = round(runif(n, 0, 10), 2), z = round(rnorm(n, 1), 2), e = round(runif(n, 1, 5), 2),
  t = rep(1:4, 13), f = sample(c("hi", "lo", "mid"), n, TRUE), k = sample(c(1, 2, 10), n, TRUE), w = sample(c(1, 1, 1, 2, 3, 4), n, TRUE))
d$x[3] <- NA; d$y[5] <- NA; d$x[5] <- 14.25; d$z[7] <- NA; d$e[9] <- NA; d$e[8] <- 1
fit <- 1:40; new <- 41:52
d$x[41:44] <- c(-3, 17, 14.25, 0.01); d$y[new] <- NA
write.csv(cbind(part = rep(c("fit", "new"), c(40, 12)), d), "idiom-table.csv", row.names = FALSE, na = "", quote = FALSE)
d$f <- factor(d$f)
cases <- c(
  "log1p(e)", "", "y", "log(e, 3)", "", "y", "log(e, 2)", "", "y", "log(e, base = 10)", "", "y", "round(x)", "", "y", "round(x, 1)", "", "y",
  "round(z, digits = 1)", "", "y", "floor(x)", "", "y", "ceiling(z)", "", "y", "trunc(z)", "", "y", "sign(z)", "", "y", "expm1(z)", "", "y",
  "sin(2 * pi * t/12)", "", "y", "cos(2 * pi * t/12)", "", "y", "tan(z)", "", "y", "atan(z)", "", "y", "tanh(z)", "", "y", "qlogis(e/6)", "", "y",
  "plogis(z)", "", "y", "pmax(x - 5, 0)", "", "y", "pmin(z, x)", "", "y",
  "scale(x, scale = FALSE)", "", "y", "scale(x, center = TRUE, scale = FALSE)", "", "y", "scale(x, center = FALSE)", "", "y",
  "scale(x, center = 2, scale = 3)", "", "y", "scale(x, center = FALSE, scale = FALSE)", "", "y", "scale(x, center = 1)", "", "y", "scale(log(e))", "", "y",
  "I(z > 0)", "", "y", "I(t > 1 & k < 5 | t == 2)", "", "y", "I(!(z > 0))", "", "y", "I(f == \"hi\")", "", "y", "I(f != \"hi\")", "", "y",
  "I(f %in% c(\"hi\", \"mid\"))", "", "y", "I(t %in% c(1, 4))", "", "y", "I((x > 5) * z)", "", "y", "ifelse(x > 5, 1, 0)", "", "y",
  "ifelse(f == \"hi\", z, -z)", "", "y", "as.numeric(x > 5)", "", "y", "as.integer(x)", "", "y",
  "I(x - mean(x))", "I(x - mean(x, na.rm = TRUE))", "n", "I(x/max(x))", "I(x/max(x, na.rm = TRUE))", "n",
  "I((x - min(x))/sd(x))", "I((x - min(x, na.rm = TRUE))/sd(x, na.rm = TRUE))", "n",
  "I(x - median(x, na.rm = TRUE))", "", "n", "I(x/var(x))", "I(x/var(x, na.rm = TRUE))", "n",
  "poly(t, 3)", "", "y", "poly(t, degree = 2)", "", "y", "poly(t, 2, raw = TRUE)", "", "y",
  "ns(x, 3)", "", "y", "ns(x, df = 5)", "", "y", "ns(x)", "", "y", "ns(x, df = 4, intercept = TRUE)", "", "y", "ns(x, knots = c(2, 5, 7.5))", "", "y",
  "ns(x, knots = 4, Boundary.knots = c(1, 9))", "", "y", "ns(x, df = 4, Boundary.knots = c(2, 8))", "", "y", "ns(log(e), 3)", "", "y", "ns(w, 4)", "", "y",
  "bs(x, 3)", "", "y", "bs(x, df = 6)", "", "y", "bs(x)", "", "y", "bs(x, 4, degree = 2)", "", "y", "bs(x, degree = 1, knots = c(3, 6))", "", "y",
  "bs(x, df = 5, intercept = TRUE)", "", "y", "bs(x, knots = c(2, 5, 7.5), Boundary.knots = c(1, 9))", "", "y", "bs(w, 5)", "", "y", "bs(x, degree = 5)", "", "y",
  "cut(x, 3)", "", "n", "cut(x, breaks = 4)", "", "n", "cut(x, c(-5, 2.5, 5, 20))", "", "y", "cut(x, c(-Inf, 4, Inf))", "", "y",
  "cut(t, c(1, 2, 4), include.lowest = TRUE)", "", "y", "cut(t, c(1, 2, 3, 5), right = FALSE)", "", "y", "cut(x, 3, labels = c(\"low\", \"mid\", \"high\"))", "", "n",
  "cut(x, c(-5, 1.23456, 1.23457, 20000))", "", "y", "cut(t, c(1, 2, 4), include.lowest = TRUE, right = FALSE)", "", "y",
  "as.factor(k)", "", "y", "factor(k, levels = c(2, 10, 1))", "", "y", "factor(f, levels = c(\"lo\", \"mid\", \"hi\"))", "", "y",
  "relevel(f, ref = \"mid\")", "", "y", "relevel(factor(k), \"10\")", "", "y",
  "C(f)", "", "y", "C(f, Sum)", "C(f, sum)", "y", "C(f, contr.sum)", "", "y", "C(f, \"contr.sum\")", "", "y", "C(f, Helmert)", "C(f, helmert)", "y",
  "C(f, Poly)", "C(f, poly)", "y", "C(f, Treatment(\"mid\"))", "relevel(f, \"mid\")", "y", "C(f, contr.treatment, base = 2)", "relevel(f, \"lo\")", "y",
  "C(f, contr.SAS)", "relevel(f, \"mid\")", "y", "C(factor(k), Sum)", "C(factor(k), sum)", "y", "C(k, Helmert)", "C(factor(k), helmert)", "y",
  "relevel(cut(x, c(-5, 2.5, 5, 20)), \"(2.5,5]\")", "", "y", "C(cut(x, c(-5, 2.5, 5, 20)), Sum)", "C(cut(x, c(-5, 2.5, 5, 20)), sum)", "y",
  "dummy(cut(t, c(0, 1, 3, 5)), c(\"(0,1]\", \"(3,5]\"))", "", "y",
  "dummy(f, \"hi\")", "", "y", "dummy(f, c(\"mid\", \"hi\"))", "", "y", "dummy(k, \"10\")", "", "y")
out <- file("idiom-matrix.tsv", "w")
for (case in split(cases, (seq_along(cases) - 1) %/% 3)) {
  r <- if (case[2] == "") case[1] else case[2]
  m <- lm(as.formula(paste("y ~", r)), d[fit, ])
  x <- model.matrix(m)
  label <- attr(terms(m), "term.labels")
  suffix <- substring(colnames(x)[-1], nchar(label) + 1)
  suffix <- gsub(" Inf]", "Inf]", suffix, fixed = TRUE) # R pads Inf beside -Inf
  if (grepl("^(ns|bs)", case[1])) suffix[suffix == ""] <- "1" # here a curve's columns are numbered, even if there is one
  names <- c("(Intercept)", ifelse(suffix %in% c("", "TRUE"), case[1], paste0(case[1], "[", suffix, "]")))
  show <- function(x) cat(apply(x, 1, function(row) paste(sprintf("%.17g", row), collapse = "\t")), sep = "\n", file = out)
  cat(case[1], case[3], nrow(x), names, sep = "\t", file = out)
  cat("\n", file = out)
  show(x)
  if (case[3] == "y") {
    t <- delete.response(terms(m))
    show(suppressWarnings(model.matrix(t, model.frame(t, d[new, ], na.action = na.pass, xlev = m$xlevels), contrasts.arg = m$contrasts)))
  }
}
close(out)
