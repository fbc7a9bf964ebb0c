# Writes the tables of the reference cases, from the R packages that hold them: Rscript tables.R, in this folder.
suppressMessages({library(lme4); library(glmmTMB); library(MASS); library(mlmRev); library(HSAUR3)})
put <- function(d, name) write.csv(d, paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
d <- cbpp
d$healthy <- d$size - d$incidence
d$share <- d$incidence / d$size
put(d, "cbpp")
put(data.frame(id = VerbAgg$id, item = VerbAgg$item, anger = VerbAgg$Anger, gender = VerbAgg$Gender, btype = VerbAgg$btype,
               situ = VerbAgg$situ, r2 = VerbAgg$r2), "verbagg")
put(Contraception[, c("district", "use", "livch", "age", "urban")], "contraception")
put(grouseticks, "grouseticks")
d <- Arabidopsis
names(d)[names(d) == "total.fruits"] <- "fruits"
put(d, "arabidopsis")
data(toenail)
put(toenail, "toenail")
put(transform(bacteria, late = ifelse(week > 2, "yes", "no")), "bacteria")
d <- epil
d$visit <- (d$period - 2.5) / 5
d$w <- c(0.5, 1, 1.25, 2, 3)[1 + d$subject %% 5]
put(d, "epil")
put(Owls[, c("Nest", "FoodTreatment", "SexParent", "ArrivalTime", "SiblingNegotiation", "BroodSize")], "owls")
put(Salamanders[, c("site", "mined", "cover", "DOP", "spp", "count")], "salamanders")
put(ScotsSec, "scotssec")
d <- aggregate(list(rows = ScotsSec$attain), ScotsSec[, c("attain", "sex", "primary", "second")], length)
put(d, "scotssec-counts")
put(cake[, c("replicate", "recipe", "temp", "angle")], "cake")
put(transform(sleepstudy, Seconds = Reaction / 1000)[, c("Subject", "Days", "Seconds")], "sleep")
put(Mmmec[, c("region", "deaths", "expected", "uvb")], "mmmec")

# The tables that published values were made on: the makers' own recipes with their seeds.
longitudinal <- function(response) {  # the vignette "GLMMadaptive Basics"
  set.seed(1234)
  n <- 100; k <- 8
  d <- data.frame(id = rep(seq_len(n), each = k), time = c(replicate(n, c(0, sort(runif(k - 1, 0, 15))))),
                  sex = rep(gl(2, n / 2, labels = c("male", "female")), each = k))
  x <- model.matrix(~ sex * time, d); z <- model.matrix(~ time, d)
  b <- cbind(rnorm(n, sd = sqrt(0.48)), rnorm(n, sd = sqrt(0.1)))
  d$y <- response(drop(x %*% c(-2.13, -0.25, 0.24, -0.05) + rowSums(z * b[d$id, ])))
  d$sex <- ifelse(d$sex == "male", "a-male", "b-female")  # in the order of the recipe's levels
  d
}
put(longitudinal(function(eta) rbinom(length(eta), 1, plogis(eta))), "longitudinal-binary")
set.seed(101)  # the vignette "Custom Models" of GLMMadaptive
d <- expand.grid(f1 = factor(1:3), f2 = LETTERS[1:2], g = 1:30, rep = 1:15, KEEP.OUT.ATTRS = FALSE)
d$y <- rnbinom(nrow(d), mu = 5 * (-4 + with(d, as.integer(f1) + 4 * as.numeric(factor(f2)))), size = 0.5)
put(d[, c("f1", "f2", "g", "y")], "negative-binomial")
n <- 100  # lme4, tests/testthat/test-glmer.R
ai <- rep(0:1, each = n / 2); ci <- c(rep(0, 42), rep(1, 8), rep(0, 18), rep(1, 32))
put(data.frame(id = rep(seq_len(n), each = 2), arm = rep(c(1, 0), times = n), event = c(rbind(ai, ci))), "pairs")
set.seed(1)  # lme4, tests/glmer-1.R: rPoisGLMMi(12, 20)
b.reff <- rnorm(12, sd = 1); b.rind <- rnorm(240, sd = 0.5); x <- runif(240)
f <- rep(LETTERS[1:12], each = 20)
put(data.frame(x = x, f = f, obs = 1:240, y = rpois(240, exp(1 + 2 * x + b.reff[factor(f)] + b.rind))), "overdispersed")
load(system.file("testdata", "fakesim.RData", package = "lme4"))
put(transform(dat, cell = paste0(R0, "-", trial), N = N, still = S - Inew)[, c("cell", "R0", "I", "N", "S", "Inew", "still")], "epidemic")
load(system.file("testdata", "radinger_dat.RData", package = "lme4"))
put(radinger_dat, "presence")
