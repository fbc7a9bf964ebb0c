# Makes what the two test workflows of KNIME compare with: run it in the folder of the repository.
# lme4 1.1-31, lmerTest 3.1-3, R 4.2.2; the optimiser is driven far beyond its default tolerance.
suppressMessages(library(lmerTest))
data <- read.csv("workflows/data/sleepstudy.csv")
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e6))
model <- lmer(Reaction ~ Days + (1 + Days | Subject), data, control = tight)
found <- coef(summary(model))
half <- qt(0.975, found[, "df"]) * found[, "Std. Error"]
fixed <- data.frame(
  RowID = rownames(found), term = rownames(found), estimate = found[, "Estimate"], std_error = found[, "Std. Error"],
  statistic = found[, "t value"], df = found[, "df"], p_value = found[, "Pr(>|t|)"],
  ci_lower = found[, "Estimate"] - half, ci_upper = found[, "Estimate"] + half)
options(digits = 15)
folder <- function(name) file.path("workflows", "knime", name, "data")
write.csv(format(fixed, digits = 15, nsmall = 1, trim = TRUE),
  file.path(folder("Test fixed effects (sleepstudy)"), "expected-fixed-effects.csv"), row.names = FALSE, quote = FALSE)
predicted <- cbind(data, "Prediction (Reaction)" = predict(model))
write.csv(format(predicted, digits = 15, trim = TRUE),
  file.path(folder("Test predictions (sleepstudy)"), "expected-predictions.csv"), row.names = FALSE, quote = FALSE)
