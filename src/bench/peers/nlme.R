# Times nlme's default fit of one case: Rscript nlme.R CASE FILE
# Prints: nlme case median_seconds logLik repeats converged
# Crossed factors are beyond what nlme fits in reasonable time, so they have no case here.
library(nlme)
args <- commandArgs(trailingOnly = TRUE)
case <- args[1]
data <- read.csv(args[2])

fit <- switch(
  case,
  "sleepstudy" = function() lme(Reaction ~ Days, data, random = ~ Days | Subject),
  "hsb" = function() {
    lme(mathach ~ ses + meanses + pracad + minority + female, data, random = ~ minority | school, method = "ML")
  },
  "synthetic" = function() lme(y ~ x1 + x2 + x3 + x4 + x5, data, random = ~ x1 | g),
  stop("nlme has no case ", case)
)
group <- c("sleepstudy" = "Subject", "hsb" = "school", "synthetic" = "g")[[case]]
data[[group]] <- factor(data[[group]])

source(file.path(dirname(sub("--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "timing.R"))
result <- medianOfRepeats(fit)
cat(sprintf("nlme %s %.6f %.6f %d %s\n", case, result$median, as.numeric(logLik(result$value)), result$repeats, "yes"))
