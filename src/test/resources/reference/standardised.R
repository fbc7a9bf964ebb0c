# What coefficients of the HSB table are multiplied by to be standardised: R 4.2.2, lme4 1.1.31.
# Run beside the table: Rscript standardised.R hsb.csv > standardised.json
suppressMessages(library(lme4))
h <- read.csv(commandArgs(TRUE)[1])
m <- lmer(mathach ~ ses * sector + (1 + ses | school), h)
X <- getME(m, "X")
G <- as.matrix(VarCorr(m)$school)
Z <- cbind(1, h$ses)
total <- var(as.vector(X %*% fixef(m))) + mean(rowSums((Z %*% G) * Z)) + sigma(m)^2
cat(jsonlite::toJSON(list(
  response = jsonlite::unbox(sqrt(total)), observed = jsonlite::unbox(sd(h$mathach)),
  scales = unname(apply(X, 2, sd) / sqrt(total))), digits = 10), "\n")
