# Fits the ratings of a CSV file with lme4, once: Rscript ratings.R FILE
# Prints: lme4 ratings seconds logLik variances
suppressPackageStartupMessages(library(lme4))
data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
data$user <- factor(data$user)
data$item <- factor(data$item)
seconds <- system.time(model <- lmer(rating ~ x + (1 | user) + (1 | item), data))[["elapsed"]]
variances <- as.data.frame(VarCorr(model))$vcov
cat(sprintf("lme4 %d ratings %.1f s, log-likelihood %.3f, variances %s\n", nrow(data), seconds, as.numeric(logLik(model)),
            paste(sprintf("%.9f", variances), collapse = " ")))
