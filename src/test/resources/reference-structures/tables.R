# Writes the tables beside it: those of nlme and lme4 as they are (rows in their order), and tables drawn with fixed seeds (rows shuffled).
library(nlme)
plain <- function(d) { d <- as.data.frame(d); for (v in names(d)) if (is.factor(d[[v]])) d[[v]] <- as.character(d[[v]]); d }
put <- function(d, file) { for (v in names(d)) if (is.double(d[[v]])) d[[v]] <- vapply(d[[v]], function(x) if (is.na(x)) "" else { s <- format(x, digits = 15); if (as.numeric(s) == x) s else format(x, digits = 17) }, "")
  write.csv(d, file, row.names = FALSE, quote = FALSE) }
o <- plain(Orthodont); o$occasion <- (o$age - 6) / 2; put(o, "orthodont.csv")
put(plain(BodyWeight), "bodyweight.csv")
o <- plain(Ovary); o$sine <- sin(2 * pi * o$Time); o$cosine <- cos(2 * pi * o$Time); o$order <- ave(o$Time, o$Mare, FUN = rank)
put(o, "ovary.csv")
put(plain(Dialyzer), "dialyzer.csv")
put(plain(Wheat2), "wheat.csv")
put(plain(ergoStool), "stool.csv")
data(sleepstudy, package = "lme4"); put(plain(sleepstudy), "sleep.csv")

normal <- function(V) drop(t(chol(V)) %*% rnorm(nrow(V)))
power <- function(rho, t) rho^abs(outer(t, t, "-"))
# a trial: 3 arms, 5 visits, a baseline, dropouts; two missing visits in between
set.seed(41); sds <- c(3, 3.6, 4.4, 4.9, 5.2); C <- 0.3 + 0.5 * power(0.7, 1:5); diag(C) <- 1
d <- do.call(rbind, lapply(1:84, function(i) {
  arm <- c("control", "high", "low")[(i - 1) %% 3 + 1]; base <- round(rnorm(1, 40, 6), 1)
  d <- data.frame(id = sprintf("p%03d", i), arm, base, visit = 1:5, week = c(2, 4, 8, 12, 20))
  gain <- c(control = 0.4, high = 1.5, low = 0.9)[[arm]]; spread <- c(control = 1, high = 1.4, low = 0.8)[[arm]]
  d$y <- round(0.7 * base + gain * d$visit + spread * sds * normal(C), 2)
  last <- sample(1:5, 1, prob = c(0.06, 0.08, 0.08, 0.08, 0.7)); d <- d[d$visit <= last, ]
  if (runif(1) < 0.1 && nrow(d) > 2) d <- d[-2, ]
  d }))
d$occasion <- paste0("v", d$visit); put(d[sample(nrow(d)), ], "trial.csv")
# pupils within schools, six equally spaced times with gaps
set.seed(42)
d <- do.call(rbind, lapply(1:12, function(s) { u <- rnorm(1, 0, 3); do.call(rbind, lapply(1:5, function(k) {
  v <- rnorm(1, 0, 2); sex <- sample(c("f", "m"), 1); t <- sort(sample(1:7, sample(3:7, 1)))
  data.frame(school = sprintf("s%02d", s), pupil = sprintf("s%02d-%d", s, k), sex, time = t,
             score = round(50 + 1.2 * t + u + v + (if (sex == "m") 2.6 else 1.8) * normal(power(0.55, t)), 2)) })) }))
put(d[sample(nrow(d)), ], "schools.csv")
# litters that share what there is: alike less than by chance
set.seed(43)
d <- do.call(rbind, lapply(1:30, function(l) { n <- sample(2:5, 1); V <- matrix(-0.17, n, n); diag(V) <- 1
  x <- round(rnorm(n), 2); data.frame(litter = sprintf("l%02d", l), sex = sample(c("f", "m"), n, TRUE), x, weight = round(20 + 0.8 * x + 3 * normal(V), 2)) }))
put(d[sample(nrow(d)), ], "litters.csv")
# plots: a factor of four levels within each of 24 sites, one to four rows a cell
set.seed(44); f <- c("a", "b", "c", "d"); sd4 <- c(1.5, 2.1, 2.8, 2.4)
d <- do.call(rbind, lapply(1:24, function(g) { b <- sd4 * normal(power(0.6, 1:4)); s <- rnorm(1, 0, 0.7); do.call(rbind, lapply(1:4, function(k) {
  n <- sample(1:4, 1); x <- round(runif(n, -2, 2), 2); data.frame(site = sprintf("g%02d", g), f = f[k], x, field = sample(c("north", "south"), 1),
    y = round(10 + k + 0.5 * x + b[k] + s * x + rnorm(n, 0, c(1, 1.3, 0.8, 1.1)[k]), 3)) })) }))
put(d[sample(nrow(d)), ], "plots.csv")
# crossed: weeks of machines (autocorrelated) and operators
set.seed(45); op <- rnorm(8, 0, 1.2)
d <- do.call(rbind, lapply(1:10, function(g) { b <- 1.8 * normal(power(0.75, 1:6)); do.call(rbind, lapply(1:6, function(w) { n <- sample(2:4, 1); o <- sample(8, n)
  data.frame(machine = paste0("m", g), week = paste0("w", w), operator = paste0("o", o), y = round(30 + 0.4 * w + b[w] + op[o] + rnorm(n), 3)) })) }))
put(d[sample(nrow(d)), ], "machines.csv")
