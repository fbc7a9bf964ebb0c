# Makes open.json from the tables of tables.R: Rscript make.R, in this folder (a pattern as argument renews only the cases that match).
source("criterion.R")
B <- function(name, data, categorical, formula, family = "binomial", link = "logit", ...)
  list(name = name, data = paste0(data, ".csv"), categorical = categorical, formula = formula, family = family, link = link, ...)
P <- function(...) B(..., family = "poisson", link = "log")
N <- function(...) B(..., family = "negative-binomial", link = "log")
G <- function(..., link = "log") B(..., family = "gamma", link = link)
hp <- c("herd", "period")
cb <- "cbind(incidence, healthy) ~ period + (1 | herd)"
con <- c("district", "use", "livch", "urban")
tn <- c("patientID", "outcome", "treatment")
tick <- c("INDEX", "BROOD", "YEAR", "LOCATION")
vb <- c("id", "item", "gender", "btype", "situ", "r2")
ba <- c("y", "ap", "hilo", "ID", "trt", "late")
ep <- c("trt", "subject")
ow <- c("Nest", "FoodTreatment", "SexParent")
owf <- "SiblingNegotiation ~ FoodTreatment * SexParent + ArrivalTime + offset(log(BroodSize)) + (1 | Nest)"
ar <- c("reg", "popu", "gen", "rack", "nutrient", "amd", "status")
sc <- c("primary", "sex", "second")
lo <- c("id", "sex")
sa <- c("site", "mined", "spp")
cases <- list(
  B("cbpp", "cbpp", hp, cb, shown = 15),
  B("cbpp-agq9", "cbpp", hp, cb, agq = 9, shown = 15),
  B("cbpp-agq25", "cbpp", hp, cb, agq = 25),
  B("cbpp-share", "cbpp", hp, "share ~ period + (1 | herd)", trials = "size"),
  B("cbpp-probit", "cbpp", hp, cb, link = "probit", shown = 15),
  B("cbpp-cloglog", "cbpp", hp, cb, link = "cloglog", shown = 15),
  B("cbpp-probit-agq9", "cbpp", hp, cb, link = "probit", agq = 9),
  B("cbpp-cloglog-agq9", "cbpp", hp, cb, link = "cloglog", agq = 9),
  B("cbpp-glm", "cbpp", hp, "cbind(incidence, healthy) ~ period"),
  B("cbpp-glm-probit", "cbpp", hp, "cbind(incidence, healthy) ~ period", link = "probit"),
  B("cbpp-glm-cloglog", "cbpp", hp, "cbind(incidence, healthy) ~ period", link = "cloglog"),
  B("contraception", "contraception", con, "use ~ age + I(age^2) + urban + livch + (1 | district)"),
  B("contraception-agq7", "contraception", con, "use ~ age + I(age^2) + urban + livch + (1 | district)", agq = 7),
  B("contraception-slope", "contraception", con, "use ~ age + I(age^2) + urban + livch + (1 + urban | district)"),
  B("contraception-slope-agq7", "contraception", con, "use ~ age + I(age^2) + urban + livch + (1 + urban | district)", agq = 7),
  B("contraception-independent", "contraception", con, "use ~ age + urban + (1 | district) + (0 + age | district)"),
  B("contraception-probit", "contraception", con, "use ~ age + I(age^2) + urban + livch + (1 | district)", link = "probit"),
  B("contraception-nested", "contraception", con, "use ~ age + urban + livch + (1 | district / urban)"),
  B("contraception-cells", "contraception", con, "use ~ age + I(age^2) + urban + livch + (1 | district:urban)"),
  B("contraception-cells-agq7", "contraception", con, "use ~ age + I(age^2) + urban + livch + (1 | district:urban)", agq = 7),
  B("verbagg", "verbagg", vb, "r2 ~ 1 + anger + gender + btype + situ + (1 | id) + (1 | item)"),
  B("verbagg-pairs", "verbagg", vb, "r2 ~ (anger + gender + btype + situ)^2 + (1 | id) + (1 | item)"),
  B("verbagg-slope", "verbagg", vb, "r2 ~ anger + gender + btype + situ + (1 + situ | id) + (1 + gender | item)"),
  P("grouseticks", "grouseticks", tick, "TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)"),
  N("grouseticks-nb", "grouseticks", tick, "TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | LOCATION)"),
  P("arabidopsis", "arabidopsis", ar, "fruits ~ nutrient * amd + rack + status + (1 | popu) + (1 | gen)"),
  P("arabidopsis-slope", "arabidopsis", ar, "fruits ~ nutrient * amd + rack + status + (1 | popu) + (1 + nutrient | gen)"),
  N("arabidopsis-nb", "arabidopsis", ar, "fruits ~ nutrient * amd + rack + status + (1 | popu) + (1 | gen)"),
  B("toenail", "toenail", tn, "outcome ~ treatment * time + (1 | patientID)", starts = c(0, -1, 1, 1.5, 2, 3)),
  B("toenail-agq30", "toenail", tn, "outcome ~ treatment * time + (1 | patientID)", agq = 30),
  B("toenail-agq9", "toenail", tn, "outcome ~ treatment * time + (1 | patientID)", agq = 9),
  B("bacteria", "bacteria", ba, "y ~ trt + late + (1 | ID)"),
  B("bacteria-agq15", "bacteria", ba, "y ~ trt + week + (1 | ID)", agq = 15),
  P("epil", "epil", ep, "y ~ lbase * trt + lage + V4 + (1 | subject)"),
  P("epil-slope", "epil", ep, "y ~ lbase * trt + lage + visit + (1 + visit | subject)"),
  P("epil-slope-agq11", "epil", ep, "y ~ lbase * trt + lage + visit + (1 + visit | subject)", agq = 11),
  P("epil-weights", "epil", ep, "y ~ lbase * trt + lage + V4 + (1 | subject)", weights = "w"),
  P("epil-agq11", "epil", ep, "y ~ lbase * trt + lage + V4 + (1 | subject)", agq = 11),
  N("epil-nb", "epil", ep, "y ~ lbase * trt + lage + V4 + (1 | subject)"),
  N("epil-nb-agq15", "epil", ep, "y ~ lbase * trt + lage + V4 + (1 | subject)", agq = 15),
  P("owls", "owls", ow, owf),
  N("owls-nb", "owls", ow, owf),
  N("owls-nb-glm", "owls", ow, "SiblingNegotiation ~ FoodTreatment * SexParent + offset(log(BroodSize))"),
  P("salamanders", "salamanders", sa, "count ~ mined + cover + spp + (1 | site)"),
  N("salamanders-nb", "salamanders", sa, "count ~ mined + cover + spp + (1 | site)"),
  P("scotssec", "scotssec", sc, "attain ~ sex + social + (1 | primary) + (1 | second)"),
  P("scotssec-counts", "scotssec-counts", sc, "attain ~ sex + (1 | primary) + (1 | second)", weights = "rows"),
  P("mmmec", "mmmec", "region", "deaths ~ uvb + offset(log(expected)) + (1 | region)"),
  P("mmmec-agq11", "mmmec", "region", "deaths ~ uvb + offset(log(expected)) + (1 | region)", agq = 11),
  B("longitudinal-agq11", "longitudinal-binary", lo, "y ~ sex * time + (1 | id)", agq = 11),
  B("longitudinal-agq15", "longitudinal-binary", lo, "y ~ sex * time + (1 | id)", agq = 15),
  B("longitudinal-agq21", "longitudinal-binary", lo, "y ~ sex * time + (1 | id)", agq = 21),
  N("negative-binomial-agq11", "negative-binomial", c("f1", "f2", "g"), "y ~ f1 * f2 + (1 | g)", agq = 11),
  B("pairs-agq21", "pairs", "id", "event ~ arm + (1 | id)", agq = 21),
  P("overdispersed", "overdispersed", c("f", "obs"), "y ~ x + (1 | f)"),
  P("overdispersed-rows", "overdispersed", c("f", "obs"), "y ~ x + (1 | f) + (1 | obs)"),
  B("epidemic-cloglog", "epidemic", c("cell", "R0"), "cbind(Inew, still) ~ R0 - 1 + offset(log(I/N)) + (1 | cell)", link = "cloglog"),
  B("presence", "presence", "species", "presabs ~ predictor + (1 | species)"),
  G("cake", "cake", c("replicate", "recipe"), "angle ~ recipe + temp + (1 | replicate) + (1 | recipe:replicate)"),
  G("cake-inverse", "cake", c("replicate", "recipe"), "angle ~ recipe + temp + (1 | replicate)", link = "inverse", starts = c(-1, -3, -5, -6)),
  G("sleep", "sleep", "Subject", "Seconds ~ Days + (1 + Days | Subject)"),
  G("sleep-inverse", "sleep", "Subject", "Seconds ~ Days + (1 | Subject)", link = "inverse", starts = c(-1, -3, -5, -6)),
  G("sleep-inverse-slope", "sleep", "Subject", "Seconds ~ Days + (1 + Days | Subject)", link = "inverse", starts = c(-1, -3, -5, -6)),
  G("sleep-agq9", "sleep", "Subject", "Seconds ~ Days + (1 | Subject)", agq = 9),
  G("sleep-inverse-agq9", "sleep", "Subject", "Seconds ~ Days + (1 | Subject)", link = "inverse", starts = c(-1, -3, -5, -6), agq = 9),
  G("sleep-glm", "sleep", "Subject", "Seconds ~ Days"))
keep(cases, "open.json", c(
  "levels in code-point order: the first is the reference of treatment contrasts, the second of a response is the event",
  "loglik with all constants of dbinom, dpois, dnbinom, dgamma; prior weights multiply a row's log-density",
  "agq 1 = Laplace with the observed information; agq N = adaptive Gauss-Hermite, nodes u + sqrt(2) L^-T z where L L' is the observed information of the spherical effects u",
  "se from the inverse joint Hessian in beta, covariance parameters and dispersion; terms in formula order, correlations the lower triangle by columns",
  "dispersion: size theta of the negative binomial (variance mu + mu^2/theta), squared coefficient of variation of the Gamma, by maximum likelihood",
  "effects: conditional modes with conditional standard deviations at fixed parameters, from the observed information",
  "gradient: greatest |derivative| times standard error over all parameters; checks: plain_loglik = the own integration with one point, lme4_loglik = lme4's Laplace at the same parameters, starts = optima reached from starts of the standard deviations, other_root = change of loglik with the other triangular root"))
