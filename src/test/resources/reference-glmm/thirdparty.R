# Makes third-party.json from open.json: values that other projects publish for the same cases, the optimum beside each, and the
# tolerance to use. Stops where an optimum is further from the published value than the tolerance: Rscript thirdparty.R, in this folder.
suppressMessages(library(jsonlite))
cases <- fromJSON("open.json", simplifyVector = FALSE)$cases
names(cases) <- sapply(cases, `[[`, "name")
optimum <- function(case, quantity) {
  c <- cases[[case]]; q <- strsplit(quantity, "|", fixed = TRUE)[[1]]
  term <- function() Filter(function(t) t$group == q[2] && q[3] %in% unlist(t$columns), c$terms)[[1]]
  effect <- function() Filter(function(e) e$group == q[2] && e$level == q[3] && e$column == q[4], c$effects)[[1]]
  switch(q[1], loglik = c$loglik, dispersion = c$dispersion, beta = c$beta[[q[2]]], se = c$se[[q[2]]],
         sd = unlist(term()$sds)[match(q[3], unlist(term()$columns))], correlation = unlist(term()$correlations)[1],
         mode = effect()$mode, sd_of_effect = effect()$sd)
}
entries <- list()
say <- function(case, quantity, published, tolerance, source, how = "as printed", relative = TRUE) {
  o <- optimum(case, quantity)
  off <- abs(o - published) / if (relative) abs(published) else 1
  if (off > tolerance) stop("too far: ", case, " ", quantity, " published ", published, " optimum ", o, " off ", signif(off, 3))
  entries[[length(entries) + 1]] <<- list(case = case, quantity = quantity, published = published, optimum = o, tolerance = tolerance,
                                          relative = relative, how = how, source = source)
}
betas <- function(case, values, ...) for (n in names(values)) say(case, paste0("beta|", n), values[[n]], ...)

glmer_test <- "lme4 tests/testthat/test-glmer.R"; glmer_one <- "lme4 tests/glmer-1.R"; pirls <- "MixedModels.jl test/pirls.jl"
periods <- c("(Intercept)", "period2", "period3", "period4")
betas("cbpp", setNames(c(-1.39854982537216, -0.992335519118859, -1.12867532780426, -1.58030423764517), periods), 5e-4, glmer_test)
say("cbpp", "sd|herd|(Intercept)", sqrt(0.41245527438386), 3e-4, glmer_test, "square root of the printed variance")
say("cbpp", "loglik", 5 - 194.052674598026 / 2, 1e-5, glmer_test, "from the AIC")
variances <- c(0.12128867, 0.13363275, 0.08839850, 0.17337928, 0.12277914, 0.14436663, 0.10658333, 0.10309812, 0.21289738, 0.13740279,
               0.09555677, 0.19460241, 0.14808316, 0.12631006, 0.15816769)
for (h in 1:15) say("cbpp", paste0("sd_of_effect|herd|", h, "|(Intercept)"), sqrt(variances[h]), 1e-3, "lme4 tests/testthat/test-ranef.R",
                    "square root of the printed conditional variance")
d <- read.csv("cbpp.csv")
saturated <- sum(dbinom(d$incidence, d$size, d$incidence / d$size, log = TRUE))
over <- "from the printed -2 loglik less that of the saturated model"
betas("cbpp-agq25", setNames(c(-1.39922533406847, -0.991407294757321, -1.12782184600404, -1.57946627431248), periods), 5e-4, glmer_one)
say("cbpp-agq25", "loglik", saturated - 100.010030538022 / 2, 1e-8, glmer_one, over)
say("cbpp", "loglik", saturated - 100.09585620707632 / 2, 1e-4, pirls, over)
say("cbpp", "loglik", -92.02628187247377, 1e-3, pirls, relative = FALSE)
betas("cbpp", setNames(c(-1.398343, -0.991925, -1.128216, -1.579745), periods), 1e-3, "glmmTMB tests/testthat/test-basics.R")

say("bacteria", "loglik", -96.13069, 5e-4, glmer_one)
sdif <- "from the printed coefficients of successive differences"
betas("bacteria", c("(Intercept)" = 2.831609490 - (1.366722631 + 0.5840147802) / 3, trtplacebo = 1.366722631, "trtdrug+" = 0.5840147802,
                    lateyes = -1.598591346), 1e-4, glmer_one, sdif)
say("pairs-agq21", "se|(Intercept)", 0.42542855, 1e-5, glmer_test)
say("pairs-agq21", "se|arm", 0.42492581, 1e-5, glmer_test)
say("overdispersed", "loglik", -1073.77193, 1e-6, glmer_one)
say("overdispersed-rows", "loglik", -796.604902, 1e-6, glmer_one)
betas("presence", c("(Intercept)" = 0.5425528, predictor = 6.4289962), 1e-4, glmer_test)
betas("epidemic-cloglog", log(c(R01 = 1.2735051, R02 = 2.0330635, R03 = 2.9764088)), 1e-4, glmer_test,
      "logarithm of the printed value; lme4's determinant has the expected information", relative = FALSE)
betas("grouseticks", c(YEAR96 = 1.1804105508475, YEAR97 = -0.978704335712111, cHEIGHT = -0.0237607330254979), 1e-3, "lme4 tests/elston.R")
for (g in list(c("INDEX", 0.541509425632023), c("BROOD", 0.750034415832756), c("LOCATION", 0.528723159081737)))
  say("grouseticks", paste0("sd|", g[1], "|(Intercept)"), as.numeric(g[2]), 1e-3, "lme4 tests/elston.R")
say("grouseticks", "loglik", -1780.5427072 / 2, 1e-7, "lme4 tests/elston.R", "half of the printed criterion at parameters near the optimum")

say("contraception-cells", "loglik", -1180.772884433253, 1e-5, pirls)
say("contraception-cells", "sd|district:urban|(Intercept)", 0.5730523416716424, 0.005, pirls, relative = FALSE)
say("contraception-cells-agq7", "loglik", -2360.8760880739255 / 2, 5e-4, pirls, "half of the printed deviance", relative = FALSE)
say("verbagg", "loglik", -8151.40 / 2, 1e-5, pirls, "half of the printed deviance")
m <- read.csv("mmmec.csv")
say("mmmec-agq11", "loglik", sum(dpois(m$deaths, m$deaths, log = TRUE)) - 655.2533533016059 / 2, 2.5e-3, pirls, over, relative = FALSE)
say("mmmec-agq11", "sd|region|(Intercept)", 0.4121684550775567, 1e-3, pirls, relative = FALSE)
betas("mmmec-agq11", c("(Intercept)" = -0.13860166843315044, uvb = -0.034414458364713504), 1e-3, pirls, relative = FALSE)

basics <- "GLMMadaptive vignette GLMMadaptive_basics"
sex <- c("(Intercept)", "sexb-female", "time", "sexb-female:time")
table <- list("11" = c(-2.61816557, -1.32418678, 0.28514773, 0.04015372, 4.26266211, -374.51972108),
              "15" = c(-2.61679077, -1.32349829, 0.28501148, 0.04020003, 4.26351799, -374.51983340),
              "21" = c(-2.6168440, -1.3235049, 0.2850151, 0.0401995, 4.2636311, -374.5198046))
for (n in names(table)) {
  case <- paste0("longitudinal-agq", n); v <- table[[n]]
  betas(case, setNames(v[1:4], sex), 5e-3, basics, relative = FALSE)
  say(case, "sd|id|(Intercept)", sqrt(v[5]), 2e-3, basics, "square root of the printed variance", relative = FALSE)
  say(case, "loglik", v[6], 2e-6, basics)
}
for (i in 1:4) say("longitudinal-agq11", paste0("se|", sex[i]), c(0.4448, 0.6436, 0.0396, 0.0545)[i], 1e-3, basics, relative = FALSE)
custom <- "GLMMadaptive vignette Custom_Models"
say("negative-binomial-agq11", "dispersion", exp(-0.6477285), 2e-3, custom, "exponential of the printed phi")
betas("negative-binomial-agq11", c("(Intercept)" = 1.6361833, f12 = 0.6031425, f13 = 1.0137677, f2B = 1.5385349, "f12:f2B" = -0.4378977,
                                   "f13:f2B" = -0.5835306), 5e-3, custom, relative = FALSE)
json <- sapply(entries, function(e) as.character(toJSON(e, digits = NA, auto_unbox = TRUE)))
writeLines(c('{"values":[', paste0(json, c(rep(",", length(json) - 1), "")), "]}"), "third-party.json")
message(length(entries), " values")
