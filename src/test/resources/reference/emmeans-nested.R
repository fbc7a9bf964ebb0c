# Reference values of marginal means where factors are nested in others by the table: run in this folder with
#   Rscript emmeans-nested.R
# It writes emmeans-nested.json and emmeans-nested.csv, with the versions named in "meta", by the functions of emmeans.R.
# emmeans finds the nesting itself. It names each mean of a nested factor by its group too, which is left out of the names here.
suppressMessages({
  library(lme4); library(lmerTest); library(emmeans); library(numDeriv); library(jsonlite)
})
for (e in parse("emmeans.R")) {
  if (is.call(e) && identical(e[[1]], as.name("<-")) && is.call(e[[3]]) && identical(e[[3]][[1]], as.name("function"))) eval(e)
}

set.seed(20)
n <- 168
b <- rep(paste0("b", 1:7), each = 24)
a <- c(b1 = "a1", b2 = "a1", b3 = "a2", b4 = "a2", b5 = "a2", b6 = "a3", b7 = "a3")[b]
table <- data.frame(
  g = sample(paste0("g", 10:21), n, TRUE), a = unname(a), b = b, d = paste0(b, rep(c("p", "q", "q"), 56)),
  c = sample(c("lo", "mid", "hi"), n, TRUE), trt = unname(c(a1 = 0, a2 = 1, a3 = 0)[a]), x = round(runif(n, 1, 9), 3))
u <- rnorm(12, 0, 1.5)
table$y <- round(10 + 2 * (table$a == "a2") + rnorm(7)[as.integer(factor(b))] + 0.4 * table$x * (table$c == "hi") + (table$c == "lo") +
  u[as.integer(factor(table$g))] + rnorm(n), 4)
write.csv(table, "emmeans-nested.csv", row.names = FALSE, quote = FALSE)

# The names of contrasts without the levels of groups that were not asked for.
plain <- function(q, groups) {
  if (!is.null(q$differences)) for (l in unique(unlist(table[groups])))
    q$differences$contrast <- gsub(paste0(" ", l, "\\b"), "", q$differences$contrast)
  q
}
cases <- list()
add <- function(...) cases[[length(cases) + 1]] <<- case(...)
both <- function(..., groups = character(0))
  list(plain(ask(..., method = "asymptotic"), groups), plain(ask(..., method = "satterthwaite"), groups))
pairs <- list(contrast = "pairwise", adjust = "tukey")

m <- polish(y ~ a + b + (1 | g), table)
add("sums", table, "emmeans-nested", list(), "y ~ a + b + (1 | g)",
    c(both(m, table, "a", "a", contrast = "pairwise", adjust = "tukey"),
      both(m, table, "b", "b", contrast = "pairwise", adjust = "holm", groups = "a"),
      both(m, table, "b | a", "b", by = "a", contrast = "pairwise", adjust = "tukey"),
      both(m, table, "b * a", c("b", "a"))), m)

m <- polish(y ~ (a + b) * c + x + (1 | g), table)
add("crossed", table, "emmeans-nested", list(), "y ~ (a + b) * c + x + (1 | g)",
    c(both(m, table, "a", "a", contrast = "pairwise", adjust = "bonferroni"),
      both(m, table, "c", "c", contrast = "pairwise", adjust = "tukey"),
      both(m, table, "a | c", "a", by = "c", contrast = "control", adjust = "dunnettx"),
      both(m, table, "b * c", c("b", "c"), groups = "a"),
      both(m, table, "c", "c", at = list(x = c(2)))), m)

m <- polish(y ~ a * b + c * x + (1 | g), table)
add("products", table, "emmeans-nested", list(), "y ~ a * b + c * x + (1 | g)",
    c(both(m, table, "a", "a", contrast = "pairwise", adjust = "sidak"),
      both(m, table, "x by c", "c", trend = "x", contrast = "pairwise", adjust = "tukey"),
      both(m, table, "x by a", "a", trend = "x")), m)

m <- polish(y ~ a + b + d + c + (1 | g), table)
add("chain", table, "emmeans-nested", list(), "y ~ a + b + d + c + (1 | g)",
    c(both(m, table, "b", "b", contrast = "pairwise", adjust = "holm", groups = "a"),
      both(m, table, "d", "d", groups = c("a", "b")),
      both(m, table, "c", "c", contrast = "pairwise", adjust = "tukey"),
      both(m, table, "a", "a")), m)

m <- polish(y ~ trt + b + c + (1 | g), table)
add("a-covariate-with-two-values", table, "emmeans-nested", list(), "y ~ trt + b + c + (1 | g)",
    c(both(m, table, "c", "c", contrast = "pairwise", adjust = "tukey"),
      both(m, table, "trt", "trt", contrast = "pairwise", adjust = "tukey"),
      both(m, table, "b | trt", "b", by = "trt", contrast = "pairwise", adjust = "holm")), m)

meta <- list(R = R.version.string, emmeans = as.character(packageVersion("emmeans")),
             lme4 = as.character(packageVersion("lme4")), lmerTest = as.character(packageVersion("lmerTest")))
write(toJSON(list(meta = meta, cases = cases), auto_unbox = TRUE, digits = NA, pretty = FALSE), "emmeans-nested.json")
