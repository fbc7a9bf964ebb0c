# Reference values of marginal means, contrasts and slopes: run in this folder with
#   Rscript emmeans.R
# It writes emmeans.json, and the tables emmeans-table.csv and emmeans-gap.csv that some models are of.
# Made with the versions that emmeans.json names in "meta".
#
# lme4's default optimum is good to about 1e-5 only, so every fit is polished by Newton steps before emmeans sees it. The trend of a
# covariate that enters through a curve is taken with a small step, since emtrends takes one forward difference.
suppressMessages({
  library(lme4); library(lmerTest); library(emmeans); library(numDeriv); library(jsonlite); library(splines)
})

set.seed(5)
n <- 180
table <- data.frame(
  g = paste0("g", rep(1:15, each = 12)),
  a = sample(c("a1", "a2", "a3"), n, TRUE),
  b = sample(c("low", "high"), n, TRUE),
  time = rep(c(1, 2, 5), 60),
  x = round(runif(n, 0.5, 9), 3),
  flag = rbinom(n, 1, 0.3),
  w = sample(c(1, 2, 4), n, TRUE),
  o = round(rnorm(n), 3))
u <- rnorm(15, 0, 1.5)
table$y <- round(20 + c(a1 = 0, a2 = 2, a3 = -1)[table$a] + 1.5 * (table$b == "low") + 0.8 * table$x * (table$a == "a2") +
  0.3 * table$time + table$flag + u[as.integer(factor(table$g))] + rnorm(n) / sqrt(table$w) + table$o, 4)
write.csv(table, "emmeans-table.csv", row.names = FALSE, quote = FALSE)
gap <- table[!(table$a == "a3" & table$b == "high"), ]
write.csv(gap, "emmeans-gap.csv", row.names = FALSE, quote = FALSE)

read <- function(name, factors = character(0)) {
  d <- read.csv(paste0("../../../../workflows/data/", name, ".csv"))
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}

polish <- function(formula, data, REML = TRUE, weights = NULL) {
  data$.w <- if (is.null(weights)) rep(1, nrow(data)) else data[[weights]]
  lf <- lFormula(formula, data, REML = REML, weights = .w,
                 control = lmerControl(check.rankX = "silent.drop.cols"))
  dev <- do.call(mkLmerDevfun, lf)
  start <- optimizeLmer(dev, optimizer = "bobyqa", control = list(rhoend = 1e-9))$par
  theta <- start
  for (step in 1:6) {
    g <- numDeriv::grad(dev, theta)
    h <- numDeriv::hessian(dev, theta)
    theta <- theta - solve(h, g)
  }
  stopifnot(max(abs(numDeriv::grad(dev, theta))) < 1e-5)
  value <- dev(theta)
  # The call holds what it is of, since lmerTest evaluates it again.
  call <- as.call(list(quote(lmer), formula = formula, data = data, REML = REML, weights = data$.w,
                       control = lmerControl(check.rankX = "silent.drop.cols")))
  out <- mkMerMod(environment(dev), list(par = theta, fval = value, conv = 0, feval = 0), lf$reTrms, lf$fr,
                  mc = call)
  out
}

num <- function(v) if (is.null(v)) NULL else ifelse(is.na(v) | is.infinite(v), "NA", format(v, digits = 15))
numbers <- function(d, name) unname(sapply(d[[name]], function(v) if (is.na(v) || is.infinite(v)) "NA" else format(v, digits = 15)))

rows <- function(s, factors, estimate) {
  d <- as.data.frame(s)
  low <- intersect(c("lower.CL", "asymp.LCL"), names(d)); high <- intersect(c("upper.CL", "asymp.UCL"), names(d))
  r <- list(estimate = numbers(d, estimate), std_error = numbers(d, "SE"), df = numbers(d, "df"),
            lower = numbers(d, low), upper = numbers(d, high))
  for (f in factors) r$levels[[f]] <- as.character(d[[f]])
  r
}

contrasts <- function(e, method, adjust, by) {
  # The family is that of each by group; summary() keeps it.
  con <- contrast(e, method = method, adjust = adjust)
  s <- as.data.frame(summary(con, infer = c(TRUE, TRUE), adjust = adjust))
  plain <- as.data.frame(summary(con, adjust = "none"))
  low <- intersect(c("lower.CL", "asymp.LCL"), names(s)); high <- intersect(c("upper.CL", "asymp.UCL"), names(s))
  t <- intersect(c("t.ratio", "z.ratio"), names(s))
  r <- list(contrast = as.character(s$contrast), estimate = numbers(s, "estimate"), std_error = numbers(s, "SE"),
            df = numbers(s, "df"), statistic = numbers(s, t), p_value = numbers(s, "p.value"),
            p_unadjusted = numbers(plain, "p.value"), lower = numbers(s, low), upper = numbers(s, high))
  for (f in by) r$levels[[f]] <- as.character(s[[f]])
  r
}

ask <- function(model, data, terms, over, by = character(0), at = list(), contrast = "none", adjust = "none",
                method = "asymptotic", trend = NULL, step = NULL) {
  spec <- if (length(over)) reformulate(over) else ~1
  args <- list(model, spec, data = data, lmer.df = method)
  if (length(at)) args$at <- at
  if (length(by)) args$by <- by
  if (is.null(trend)) {
    e <- suppressMessages(do.call(emmeans, args))
    estimate <- "emmean"
  } else {
    args$var <- trend
    if (!is.null(step)) args$delta.var <- step
    e <- suppressMessages(do.call(emtrends, args))
    estimate <- paste0(trend, ".trend")
  }
  q <- list(terms = terms, at = lapply(at, as.character), contrasts = contrast, adjust = adjust, method = method,
            factors = c(over, by), slope = if (is.null(trend)) "" else trend)
  s <- summary(e, infer = c(TRUE, FALSE), adjust = "none")
  q$estimates <- rows(s, setdiff(c(over, by), "1"), estimate)
  if (contrast != "none") {
    m <- list(pairwise = "pairwise", control = "trt.vs.ctrl")[[contrast]]
    q$differences <- suppressMessages(contrasts(e, m, adjust, by))
  }
  q
}

case <- function(id, data, table, categorical, formula, questions, model, REML = TRUE, weights = "")
  list(id = id, table = table, categorical = categorical, formula = formula, reml = REML, weights = weights,
       beta = if (inherits(model, "lm")) as.numeric(na.omit(coef(model))) else as.numeric(fixef(model)), questions = questions)

cases <- list()
add <- function(...) cases[[length(cases) + 1]] <<- case(...)
both <- function(...) list(ask(..., method = "asymptotic"), ask(..., method = "satterthwaite"))

# 1 a covariate at given values
data <- read("sleepstudy", "Subject")
m <- polish(Reaction ~ Days + (Days | Subject), data)
add("sleepstudy", data, "sleepstudy", list("Subject"), "Reaction ~ Days + (Days | Subject)",
    c(both(m, data, "Days", "Days", at = list(Days = c(0, 2.5, 9)), contrast = "pairwise", adjust = "tukey"),
      both(m, data, "Days", character(0), trend = "Days")), m)

# 2 one factor, every adjustment
data <- read("ergoStool", c("Subject", "Type"))
m <- polish(effort ~ Type + (1 | Subject), data)
q <- list()
for (a in c("tukey", "holm", "bonferroni", "sidak", "none"))
  q <- c(q, both(m, data, "Type", "Type", contrast = "pairwise", adjust = a))
for (a in c("dunnettx", "holm", "bonferroni", "sidak", "none"))
  q <- c(q, both(m, data, "Type", "Type", contrast = "control", adjust = a))
add("ergoStool", data, "ergoStool", list("Subject"), "effort ~ Type + (1 | Subject)", q, m)

# 3 interaction with a covariate: means and slopes
data <- read("Orthodont", c("Subject", "Sex"))
m <- polish(distance ~ age * Sex + (1 | Subject), data)
add("orthodont-slopes", data, "Orthodont", list(), "distance ~ age * Sex + (1 | Subject)",
    c(both(m, data, "Sex", "Sex", contrast = "pairwise", adjust = "tukey"),
      both(m, data, "Sex | age", "Sex", by = "age", at = list(age = c(8, 14)), contrast = "pairwise", adjust = "tukey"),
      both(m, data, "age by Sex", "Sex", trend = "age", contrast = "pairwise", adjust = "tukey")), m)

# 4 numbers as a factor, by another
m <- polish(distance ~ factor(age) * Sex + (1 | Subject), data)
add("orthodont-factor", data, "Orthodont", list(), "distance ~ factor(age) * Sex + (1 | Subject)",
    c(both(m, data, "age | Sex", "age", by = "Sex", contrast = "pairwise", adjust = "tukey"),
      both(m, data, "age * Sex", c("age", "Sex"), contrast = "pairwise", adjust = "holm"),
      both(m, data, "age", "age", contrast = "control", adjust = "dunnettx")), m)

# 5 nested groups
data <- read("Machines", c("Worker", "Machine"))
m <- polish(score ~ Machine + (1 | Worker/Machine), data)
add("machines", data, "Machines", list("Worker"), "score ~ Machine + (1 | Worker/Machine)",
    both(m, data, "Machine", "Machine", contrast = "pairwise", adjust = "tukey"), m)

# 6 covariates with two values, ML
data <- read("hsb", "school")
m <- polish(mathach ~ ses * sector + minority + female + meanses + (1 | school), data, REML = FALSE)
add("hsb", data, "hsb", list("school"), "mathach ~ ses * sector + minority + female + meanses + (1 | school)",
    list(ask(m, data, "sector", "sector", contrast = "pairwise", adjust = "tukey"),
         ask(m, data, "sector * minority", c("sector", "minority"), contrast = "pairwise", adjust = "sidak"),
         ask(m, data, "ses by sector", "sector", trend = "ses", contrast = "pairwise", adjust = "tukey")), m, REML = FALSE)

# 7 curves
data <- read.csv("emmeans-table.csv")
m <- polish(y ~ a * log(x) + poly(time, 2) + I(x^2) + (1 | g), data)
add("curves", data, "emmeans-table", list(), "y ~ a * log(x) + poly(time, 2) + I(x^2) + (1 | g)",
    c(both(m, data, "a", "a", contrast = "pairwise", adjust = "tukey"),
      both(m, data, "a | x", "a", by = "x", at = list(x = c(1, 4, 12)), contrast = "pairwise", adjust = "bonferroni"),
      both(m, data, "x by a", "a", trend = "x", step = 1e-6, contrast = "pairwise", adjust = "tukey")), m)

# 8 splines and scaled columns
m <- polish(y ~ b * ns(x, 3) + scale(time) + (1 | g), data)
add("splines", data, "emmeans-table", list(), "y ~ b * ns(x, 3) + scale(time) + (1 | g)",
    c(both(m, data, "b", "b", contrast = "pairwise", adjust = "tukey"),
      both(m, data, "b * x", c("b", "x"), at = list(x = c(1, 3, 7))),
      both(m, data, "x by b", "b", trend = "x", step = 1e-6)), m)

# 9 weights, offset, three factors
m <- polish(y ~ a * b + factor(time) + flag + offset(o) + (1 | g), data, weights = "w")
add("weights", data, "emmeans-table", list(), "y ~ a * b + factor(time) + flag + offset(o) + (1 | g)",
    c(both(m, data, "a * b", c("a", "b"), contrast = "pairwise", adjust = "tukey"),
      both(m, data, "b | a", "b", by = "a", contrast = "pairwise", adjust = "tukey"),
      both(m, data, "a + b | time", c("a", "b"), by = "time", contrast = "control", adjust = "dunnettx")), m, weights = "w")

# 10 a combination that does not occur
data <- read.csv("emmeans-gap.csv")
m <- polish(y ~ a * b + x + (1 | g), data)
add("gap", data, "emmeans-gap", list(), "y ~ a * b + x + (1 | g)",
    c(both(m, data, "a * b", c("a", "b"), contrast = "pairwise", adjust = "tukey"),
      both(m, data, "a * b", c("a", "b"), contrast = "pairwise", adjust = "holm"),
      both(m, data, "a", "a"),
      both(m, data, "a | b", "a", by = "b", contrast = "pairwise", adjust = "bonferroni")), m)

# 11 least squares
data <- read.csv("emmeans-table.csv")
m <- lm(y ~ a * b + x, data)
add("least-squares", data, "emmeans-table", list(), "y ~ a * b + x",
    list(ask(m, data, "a | b", "a", by = "b", contrast = "pairwise", adjust = "tukey", method = "residual"),
         ask(m, data, "x", character(0), trend = "x", method = "residual")), m)

# 12 a transformed response
m <- polish(log(y) ~ a + x + (1 | g), data)
add("log-response", data, "emmeans-table", list(), "log(y) ~ a + x + (1 | g)",
    both(m, data, "a", "a", contrast = "pairwise", adjust = "tukey"), m)

# The studentised range itself.
grid <- expand.grid(q = c(0.05, 0.5, 1, 2, 3, 4, 6, 10, 30, 200), k = c(2, 2.5615528128088303, 3, 4, 7, 20, 100),
                    df = c(2, 2.3, 3, 4.5, 8, 15.7, 40, 300, 5000, 24000, Inf))
range <- list(q = grid$q, k = grid$k, df = ifelse(is.infinite(grid$df), "Inf", grid$df),
              tail = sapply(ptukey(grid$q, grid$k, grid$df, lower.tail = FALSE), function(v) format(v, digits = 15)))

meta <- list(R = R.version.string, emmeans = as.character(packageVersion("emmeans")),
             lme4 = as.character(packageVersion("lme4")), lmerTest = as.character(packageVersion("lmerTest")))
write(toJSON(list(meta = meta, cases = cases, range = range), auto_unbox = TRUE, digits = NA, pretty = FALSE), "emmeans.json")
