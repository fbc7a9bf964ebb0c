# Influence of each group, and diagnostics of rows with the variances held fixed, for InfluenceTest and RowDiagnosticsTest.
# Made with R 4.2.2 and lme4 1.1-31: Rscript influence.R > influence.json, in the folder of this file.
# lme4's influence() refits from the full fit's theta with its default tolerance; here both are driven on by Newton steps on theta, and
# dfbeta d is lme4's (without the group less the full fit); Cook's distance is d'V^-1 d / p with V the full fit's covariance, that is lme4's
# with the textbook's divisor p, and dfbetas is d over the full fit's standard errors.
suppressMessages({library(lme4); library(jsonlite); library(numDeriv)})
data <- file.path("..", "..", "..", "..", "workflows", "data")
polish <- function(formula, table, REML) {
  parsed <- lFormula(formula, table, REML = REML)
  f <- do.call(mkLmerDevfun, parsed)
  theta <- optimizeLmer(f, optimizer = "bobyqa", control = list(rhoend = 1e-9))$par
  inside <- theta > 1e-4 | parsed$reTrms$lower < 0
  if (any(inside)) for (i in 1:4) {
    part <- function(t) { x <- theta; x[inside] <- t; f(x) }
    g <- grad(part, theta[inside]); h <- hessian(part, theta[inside])
    theta[inside] <- theta[inside] - solve(h, g)
  }
  theta[!inside] <- 0
  f(theta)
  mkMerMod(environment(f), list(par = theta, fval = f(theta), conv = 0, message = "", feval = 0), parsed$reTrms, parsed$fr,
    bquote(lmer(formula = .(formula), data = table, REML = .(REML))))
}
parameters <- function(m) { v <- as.data.frame(VarCorr(m)); v$sdcor }
names_of <- function(m) {
  v <- as.data.frame(VarCorr(m))
  ifelse(v$grp == "Residual", "sd:Residual", ifelse(is.na(v$var2), paste0("sd:", v$grp, ":", v$var1), paste0("cor:", v$grp, ":", v$var1, ":", v$var2)))
}
one <- function(file, formula, group, REML = TRUE, factors = group) {
  table <- read.csv(file.path(data, file)); for (f in factors) table[[f]] <- factor(table[[f]])
  full <- polish(as.formula(formula), table, REML)
  levels <- unique(as.character(table[[group]]))
  v <- solve(as.matrix(vcov(full))); p <- length(fixef(full))
  out <- lapply(levels, function(l) {
    m <- polish(as.formula(formula), droplevels(table[table[[group]] != l, ]), REML)
    d <- fixef(m) - fixef(full)
    list(level = l, cooks = as.numeric(d %*% v %*% d) / p, dfbetas = unname(d / sqrt(diag(as.matrix(vcov(full))))),
      change = parameters(m) - parameters(full))
  })
  list(data = file, formula = formula, group = group, reml = REML, factors = I(factors), terms = names(fixef(full)),
    parameters = names_of(full), levels = out)
}
rows <- function(file, formula, REML = TRUE, factors = character()) {
  table <- read.csv(file.path(data, file)); for (f in factors) table[[f]] <- factor(table[[f]])
  m <- polish(as.formula(formula), table, REML)
  list(data = file, formula = formula, reml = REML, factors = I(factors), hat = unname(hatvalues(m)), residual = unname(resid(m)),
    standardised = unname(rstudent(m)), cooks = unname(cooks.distance(m)))
}
cat(toJSON(list(versions = "R 4.2.2, lme4 1.1-31", groups = list(
  one("sleepstudy.csv", "Reaction ~ Days + (Days | Subject)", "Subject"),
  one("Dyestuff.csv", "Yield ~ 1 + (1 | Batch)", "Batch", FALSE),
  one("Penicillin.csv", "diameter ~ 1 + (1 | plate) + (1 | sample)", "sample"),
  one("Oxboys.csv", "height ~ age + (age | Subject)", "Subject")
), rows = list(
  rows("sleepstudy.csv", "Reaction ~ Days + (Days | Subject)", factors = "Subject"),
  rows("Pastes.csv", "strength ~ 1 + (1 | batch/cask)"),
  rows("Machines.csv", "score ~ Machine + (1 | Worker/Machine)", FALSE, "Worker")
)), digits = NA, auto_unbox = TRUE, pretty = TRUE))
