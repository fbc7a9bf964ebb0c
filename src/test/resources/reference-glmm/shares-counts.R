# R squared, intraclass correlation and overdispersion of models of counts and positive numbers, by performance (Nakagawa et al. 2017, the lognormal
# approximation; of the family gamma the delta method). R 4.2.2, performance 0.10.2, insight 0.19.0, glmmTMB 1.1.5. Writes shares-counts.csv.
suppressMessages({library(glmmTMB); library(performance); library(insight)})
read <- function(f, cat) { d <- read.csv(paste0(f, ".csv")); for (k in cat) d[[k]] <- factor(d[[k]]); d }
tick <- read("grouseticks", c("INDEX", "BROOD", "YEAR", "LOCATION")); epil <- read("epil", c("trt", "subject"))
owls <- read("owls", c("Nest", "FoodTreatment", "SexParent")); sala <- read("salamanders", c("site", "mined", "spp"))
cake <- read("cake", c("replicate", "recipe")); sleep <- read("sleep", "Subject"); cbpp <- read("cbpp", c("herd", "period"))
owlf <- SiblingNegotiation ~ FoodTreatment * SexParent + ArrivalTime + offset(log(BroodSize)) + (1 | Nest)
fits <- list(
  "grouseticks" = glmmTMB(TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | LOCATION), tick, poisson),
  "grouseticks-rows" = glmmTMB(TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION), tick, poisson),
  "epil" = glmmTMB(y ~ lbase * trt + lage + V4 + (1 | subject), epil, poisson),
  "epil-slope" = glmmTMB(y ~ lbase * trt + lage + visit + (1 + visit | subject), epil, poisson),
  "salamanders" = glmmTMB(count ~ mined + cover + spp + (1 | site), sala, poisson),
  "epil-nb" = glmmTMB(y ~ lbase * trt + lage + V4 + (1 | subject), epil, nbinom2),
  "salamanders-nb" = glmmTMB(count ~ mined + cover + spp + (1 | site), sala, nbinom2),
  "cake" = glmmTMB(angle ~ recipe + temp + (1 | replicate) + (1 | recipe:replicate), cake, Gamma("log")),
  "sleep" = glmmTMB(Seconds ~ Days + (1 + Days | Subject), sleep, Gamma("log")),
  "cbpp-cloglog" = glmmTMB(cbind(incidence, healthy) ~ period + (1 | herd), cbpp, binomial("cloglog")))
rows <- do.call(rbind, lapply(names(fits), function(n) {
  m <- fits[[n]]; r <- r2_nakagawa(m); i <- icc(m)
  mu <- if (family(m)$family %in% c("poisson", "nbinom2")) exp(unname(fixef(null_model(m))$cond)) else NA
  p <- sum(residuals(m, type = "pearson")^2)
  data.frame(name = n, r2_marginal = r$R2_marginal, r2_conditional = r$R2_conditional, icc = i$ICC_adjusted, icc_unadjusted = i$ICC_unadjusted,
             mean = mu, sigma = sigma(m), pearson = p, df = df.residual(m))
}))
print(rows)
write.csv(format(rows, digits = 12), "shares-counts.csv", row.names = FALSE, quote = FALSE)
