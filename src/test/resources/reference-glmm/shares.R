# R squared and intraclass correlation of binomial models on the latent scale, by performance (Nakagawa et al. 2017).
# R 4.2.2, performance 0.10.2, insight 0.19.0, lme4 1.1-31, tightened; the probit model by glmmTMB 1.1.5, since lme4's Laplace
# approximation has the expected information there. Writes shares.csv.
suppressMessages({library(lme4); library(performance)})
here <- "."
read <- function(f, cat) { d <- read.csv(file.path(here, f)); for (k in cat) d[[k]] <- factor(d[[k]]); d }
tight <- glmerControl(optimizer = "bobyqa", tolPwrss = 1e-12, optCtrl = list(rhoend = 1e-9, maxfun = 1e5))
cbpp <- read("cbpp.csv", c("herd", "period"))
con <- read("contraception.csv", c("use", "urban", "livch", "district"))
con$use <- as.integer(con$use == sort(levels(con$use))[2])
fits <- list(
  "cbpp" = glmer(cbind(incidence, healthy) ~ period + (1 | herd), cbpp, binomial, control = tight),
  "contraception" = glmer(use ~ age + I(age^2) + urban + livch + (1 | district), con, binomial, control = tight),
  "contraception-probit" = glmmTMB::glmmTMB(use ~ age + I(age^2) + urban + livch + (1 | district), con, binomial("probit")),
  "contraception-slope" = glmer(use ~ age + I(age^2) + urban + livch + (1 + urban | district), con, binomial, control = tight))
rows <- do.call(rbind, lapply(names(fits), function(n) {
  r <- r2_nakagawa(fits[[n]]); i <- icc(fits[[n]])
  data.frame(name = n, r2_marginal = r$R2_marginal, r2_conditional = r$R2_conditional,
    icc = i$ICC_adjusted, icc_unadjusted = i$ICC_unadjusted)
}))
write.csv(format(rows, digits = 12), file.path(here, "shares.csv"), row.names = FALSE, quote = FALSE)
