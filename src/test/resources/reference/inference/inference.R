# Makes inference.json beside this file: degrees of freedom, Kenward-Roger covariances and ANOVA tables of 24 models.
# Run in the project's folder: Rscript src/test/resources/reference/inference/inference.R
# Every model is driven to its optimum (bobyqa with a tight end, then Newton steps on Richardson derivatives of the deviance function), and
# lmerTest's and pbkrtest's own functions are asked there. Singular models: derivatives along the boundary are lmerTest's, since the
# criterion is even in a zero diagonal element. Kenward-Roger is not asked for there: pbkrtest takes derivatives in variances at zero too,
# and we do not.
suppressMessages({library(lme4); library(lmerTest); library(pbkrtest); library(numDeriv); library(car); library(jsonlite); library(MASS)})
folder <- "src/test/resources/reference/inference"
read <- function(name, factors) {
  path <- if (file.exists(file.path("workflows/data", paste0(name, ".csv")))) "workflows/data" else folder
  d <- read.csv(file.path(path, paste0(name, ".csv")), stringsAsFactors = FALSE)
  for (f in factors) d[[f]] <- factor(d[[f]], levels = sort(unique(as.character(d[[f]])), method = "radix"))
  d
}

# --- the simulated tables -------------------------------------------------------------------------------------------------------------
set.seed(20240519)
write <- function(d, name) write.csv(d, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
simulate_tables <- function() {
  g <- 9; sizes <- c(3, 8, 5, 2, 7, 4, 6, 9, 5); id <- rep(sprintf("g%d", 1:g), sizes); n <- length(id)
  gi <- rep(1:g, sizes)
  d <- data.frame(id, f = sample(c("a", "b", "c"), n, TRUE), h = sample(c("u", "v"), n, TRUE), x = round(rnorm(n, 10, 2), 2),
                  z = round(rep(rnorm(g), sizes), 2), w = sample(c(0.5, 1, 2, 4), n, TRUE))
  b <- rnorm(g, 0, 1.5); s <- rnorm(g, 0, 0.3)
  d$y <- round(2 + 0.5 * d$x + (d$f == "b") - 0.7 * (d$f == "c") * (d$h == "v") + b[gi] + s[gi] * (d$x - 10) + rnorm(n), 3)
  d$o <- round(rnorm(n), 2)
  write(d, "unbalanced")
  n <- 72
  e <- data.frame(s = sprintf("s%02d", sample(1:12, n, TRUE)), i = sprintf("i%d", sample(1:8, n, TRUE)),
                  c = sample(c("lo", "mid", "hi"), n, TRUE), x = round(runif(n), 3))
  us <- rnorm(12, 0, 2); ui <- rnorm(8, 0, 1)
  e$y <- round(20 + 2 * (e$c == "hi") + 3 * e$x + us[as.integer(substr(e$s, 2, 3))] + ui[as.integer(substr(e$i, 2, 2))] + rnorm(n), 3)
  write(e, "crossed")
  k <- expand.grid(rep = 1:3, plot = 1:4, block = 1:5)
  k <- data.frame(block = sprintf("b%d", k$block), plot = sprintf("p%d", k$plot), variety = c("A", "B", "C", "D")[k$plot],
                  nitrogen = c(0, 1, 2)[k$rep])
  k <- k[-c(4, 17, 31, 44, 45, 58), ]
  ub <- rnorm(5, 0, 3); up <- rnorm(20, 0, 2)
  k$y <- round(50 + 4 * k$nitrogen + 3 * (k$variety == "B") + ub[as.integer(substr(k$block, 2, 2))] +
    up[(as.integer(substr(k$block, 2, 2)) - 1) * 4 + as.integer(substr(k$plot, 2, 2))] + rnorm(nrow(k), 0, 2), 3)
  write(k, "splitplot")
  m <- data.frame(g = rep(sprintf("k%d", 1:6), each = 7), a = rep(c("p", "q", "r"), 14), t = rep(1:7, 6))
  m$b <- ifelse(m$a == "r", "x", rep(c("x", "y", "y", "x", "y"), length.out = 42))
  m$y <- round(5 + 0.3 * m$t + rnorm(6)[rep(1:6, each = 7)] + rnorm(42), 3)
  write(m, "cells")
}
simulate_tables()

# --- the optimum ----------------------------------------------------------------------------------------------------------------------
polish <- function(dev, theta, free) {
  for (k in 1:8) {
    f <- function(t) { u <- theta; u[free] <- t; dev(u) }
    g <- grad(f, theta[free]); h <- hessian(f, theta[free])
    step <- tryCatch(solve(h, g), error = function(e) ginv(h) %*% g)
    theta[free] <- theta[free] - drop(step)
    if (max(abs(g)) < 1e-9) break
  }
  theta
}
tight <- function(formula, data, REML, weights = NULL) {
  data$.w <- if (is.null(weights)) rep(1, nrow(data)) else data[[weights]]
  lf <- lFormula(formula, data, REML = REML, weights = .w, control = lmerControl(check.conv.singular = "ignore", check.rankX = "silent.drop.cols"))
  dev <- do.call(mkLmerDevfun, lf)
  best <- NULL
  for (start in list(lf$reTrms$theta, lf$reTrms$theta * 0.3, lf$reTrms$theta * 3)) {
    o <- optimizeLmer(dev, optimizer = "bobyqa", start = start, control = list(rhobeg = 0.05, rhoend = 1e-12, maxfun = 20000))
    if (is.null(best) || o$fval < best$fval - 1e-9) best <- o
  }
  theta <- best$par
  lower <- lf$reTrms$lower
  theta[lower == 0 & abs(theta) < 1e-4] <- 0
  zero <- lower == 0 & theta == 0
  free <- !zero
  # the elements below a zero diagonal move nothing that the diagonal does not
  if (any(free)) theta <- polish(dev, theta, which(free))
  theta[zero] <- 0
  dev(theta)
  opt <- list(par = theta, fval = dev(theta), conv = 0, feval = 0)
  m <- mkMerMod(environment(dev), opt, lf$reTrms, lf$fr, mc = call("lmer", formula = formula))
  dev(theta)
  list(model = m, lt = suppressWarnings(lmerTest:::as_lmerModLT(m, dev)), dev = dev)
}

# --- what is asked --------------------------------------------------------------------------------------------------------------------
basis <- function(L) t(qr.Q(qr(t(L)))[, seq_len(qr(t(L))$rank), drop = FALSE])
sat <- function(lt, L, rhs = 0) {
  r <- lmerTest::contestMD(lt, basis(L), ddf = "Satterthwaite")
  list(sum_sq = r[["Sum Sq"]], mean_sq = r[["Mean Sq"]], num_df = r$NumDF, den_df = r$DenDF, f = r[["F value"]], p = r[["Pr(>F)"]])
}
kr <- function(m, L) {
  t <- pbkrtest:::.KR_adjust(attr(m, "PhiA"), vcov(m$model), basis(L), fixef(m$model), 0)
  u <- t$FstatU * sigma(m$model)^2
  list(sum_sq = u * t$ndf, mean_sq = u, num_df = t$ndf, den_df = t$ddf, f = t$Fstat, p = t$p.value)
}
type2 <- function(m, V) {
  X <- model.matrix(m); assign <- attr(X, "assign"); labels <- attr(terms(m), "term.labels"); fac <- attr(terms(m), "factors")
  p <- ncol(X); I <- diag(p)
  lapply(setNames(seq_along(labels), labels), function(i) {
    rel <- which(sapply(seq_along(labels), function(j) j != i && all(fac[, j] > 0 | fac[, i] == 0) && any(fac[, i] > 0)))
    own <- I[assign == i, , drop = FALSE]
    if (!length(rel)) return(own)
    r <- I[assign %in% rel, , drop = FALSE]
    t(car:::ConjComp(t(r), t(rbind(r, own)), V))
  })
}
table <- function(Ls, test) lapply(names(Ls), function(n) c(list(term = n), test(Ls[[n]])))

one <- function(id, data, factors, formula, ours, REML = TRUE, weights = NULL, kenward = REML && is.null(weights), anova = TRUE) {
  message(id)
  d <- read(data, factors)
  fit <- tight(formula, d, REML, weights)
  m <- fit$model; lt <- fit$lt
  p <- length(fixef(m)); I <- diag(p)
  result <- list(id = id, data = data, categorical = I(factors), formula = ours, REML = REML, weights = if (is.null(weights)) "" else weights,
    criterion = fit$dev(getME(m, "theta")), estimates = I(unname(fixef(m))), se = I(unname(sqrt(diag(as.matrix(vcov(m)))))),
    df = I(sapply(seq_len(p), function(i) sat(lt, I[i, , drop = FALSE])$den_df)))
  several <- if (p > 2) I[-1, , drop = FALSE] else I
  result$overall <- sat(lt, several)
  if (kenward) {
    wrapped <- list(model = m); attr(wrapped, "PhiA") <- vcovAdj(m)
    PhiA <- as.matrix(attr(wrapped, "PhiA"))
    result$kr <- list(covariance = unname(PhiA), df = I(sapply(seq_len(p), function(i) kr(wrapped, I[i, , drop = FALSE])$den_df)), overall = kr(wrapped, several))
  }
  if (anova) {
    one <- lmerTest:::get_contrasts_type1(lt); two <- type2(m, as.matrix(vcov(m))); three <- suppressMessages(lmerTest:::get_contrasts_type3(lt))
    keep <- function(l) l[sapply(l, nrow) > 0]
    result$anova <- list(I = table(keep(one), function(L) sat(lt, L)), II = table(keep(two), function(L) sat(lt, L)), III = table(keep(three), function(L) sat(lt, L)))
    if (kenward) {
      twok <- type2(m, PhiA)
      result$anova_kr <- list(I = table(keep(one), function(L) kr(wrapped, L)), II = table(keep(twok), function(L) kr(wrapped, L)), III = table(keep(three), function(L) kr(wrapped, L)))
    }
  }
  result
}
cases <- list(
  one("machines-slope", "Machines", c("Machine", "Worker"), score ~ Machine + (Machine | Worker), "score ~ Machine + (Machine | Worker)"),
  one("machines-nested-ml", "Machines", c("Machine", "Worker"), score ~ Machine + (1 | Worker/Machine), "score ~ Machine + (1 | Worker/Machine)", REML = FALSE),
  one("orthodont-ri", "Orthodont", c("Subject", "Sex"), distance ~ age * Sex + (1 | Subject), "distance ~ age * Sex + (1 | Subject)"),
  one("sleepstudy-uncor", "sleepstudy", "Subject", Reaction ~ Days + (Days || Subject), "Reaction ~ Days + (Days || Subject)"),
  one("penicillin-one", "Penicillin", c("plate", "sample"), diameter ~ sample + (1 | plate), "diameter ~ sample + (1 | plate)"),
  one("hsb-sector", "hsb", c("school", "sector"), mathach ~ ses * sector + (1 + ses | school), "mathach ~ ses * factor(sector) + (1 + ses | school)", kenward = FALSE),
  one("unbalanced-ri", "unbalanced", c("id", "f", "h"), y ~ f * h + x + (1 | id), "y ~ f * h + x + (1 | id)"),
  one("unbalanced-slope", "unbalanced", c("id", "f", "h"), y ~ x + f + (x | id), "y ~ x + f + (x | id)"),
  one("unbalanced-covariate", "unbalanced", c("id", "f", "h"), y ~ x * f + z + (1 | id), "y ~ x * f + z + (1 | id)"),
  one("unbalanced-three-way", "unbalanced", c("id", "f", "h"), y ~ x * f * h + (1 | id), "y ~ x * f * h + (1 | id)"),
  one("unbalanced-noint", "unbalanced", c("id", "f", "h"), y ~ 0 + f + x + (1 | id), "y ~ 0 + f + x + (1 | id)"),
  one("unbalanced-ml", "unbalanced", c("id", "f", "h"), y ~ f * x + (1 | id), "y ~ f * x + (1 | id)", REML = FALSE),
  one("unbalanced-offset", "unbalanced", c("id", "f", "h"), y ~ f + x + offset(o) + (1 | id), "y ~ f + x + offset(o) + (1 | id)"),
  one("unbalanced-weights", "unbalanced", c("id", "f", "h"), y ~ f + x + (1 | id), "y ~ f + x + (1 | id)", weights = "w", anova = FALSE),
  one("unbalanced-poly", "unbalanced", c("id", "f", "h"), y ~ poly(x, 2) + h + (1 | id), "y ~ poly(x, 2) + h + (1 | id)"),
  one("unbalanced-factor-slope", "unbalanced", c("id", "f", "h"), y ~ f + h + (h | id), "y ~ f + h + (h | id)", kenward = FALSE),
  one("crossed", "crossed", c("s", "i", "c"), y ~ c * x + (1 | s) + (1 | i), "y ~ c * x + (1 | s) + (1 | i)"),
  one("crossed-ml", "crossed", c("s", "i", "c"), y ~ c + x + (1 | s) + (1 | i), "y ~ c + x + (1 | s) + (1 | i)", REML = FALSE),
  one("crossed-slope", "crossed", c("s", "i", "c"), y ~ c + x + (x | s) + (1 | i), "y ~ c + x + (x | s) + (1 | i)", kenward = FALSE),
  one("splitplot", "splitplot", c("block", "plot", "variety"), y ~ variety * nitrogen + (1 | block/plot), "y ~ variety * nitrogen + (1 | block/plot)"),
  one("splitplot-factor", "splitplot", c("block", "plot", "variety"), y ~ variety * factor(nitrogen) + (1 | block/plot), "y ~ variety * factor(nitrogen) + (1 | block/plot)"),
  one("splitplot-singular", "splitplot", c("block", "plot", "variety"), y ~ factor(nitrogen) + variety + (1 | block) + (0 + nitrogen | block), "y ~ factor(nitrogen) + variety + (1 | block) + (0 + nitrogen | block)", kenward = FALSE),
  one("cells", "cells", c("g", "a", "b"), y ~ a * b + t + (1 | g), "y ~ a * b + t + (1 | g)"),
  one("cells-slope", "cells", c("g", "a", "b"), y ~ t + b + (t | g), "y ~ t + b + (t | g)", kenward = FALSE)
)
# Kenward and Roger with prior weights: pbkrtest leaves weights out, so the rows are multiplied by their root
d <- read("unbalanced", c("id", "f", "h")); s <- sqrt(d$w)
X <- model.matrix(~ f + x, d) * s; scaled <- data.frame(y = d$y * s, X1 = X[, 1], X2 = X[, 2], X3 = X[, 3], X4 = X[, 4], s = s, id = d$id)
fit <- tight(y ~ 0 + X1 + X2 + X3 + X4 + (0 + s | id), scaled, TRUE)
wrapped <- list(model = fit$model); attr(wrapped, "PhiA") <- vcovAdj(fit$model); I4 <- diag(4)
at <- which(sapply(cases, `[[`, "id") == "unbalanced-weights")
cases[[at]]$kr <- list(covariance = unname(as.matrix(attr(wrapped, "PhiA"))), df = I(sapply(1:4, function(i) kr(wrapped, I4[i, , drop = FALSE])$den_df)), overall = kr(wrapped, I4[-1, ]))
meta <- list(R = R.version.string, lme4 = as.character(packageVersion("lme4")), lmerTest = as.character(packageVersion("lmerTest")), pbkrtest = as.character(packageVersion("pbkrtest")), car = as.character(packageVersion("car")), numDeriv = as.character(packageVersion("numDeriv")))
write_json(list(meta = meta, cases = cases), file.path(folder, "inference.json"), auto_unbox = TRUE, digits = NA, pretty = 1)
