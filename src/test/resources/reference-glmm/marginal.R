# Means over normally distributed groups, by adaptive integration. Made with R 4.2.2; run in this folder: Rscript marginal.R
library(jsonlite)
rows <- list()
inverses <- list(logit = plogis, probit = pnorm, cloglog = function(e) -expm1(-exp(e)), log = exp)
for (link in names(inverses)) for (centre in c(-6, -1.2, 0, 0.4, 3)) for (deviation in c(0.05, 0.7, 2, 6)) {
  g <- inverses[[link]]
  f <- function(z) g(centre + deviation * z) * dnorm(z)
  # in pieces, because a step of the mean may be narrow and exp may have its mass far out
  cuts <- sort(unique(c(seq(-38, 38, by = 0.5), -centre / deviation)))
  value <- sum(mapply(function(a, b) integrate(f, a, b, rel.tol = 1e-12, abs.tol = 0)$value, head(cuts, -1), tail(cuts, -1)))
  rows[[length(rows) + 1]] <- list(link = link, centre = centre, variance = deviation^2, mean = value)
}
con <- file("marginal.json", "w", encoding = "UTF-8")
writeLines(toJSON(list(meta = list(r = paste(R.version$major, R.version$minor, sep = ".")), rows = rows), auto_unbox = TRUE, digits = NA), con)
close(con)
