# Profile-likelihood intervals by lme4, the reference of ProfileIntervalsTest. Run in this folder with the folder of the sample tables as
# argument: Rscript profile.R ../../../../workflows/data
# R 4.2.2, lme4 1.1-31, jsonlite 1.8.4. Names: sd:GROUP:TERM, cor:GROUP:TERM1:TERM2, sd:Residual, fixed effects by their term.
suppressMessages({library(lme4); library(jsonlite)})
dir <- commandArgs(TRUE)[1]
tight <- lmerControl(optimizer = "nloptwrap", optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-12, maxeval = 10000))
case <- function(name, data, formula, reml, factors = character()) {
  d <- read.csv(file.path(dir, paste0(data, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  m <- lmer(as.formula(formula), d, REML = reml, control = tight)
  ci <- suppressWarnings(confint(profile(m, signames = FALSE, delta = 0.1, maxpts = 400), level = 0.95))
  rename <- function(n) {
    if (n == "sigma") return("sd:Residual")
    n <- gsub("^Machine([A-C])$", "Machine[\\1]", n)
    n <- gsub("^sd_(.*)\\|(.*)$", "sd:\\2:\\1", n)
    gsub("^cor_(.*)\\.(.*)\\|(.*)$", "cor:\\3:\\2:\\1", n)
  }
  out <- lapply(seq_len(nrow(ci)), function(i) list(parameter = rename(rownames(ci)[i]), lower = ci[i, 1], upper = ci[i, 2]))
  list(name = name, data = data, formula = formula, reml = reml, categorical = factors, intervals = out)
}
cases <- list(
  case("slope", "sleepstudy", "Reaction ~ Days + (Days | Subject)", TRUE, "Subject"),
  case("uncorrelated", "sleepstudy", "Reaction ~ Days + (Days || Subject)", FALSE, "Subject"),
  case("intercept", "Dyestuff", "Yield ~ 1 + (1 | Batch)", TRUE, "Batch"),
  case("boundary", "Dyestuff2", "Yield ~ 1 + (1 | Batch)", TRUE, "Batch"),
  case("crossed", "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", TRUE, c("plate", "sample")),
  case("nested", "Machines", "score ~ Machine + (1 | Worker/Machine)", TRUE, c("Worker", "Machine")),
  case("growth", "Oxboys", "height ~ age + (1 + age | Subject)", TRUE, "Subject"))
write(toJSON(list(cases = cases), digits = NA, auto_unbox = TRUE, pretty = TRUE), "profile.json")
