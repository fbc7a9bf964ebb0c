# Times the default fit of a generalised model, by Laplace's approximation: Rscript generalised.R glmer|glmmTMB CASE FILE
# Prints: program case median_seconds logLik repeats converged
args <- commandArgs(trailingOnly = TRUE)
program <- args[1]
case <- args[2]
suppressPackageStartupMessages(library(if (program == "glmer") "lme4" else program, character.only = TRUE))
data <- read.csv(args[3])

clicks <- list(click ~ x + z + (1 + x | customer), "binomial")
models <- list(
  "clicks" = clicks,
  "clicks-million" = clicks,
  "cbpp" = list(cbind(incidence, healthy) ~ period + (1 | herd), "binomial"),
  "contraception" = list(use ~ age + I(age^2) + urban + livch + (1 + urban | district), "binomial"),
  "verbagg" = list(r2 ~ 1 + anger + gender + btype + situ + (1 | id) + (1 | item), "binomial"),
  "grouseticks" = list(TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION), "poisson")
)
categorical <- list(
  "clicks" = "customer", "clicks-million" = "customer",
  "cbpp" = c("period", "herd"), "contraception" = c("district", "use"), "verbagg" = c("id", "item", "r2"),
  "grouseticks" = c("INDEX", "BROOD", "YEAR", "LOCATION")
)
for (name in categorical[[case]]) data[[name]] <- factor(data[[name]])
formula <- models[[case]][[1]]
family <- get(models[[case]][[2]])
fit <- if (program == "glmer") function() glmer(formula, data, family) else function() glmmTMB(formula, data, family)

source(file.path(dirname(sub("--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "timing.R"))
result <- medianOfRepeats(function() suppressWarnings(suppressMessages(fit())))
model <- result$value
converged <- if (program == "glmer") length(model@optinfo$conv$lme4$messages) == 0 else model$fit$convergence == 0
cat(sprintf("%s %s %.6f %.6f %d %s\n", program, case, result$median, as.numeric(logLik(model)), result$repeats,
            if (converged) "yes" else "no"))
