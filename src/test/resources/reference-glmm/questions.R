# What R answers to questions of generalised models, in questions.json: likelihood ratio tests (anova of lme4's glmer), Wald's chi-squared of
# terms (car::Anova, type II and III), marginal means, contrasts and slopes (emmeans) on the scale of the link and of the response.
#   Rscript questions.R, in this folder.
# glmer is tightened; Wald tests and means stand on glmmTMB, whose observed information lme4 has by differences of 1e-4 only. Type III wants
# contrasts that sum to zero. Versions stand in the file's "meta".
suppressMessages({library(lme4); library(glmmTMB); library(emmeans); library(car); library(jsonlite)})
read <- function(f, cat) { d <- read.csv(paste0(f, ".csv")); for (k in cat) d[[k]] <- factor(d[[k]]); d }
tight <- glmerControl(optimizer = "bobyqa", tolPwrss = 1e-13, optCtrl = list(rhoend = 1e-10, maxfun = 1e6))
families <- list(binomial = binomial, poisson = poisson, gamma = Gamma)
family <- function(c) if (c$family == "negative-binomial") nbinom2(link = "log") else families[[c$family]](link = c$link)
case <- function(name, data, categorical, formula, family = "binomial", link = "logit", ...)
  list(name = name, data = data, categorical = categorical, formula = formula, family = family, link = link, ...)

# Likelihood ratio tests, smaller model first
cb <- c("herd", "period"); con <- c("district", "use", "livch", "urban"); tick <- c("INDEX", "BROOD", "YEAR", "LOCATION")
tests <- list(
  case("period", "cbpp", cb, c("cbind(incidence, healthy) ~ 1 + (1 | herd)", "cbind(incidence, healthy) ~ period + (1 | herd)")),
  case("herd", "cbpp", cb, c("cbind(incidence, healthy) ~ period", "cbind(incidence, healthy) ~ period + (1 | herd)")),
  case("slope", "contraception", con, c("use ~ age + I(age^2) + urban + livch + (1 | district)",
                                        "use ~ age + I(age^2) + urban + livch + (1 + urban | district)")),
  case("location", "grouseticks", tick, c("TICKS ~ YEAR + cHEIGHT + (1 | BROOD)", "TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | LOCATION)"),
       "poisson", "log"))
grouped <- function(f) !is.null(findbars(as.formula(f)))
tested <- lapply(tests, function(c) {
  d <- read(c$data, c$categorical)
  m <- lapply(c$formula, function(f) if (grouped(f)) glmer(as.formula(f), d, family(c), control = tight) else glm(as.formula(f), family(c), d))
  l <- sapply(m, function(k) as.numeric(logLik(k)))
  df <- diff(sapply(m, function(k) attr(logLik(k), "df")))
  # anova() wants two of a class, and says the same where it has them
  if (all(sapply(m, inherits, "merMod"))) stopifnot(abs(anova(m[[1]], m[[2]])$Chisq[2] - 2 * diff(l)) < 1e-10)
  c(c, list(loglik = l, chi_squared = 2 * diff(l), df = df, p_value = pchisq(2 * diff(l), df, lower.tail = FALSE)))
})

# Wald tests and means
fit <- function(c, contrasts = "contr.treatment") {
  old <- options(contrasts = c(contrasts, "contr.poly")); on.exit(options(old))
  d <- read(c$data, c$categorical)
  m <- glmmTMB(as.formula(c$formula), d, family(c),
               control = glmmTMBControl(optCtrl = list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-14)))
  gradient <- max(abs(m$obj$gr(m$fit$par)) * sqrt(diag(m$sdr$cov.fixed)))
  # in standard errors
  if (!isTRUE(gradient < 5e-5)) warning(c$name, " gradient ", gradient)
  m
}
owls <- c("Nest", "FoodTreatment", "SexParent"); ar <- c("reg", "popu", "gen", "rack", "nutrient", "amd", "status")
owlf <- "SiblingNegotiation ~ FoodTreatment * SexParent + ArrivalTime + offset(log(BroodSize)) + (1 | Nest)"
cake <- c("replicate", "recipe")
terms <- list(
  case("cbpp", "cbpp", cb, "cbind(incidence, healthy) ~ period + (1 | herd)"),
  case("contraception", "contraception", con, "use ~ age + I(age^2) + urban * livch + (1 | district)"),
  case("owls", "owls", owls, owlf, "negative-binomial", "log"),
  case("arabidopsis", "arabidopsis", ar, "fruits ~ nutrient * amd + rack + status + (1 | popu) + (1 | gen)", "poisson", "log"),
  case("cake", "cake", cake, "angle ~ recipe + temp + (1 | replicate)", "gamma", "log"))
analysed <- lapply(terms, function(c) {
  ii <- Anova(fit(c), type = 2); iii <- Anova(fit(c, "contr.sum"), type = 3); iii <- iii[rownames(iii) != "(Intercept)", ]
  of <- function(a) list(term = rownames(a), chi_squared = a$Chisq, df = a$Df, p_value = a[["Pr(>Chisq)"]])
  c(c, list(II = of(ii), III = of(iii)))
})
means <- list(
  c(terms[[1]], list(over = "period")),
  c(case("cbpp-probit", "cbpp", cb, terms[[1]]$formula, "binomial", "probit"), list(over = "period")),
  c(case("cbpp-cloglog", "cbpp", cb, terms[[1]]$formula, "binomial", "cloglog"), list(over = "period")),
  c(terms[[2]], list(over = "livch", by = "urban", at = list(age = c(-5)))),
  c(terms[[3]], list(over = "FoodTreatment", by = "SexParent")),
  c(case("owls-rate", "owls", owls, owlf, "negative-binomial", "log"), list(over = "FoodTreatment", at = list(BroodSize = 1))),
  c(terms[[5]], list(over = "recipe")))
columns <- function(s, estimate, by) {
  d <- as.data.frame(s)
  r <- list(estimate = d[[estimate]], std_error = d$SE, lower = d$asymp.LCL, upper = d$asymp.UCL)
  for (f in by) r$levels[[f]] <- as.character(d[[f]])
  if ("contrast" %in% names(d)) r <- c(r, list(contrast = as.character(d$contrast), statistic = d$z.ratio, p_value = d$p.value))
  r
}
asked <- lapply(means, function(c) {
  m <- fit(c)
  e <- emmeans(m, c$over, by = c$by, at = c$at, df = Inf)
  link <- summary(e, type = "link", infer = c(TRUE, TRUE)); response <- summary(e, type = "response", infer = c(TRUE, FALSE))
  scale <- setdiff(names(response), c(c$over, c$by, "SE", "df", "asymp.LCL", "asymp.UCL"))
  p <- pairs(e); pl <- summary(p, type = "link", infer = c(TRUE, TRUE)); pr <- summary(p, type = "response", infer = c(TRUE, TRUE))
  ratio <- intersect(c("odds.ratio", "ratio"), names(pr))
  c(c, list(link_means = columns(link, "emmean", c(c$over, c$by)), response_means = columns(response, scale, c(c$over, c$by)),
            contrasts = columns(pl, "estimate", c$by),
            ratios = if (length(ratio)) columns(pr, ratio, c$by) else NULL))
})
sloped <- lapply(list(
  c(case("contraception-slopes", "contraception", con, "use ~ age * urban + livch + (1 | district)"), list(of = "age", over = "urban")),
  c(case("owls-slopes", "owls", owls, "SiblingNegotiation ~ FoodTreatment * ArrivalTime + SexParent + offset(log(BroodSize)) + (1 | Nest)",
         "negative-binomial", "log"), list(of = "ArrivalTime", over = "FoodTreatment"))),
  function(c) {
    e <- emtrends(fit(c), c$over, var = c$of, df = Inf)
    c(c, list(slopes = columns(summary(e, infer = c(TRUE, TRUE)), paste0(c$of, ".trend"), c$over),
              contrasts = columns(summary(pairs(e), infer = c(TRUE, TRUE)), "estimate", NULL)))
  })
version <- function(p) as.character(packageVersion(p))
write(toJSON(list(meta = list(r = R.version.string, lme4 = version("lme4"), glmmTMB = version("glmmTMB"), emmeans = version("emmeans"),
                              car = version("car")),
                  tests = tested, anova = analysed, means = asked, slopes = sloped),
             digits = NA, auto_unbox = TRUE, pretty = TRUE, null = "null"), "questions.json")
