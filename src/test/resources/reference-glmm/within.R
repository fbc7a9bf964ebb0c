# Pearson's chi-squared of counts at the sums of their groups, and its degrees of freedom, plainly; prints two lines.
#   Rscript within.R, in this folder. R 4.2.2.
of <- function(d, f, g, slopes) {
  m <- glm(f, poisson, d, control = list(epsilon = 1e-14)); mu <- fitted(m); y <- m$y
  s <- ave(y, d[[g]], FUN = sum); e <- ave(mu, d[[g]], FUN = sum); k <- s > 0; mu <- mu * s / e
  cat(sprintf("%.12g %d\n", sum(((y - mu)^2 / mu)[k]), sum(k) - length(unique(d[[g]][k])) - slopes))
}
t <- read.csv("grouseticks.csv"); t$YEAR <- as.numeric(t$YEAR)
of(t, TICKS ~ YEAR + cHEIGHT, "BROOD", 2)
o <- read.csv("owls.csv"); of(o, SiblingNegotiation ~ FoodTreatment * SexParent + ArrivalTime + offset(log(BroodSize)), "Nest", 4)
