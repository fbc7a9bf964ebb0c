# Accelerations of BCa intervals by leaving out each level of the outermost group with lme4, and BCa ends of given replicates with boot.
# Run where this file stands: Rscript bca.R   (R 4.2.2, lme4 1.1-31, boot 1.3-28.1; the sample tables are lme4's own)
library(lme4)
library(boot)
strict <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE)
acceleration <- function(formula, data, group) {
  values <- sapply(levels(factor(data[[group]])), function(level) {
    fit <- lmer(formula, droplevels(data[data[[group]] != level, ]), control = strict)
    vc <- as.data.frame(VarCorr(fit))
    c(fixef(fit), vc$sdcor)
  })
  full <- lmer(formula, data, control = strict)
  vc <- as.data.frame(VarCorr(full))
  rownames(values) <- c(names(fixef(full)), ifelse(is.na(vc$var2), paste0("sd:", vc$grp, ifelse(is.na(vc$var1), "", paste0(":", vc$var1))),
                                                   paste0("cor:", vc$grp, ":", vc$var1, ":", vc$var2)))
  d <- rowMeans(values) - values
  rowSums(d^3) / (6 * rowSums(d^2)^1.5)
}
rows <- function(model, a) data.frame(model = model, parameter = names(a), acceleration = format(a, digits = 10))
table <- rbind(
  rows("sleepstudy", acceleration(Reaction ~ Days + (Days | Subject), sleepstudy, "Subject")),
  rows("Pastes", acceleration(strength ~ 1 + (1 | batch) + (1 | cask:batch), transform(Pastes, batch = factor(batch)), "batch")))
write.csv(table, "bca-acceleration.csv", row.names = FALSE, quote = FALSE)
# replicates: the quantiles of an exponential distribution; estimates above and below their median; influence values of a known skewness
t <- matrix(qexp((1:999 - 0.5) / 999), ncol = 1)
ends <- do.call(rbind, lapply(list(c(0.6, 0.05), c(0.8, 0.1), c(0.7, -0.08)), function(given) {
  a <- given[2]
  # influence values of which the acceleration is a: ones of either sign and one that is larger
  influences <- function(x) { L <- c(rep(c(-1, 1), 10), x); L - mean(L) }
  skew <- function(L) sum(L^3) / (6 * sum(L^2)^1.5)
  L <- sign(a) * influences(uniroot(function(x) skew(influences(x)) - abs(a), c(0, 40), tol = 1e-14)$root)
  fake <- structure(list(t0 = given[1], t = t, R = 999, data = L, sim = "parametric", call = quote(boot()), stype = "i"), class = "boot")
  do.call(rbind, lapply(c(0.8, 0.95), function(level) {
    ci <- boot.ci(fake, conf = level, type = "bca", L = L, t0 = given[1], t = t[, 1])$bca
    data.frame(estimate = given[1], acceleration = a, level = level, lower = ci[4], upper = ci[5])
  }))
}))
write.csv(format(ends, digits = 10), "bca-ends.csv", row.names = FALSE, quote = FALSE)
