# Deciles of lme4's parametric bootstrap, the reference of ParametricBootstrapTest. Run in this folder with the folder of the sample
# tables as argument: Rscript bootstrap.R ../../../../workflows/data
# R 4.2.2, lme4 1.1-31, jsonlite 1.8.4; 1000 replicates. Names: sd:GROUP:TERM, cor:GROUP:TERM1:TERM2, sd:Residual, fixed effects.
suppressMessages({library(lme4); library(jsonlite)})
dir <- commandArgs(TRUE)[1]
parameters <- function(m) {
  v <- as.data.frame(VarCorr(m), order = "lower.tri")
  n <- ifelse(v$grp == "Residual", "sd:Residual",
              ifelse(is.na(v$var2), paste0("sd:", v$grp, ":", v$var1), paste0("cor:", v$grp, ":", v$var1, ":", v$var2)))
  c(fixef(m), setNames(v$sdcor, n))
}
case <- function(name, data, formula, reml, factors) {
  d <- read.csv(file.path(dir, paste0(data, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  m <- lmer(as.formula(formula), d, REML = reml)
  b <- suppressMessages(suppressWarnings(bootMer(m, parameters, nsim = 1000, seed = 1)))
  out <- lapply(seq_len(ncol(b$t)), function(i) list(parameter = names(b$t0)[i],
    deciles = unname(quantile(b$t[, i], (1:9) / 10, na.rm = TRUE)), count = sum(!is.na(b$t[, i]))))
  list(name = name, data = data, formula = formula, reml = reml, categorical = as.list(factors), parameters = out)
}
cases <- list(
  case("slope", "sleepstudy", "Reaction ~ Days + (Days | Subject)", TRUE, "Subject"),
  case("intercept", "Dyestuff", "Yield ~ 1 + (1 | Batch)", FALSE, "Batch"),
  case("crossed", "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", TRUE, c("plate", "sample")))
write(toJSON(list(cases = cases), digits = NA, auto_unbox = TRUE, pretty = TRUE), "bootstrap.json")
