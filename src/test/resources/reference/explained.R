# Variances explained, intraclass correlations and information criteria, for VarianceSharesTest.
# Made with R 4.2.2, lme4 1.1-31, insight 0.19.0 and performance 0.10.2: Rscript explained.R > explained.json, in the folder of this file.
# Left out are models of which insight forgets a part: of (x || g) it takes the intercept's variance alone, of a slope without a fixed
# effect nothing. lme4 stops at about 1e-5; the fits here are polished by Newton steps, so that the numbers of performance are those of the optimum.
suppressMessages({library(lme4); library(performance); library(jsonlite); library(numDeriv)})
data <- file.path("..", "..", "..", "..", "workflows", "data")
polish <- function(formula, table, REML, weights = NULL) {
  args <- list(formula = formula, data = table, REML = REML)
  if (!is.null(weights)) args$weights <- table[[weights]]
  parsed <- do.call(lFormula, args)
  f <- do.call(mkLmerDevfun, parsed)
  start <- optimizeLmer(f, optimizer = "bobyqa", control = list(rhoend = 1e-10))
  theta <- start$par
  inside <- theta > 1e-4 | parsed$reTrms$lower < 0
  if (any(inside)) for (i in 1:6) {
    g <- grad(function(t) { x <- theta; x[inside] <- t; f(x) }, theta[inside], method.args = list(r = 6))
    h <- hessian(function(t) { x <- theta; x[inside] <- t; f(x) }, theta[inside], method.args = list(r = 6))
    theta[inside] <- theta[inside] - solve(h, g)
  }
  theta[!inside] <- 0
  f(theta)
  opt <- list(par = theta, fval = f(theta), conv = 0, message = "", feval = 0)
  # the formula itself stands in the call, where insight looks for it
  call <- bquote(lmer(formula = .(formula), data = table, REML = .(REML)))
  mkMerMod(environment(f), opt, parsed$reTrms, parsed$fr, call)
}
one <- function(file, formula, REML = TRUE, weights = NULL, factors = character()) {
  table <- read.csv(file.path(data, file))
  for (name in factors) table[[name]] <- factor(table[[name]])
  model <- polish(as.formula(formula), table, REML, weights)
  variances <- suppressWarnings(insight::get_variance(model, tolerance = 0))
  r2 <- suppressWarnings(r2_nakagawa(model, tolerance = 0))
  icc <- suppressWarnings(icc(model, tolerance = 0))
  n <- nobs(model); k <- attr(logLik(model), "df")
  by <- tryCatch(suppressWarnings(as.data.frame(icc(model, by_group = TRUE, tolerance = 0))), error = function(e) NULL)
  slopes <- any(sapply(VarCorr(model), nrow) > 1)
  list(data = file, formula = formula, reml = REML, weights = if (is.null(weights)) "" else weights, factors = I(factors),
    fixed = unname(variances$var.fixed), random = unname(variances$var.random), residual = unname(variances$var.residual),
    r2_marginal = unname(r2$R2_marginal), r2_conditional = unname(r2$R2_conditional),
    icc = icc$ICC_adjusted, icc_unadjusted = icc$ICC_unadjusted,
    by_group = if (slopes || is.null(by)) list() else setNames(as.list(by$ICC), by$Group),
    aicc = AIC(model) + 2 * k * (k + 1) / (n - k - 1))
}
cases <- list(
  one("sleepstudy.csv", "Reaction ~ Days + (1 | Subject)", factors = "Subject"),
  one("sleepstudy.csv", "Reaction ~ Days + (Days | Subject)", factors = "Subject"),
  one("hsb.csv", "mathach ~ 1 + (1 | school)"),
  one("hsb.csv", "mathach ~ ses + meanses + (ses | school)", FALSE),
  one("hsb.csv", "mathach ~ ses + (1 | school)", TRUE, "size"),
  one("Penicillin.csv", "diameter ~ 1 + (1 | plate) + (1 | sample)"),
  one("Pastes.csv", "strength ~ 1 + (1 | batch/cask)", FALSE),
  one("Machines.csv", "score ~ Machine + (1 | Worker) + (1 | Worker:Machine)", factors = "Worker"),
  one("Machines.csv", "score ~ 0 + Machine + (0 + Machine | Worker)", factors = "Worker"),
  one("Oxboys.csv", "height ~ age + (0 + age | Subject)", FALSE, factors = "Subject"),
  one("Orthodont.csv", "distance ~ age * Sex + (age | Subject)")
)
cat(toJSON(list(versions = "R 4.2.2, lme4 1.1-31, insight 0.19.0, performance 0.10.2", cases = cases), digits = NA, auto_unbox = TRUE, pretty = TRUE))
