# Times lme4's default fit of one case: Rscript lme4.R CASE FILE
# Prints: lme4 case median_seconds logLik repeats converged
suppressPackageStartupMessages(library(lme4))
args <- commandArgs(trailingOnly = TRUE)
case <- args[1]
data <- read.csv(args[2])

fit <- switch(
  case,
  "sleepstudy" = function() lmer(Reaction ~ Days + (Days | Subject), data),
  "hsb" = function() {
    lmer(mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school), data, REML = FALSE)
  },
  "insteval" = function() lmer(y ~ service + (1 | s) + (1 | d), data),
  "insteval-three" = function() lmer(y ~ 1 + (1 | s) + (1 | d) + (1 | dept:service), data),
  "synthetic" = function() lmer(y ~ x1 + x2 + x3 + x4 + x5 + (1 + x1 | g), data)
)
factors <- list(
  "sleepstudy" = "Subject", "hsb" = "school", "insteval" = c("s", "d", "service"),
  "insteval-three" = c("s", "d", "dept", "service"), "synthetic" = "g"
)
for (name in factors[[case]]) data[[name]] <- factor(data[[name]])

source(file.path(dirname(sub("--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "timing.R"))
result <- medianOfRepeats(function() suppressWarnings(suppressMessages(fit())))
model <- result$value
converged <- length(model@optinfo$conv$lme4$messages) == 0
cat(sprintf("lme4 %s %.6f %.6f %d %s\n", case, result$median, as.numeric(logLik(model)), result$repeats,
            if (converged) "yes" else "no"))
