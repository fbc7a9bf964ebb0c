# R squared and intraclass correlation of binomial models on the observation level, plainly by Nakagawa, Johnson and Schielzeth (2017),
# J. R. Soc. Interface 14, 20170213: the delta method's p (1 - p) / (dp / d eta)^2 in the place of the latent variance, with p the mean of
# the model without predictors; for logit by the approximation of McCulloch, Searle and Neuhaus (2008) that the paper takes, as MuMIn's
# r.squaredGLMM ("delta") and later versions of performance ("observation_level") have it, for the other links integrated.
# R 4.2.2, lme4 1.1-31, tightened; probit and cloglog by glmmTMB 1.1.5. Writes shares-observations.csv.
suppressMessages({library(lme4); library(glmmTMB)})
read <- function(f, cat) { d <- read.csv(f); for (k in cat) d[[k]] <- factor(d[[k]]); d }
tight <- glmerControl(optimizer = "bobyqa", tolPwrss = 1e-12, optCtrl = list(rhoend = 1e-9, maxfun = 1e5))
cbpp <- read("cbpp.csv", c("herd", "period")); con <- read("contraception.csv", c("use", "urban", "livch", "district"))
con$use <- as.integer(con$use == sort(levels(con$use))[2])
parts <- function(m) if (inherits(m, "glmmTMB")) list(b = fixef(m)$cond, vc = VarCorr(m)$cond) else list(b = fixef(m), vc = VarCorr(m))
# mean over the rows of z'Gz: Johnson (2014)
random <- function(m, d) sum(sapply(names(parts(m)$vc), function(g) {
  G <- as.matrix(parts(m)$vc[[g]]); Z <- if (ncol(G) == 1) matrix(1, nrow(d)) else model.matrix(~ urban, d); mean(rowSums((Z %*% G) * Z)) }))
shares <- function(name, d, f, null, link) {
  fit <- function(f) if (link == "logit") glmer(f, d, binomial, control = tight) else
    glmmTMB(f, d, binomial(link), control = glmmTMBControl(optCtrl = list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-14)))
  m <- suppressWarnings(fit(f)); m0 <- suppressWarnings(fit(null)); inv <- binomial(link)
  b0 <- unname(parts(m0)$b); v0 <- random(m0, d)
  p <- if (link == "logit") plogis(b0 - 0.5 * v0 * tanh(b0 * (1 + 2 * exp(-0.5 * v0)) / 6)) else
    integrate(function(z) inv$linkinv(b0 + sqrt(v0) * z) * dnorm(z), -Inf, Inf, rel.tol = 1e-10)$value
  vd <- p * (1 - p) / inv$mu.eta(inv$linkfun(p))^2
  vf <- var(as.vector(model.matrix(lme4::nobars(f)[-2], d) %*% parts(m)$b)); vr <- random(m, d)
  data.frame(name = name, p = p, variance = vd, r2_marginal = vf / (vf + vr + vd), r2_conditional = (vf + vr) / (vf + vr + vd),
    icc = vr / (vr + vd), icc_unadjusted = vr / (vf + vr + vd))
}
cb <- cbind(incidence, healthy) ~ period + (1 | herd); cb0 <- cbind(incidence, healthy) ~ 1 + (1 | herd)
co <- use ~ age + I(age^2) + urban + livch + (1 | district); co0 <- use ~ 1 + (1 | district)
rows <- rbind(shares("cbpp", cbpp, cb, cb0, "logit"), shares("contraception", con, co, co0, "logit"),
  shares("contraception-slope", con, use ~ age + I(age^2) + urban + livch + (1 + urban | district), use ~ 1 + (1 + urban | district), "logit"),
  shares("contraception-probit", con, co, co0, "probit"), shares("contraception-cloglog", con, co, co0, "cloglog"))
write.csv(format(rows, digits = 12), "shares-observations.csv", row.names = FALSE, quote = FALSE)
