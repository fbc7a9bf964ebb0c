# Makes comparison.tsv in the folder of the project: Rscript src/test/resources/org/multilevel/inference/comparison/comparison.R
# (R 4.2.2, lme4 1.1-31). Each model is fitted by three optimisers with tight tolerances, and the best of them is used; no refitting.
suppressMessages(library(lme4))
controls <- list(
  lmerControl("bobyqa", calc.derivs = FALSE, optCtrl = list(rhoend = 1e-10, maxfun = 1e5)),
  lmerControl("nloptwrap", calc.derivs = FALSE, optCtrl = list(xtol_abs = 1e-13, ftol_abs = 1e-13, maxeval = 1e5)),
  lmerControl("Nelder_Mead", calc.derivs = FALSE, optCtrl = list(FtolAbs = 1e-14, FtolRel = 1e-16, XtolRel = 1e-13, maxfun = 1e5)))
best <- function(formula, data, reml) {
  if (!grepl("|", formula, fixed = TRUE)) return(lm(as.formula(formula), data))
  fits <- lapply(controls, function(control)
    suppressMessages(suppressWarnings(lmer(as.formula(formula), data, REML = reml, control = control))))
  fits[[which.max(sapply(fits, logLik))]]
}
cases <- list(
  list("hsb", "ML", "mathach ~ 1 + (1 | school)", "mathach ~ ses + (1 | school)", "mathach ~ ses + meanses + (1 | school)",
    "mathach ~ ses + meanses + (1 + ses | school)", "mathach ~ ses * sector + meanses + (1 + ses | school)"),
  list("Oxboys", "REML", "height ~ age + (1 | Subject)", "height ~ age + (age || Subject)", "height ~ age + (age | Subject)"),
  list("sleepstudy", "ML", "Reaction ~ Days + (Days | Subject)", "Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days || Subject)"),
  list("sleepstudy", "REML", "Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days | Subject)"),
  list("Orthodont", "ML", "distance ~ age + (1 | Subject)", "distance ~ age", "distance ~ age * Sex + (1 | Subject)"),
  list("Pastes", "REML", "strength ~ 1 + (1 | batch/cask)", "strength ~ 1 + (1 | batch)", "strength ~ 1 + (1 | batch:cask)"),
  list("hsb", "ML", "mathach ~ ses + (1 | school)", "mathach ~ size + sector + (1 | school)"),
  list("Penicillin", "REML", "diameter ~ 1 + (1 | plate)", "diameter ~ 1 + (1 | plate) + (1 | sample)"),
  list("Dyestuff2", "REML", "Yield ~ 1", "Yield ~ 1 + (1 | Batch)"))
out <- c("case\tdata\tmethod\tformula\tparameters\taic\tbic\tlog_likelihood\tdeviance\tchi_squared\tdf\tp_value")
for (k in seq_along(cases)) {
  case <- cases[[k]]
  data <- read.csv(file.path("workflows/data", paste0(case[[1]], ".csv")))
  formulas <- unlist(case[-(1:2)])
  reml <- case[[2]] == "REML"
  fits <- lapply(formulas, best, data = data, reml = reml)
  logLiks <- sapply(fits, function(fit) if (reml) logLik(fit, REML = TRUE) else logLik(fit))
  parameters <- sapply(fits, function(fit) attr(logLik(fit), "df"))
  # anova() wants a merMod first and takes the log-likelihood of lm by ML, so where there is one its arithmetic is repeated.
  hasLm <- sapply(fits, inherits, "lm")
  order <- order(parameters)
  rows <- if (!any(hasLm)) {
    a <- suppressWarnings(do.call(anova, c(fits, list(refit = FALSE, model.names = formulas))))
    data.frame(rownames(a), a$npar, a$AIC, a$BIC, a$logLik, a$deviance, a$Chisq, a$Df, a[["Pr(>Chisq)"]])
  } else {
    l <- logLiks[order]; p <- parameters[order]; n <- nrow(data)
    chi <- 2 * pmax(0, c(NA, diff(l))); df <- c(NA, diff(p))
    data.frame(formulas[order], p, -2 * l + 2 * p, -2 * l + p * log(n), l, -2 * l, chi, df,
      ifelse(df == 0, NA, pchisq(chi, df, lower.tail = FALSE)))
  }
  for (i in seq_len(nrow(rows))) {
    numbers <- sapply(rows[i, -1], function(x) if (is.na(x)) "" else format(x, digits = 15))
    out <- c(out, paste(c(k, case[[1]], case[[2]], as.character(rows[i, 1]), numbers), collapse = "\t"))
  }
}
writeLines(out, "src/test/resources/org/multilevel/inference/comparison/comparison.tsv")
