# R squared and intraclass correlation of gamma models with the link inverse, by performance. Its distribution variance there is the squared coefficient
# of variation, which is that on the scale of the link (by the delta method, dispersion / mu^2) only where the mean mu of the model without
# predictors is one. Shares do not depend on the unit of the response, so it is divided by its mu here. R 4.2.2, performance 0.10.2,
# insight 0.19.0, glmmTMB 1.1.5. Writes shares-inverse.csv.
suppressMessages({library(glmmTMB); library(performance); library(insight)})
read <- function(f, cat) { d <- read.csv(paste0(f, ".csv")); for (k in cat) d[[k]] <- factor(d[[k]]); d }
cake <- read("cake", c("replicate", "recipe")); sleep <- read("sleep", "Subject")
tight <- glmmTMBControl(optCtrl = list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-14))
fits <- list(
  "cake" = list(angle ~ recipe + temp + (1 | replicate), cake, "angle"),
  "sleep" = list(Seconds ~ Days + (1 | Subject), sleep, "Seconds"))
rows <- do.call(rbind, lapply(names(fits), function(n) {
  f <- fits[[n]]; d <- f[[2]]
  null <- glmmTMB(update(f[[1]], as.formula(paste(". ~ 1 +", paste0("(", lme4::findbars(f[[1]]), ")")))), d, Gamma("inverse"), control = tight)
  mu <- 1 / unname(fixef(null)$cond)
  d[[f[[3]]]] <- d[[f[[3]]]] / mu
  m <- glmmTMB(f[[1]], d, Gamma("inverse"), control = tight)
  r <- r2_nakagawa(m); i <- icc(m)
  data.frame(name = n, mean = mu, r2_marginal = r$R2_marginal, r2_conditional = r$R2_conditional, icc = i$ICC_adjusted,
             icc_unadjusted = i$ICC_unadjusted)
}))
print(rows)
write.csv(format(rows, digits = 12), "shares-inverse.csv", row.names = FALSE, quote = FALSE)
