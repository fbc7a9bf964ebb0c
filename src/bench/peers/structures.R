# Times the default fit of a model with a covariance structure: Rscript structures.R nlme|glmmTMB CASE FILE
# Prints: program case median_seconds logLik repeats converged
args <- commandArgs(trailingOnly = TRUE)
program <- args[1]
case <- args[2]
suppressPackageStartupMessages(library(program, character.only = TRUE))
data <- read.csv(args[3])
visits <- startsWith(case, "visits") || case == "million"
categorical <- if (visits) "id" else list(bodyweight = c("Diet", "Rat"), orthodont = c("Subject", "Sex"))[[case]]
for (name in categorical) data[[name]] <- factor(data[[name]])

fit <- if (program == "nlme") {
  if (visits) {
    function() lme(y ~ x + time, data, ~1 | id, correlation = corAR1(form = ~time | id))
  } else if (case == "bodyweight") {
    function() lme(weight ~ Time * Diet, data, ~Time | Rat, correlation = corAR1(form = ~Time | Rat))
  } else {
    function() lme(distance ~ age * Sex, data, ~1 | Subject, weights = varIdent(form = ~1 | Sex))
  }
} else {
  # glmmTMB has residual structures as random effects, and no AR(1) over times with gaps but by a factor of all days
  if (visits) {
    data$visit <- factor(data$time)
    function() glmmTMB(y ~ x + time + (1 | id) + ar1(0 + visit | id), data, dispformula = ~0, REML = TRUE)
  } else if (case == "bodyweight") {
    data$day <- factor(data$Time, levels = seq(min(data$Time), max(data$Time)))
    function() glmmTMB(weight ~ Time * Diet + (Time | Rat) + ar1(0 + day | Rat), data, dispformula = ~0, REML = TRUE)
  } else {
    function() glmmTMB(distance ~ age * Sex + (1 | Subject), data, dispformula = ~Sex, REML = TRUE)
  }
}

source(file.path(dirname(sub("--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "timing.R"))
result <- medianOfRepeats(function() suppressWarnings(suppressMessages(fit())))
model <- result$value
converged <- if (program == "nlme") TRUE else model$fit$convergence == 0
cat(sprintf("%s %s %.6f %.6f %d %s\n", program, case, result$median, as.numeric(logLik(model)), result$repeats,
            if (converged) "yes" else "no"))
