# Makes influence.json: the optimum of a model without each level of a grouping factor, or each subject of its residuals: coefficients and the parameters of
# variances and correlations, by the dense criterion on the rows that are left. "each" leaves out some levels only, to keep the file small.
source("report.R")
all <- c(fromJSON("open.json", simplifyVector = FALSE)$cases, fromJSON("simulated.json", simplifyVector = FALSE)$cases); names(all) <- vapply(all, `[[`, "", "name")
named <- function(m, theta) {
  at <- list(theta = theta, at = list(G = Map(term_matrix, m$terms, cut_theta(m, theta)$terms), beta = numeric(ncol(m$X)), cov = diag(ncol(m$X)), work = lapply(m$blocks, function(b) list(a = numeric(length(b$i))))), H = 1, starts = 0, gradient = 0)
  r <- result(m, at)
  unlist(list(sd = r$sd, random = r$random_correlations, residual = setNames(lapply(r$residual_variances, sqrt), paste0(" ", names(r$residual_variances))), correlation = r$correlations))
}
one <- function(name, group, each = 1) {
  k <- all[[name]]; d <- read.csv(k$data); levels <- sort(unique(as.character(d[[group]])), method = "radix")
  out <- lapply(levels[seq(1, length(levels), by = each)], function(l) {
    file <- tempfile(fileext = ".csv"); write.csv(d[as.character(d[[group]]) != l, ], file, row.names = FALSE, quote = FALSE)
    m <- prepare(list(name = name, data = file, categorical = unlist(k$categorical), formula = k$formula, residual = k$residual, residual_variance = k$residual_variance, method = k$method))
    o <- optimum(m, 3); stopifnot(o$gradient < 1e-8)
    p <- named(m, o$theta); kinds <- vapply(strsplit(names(p), ".", fixed = TRUE), `[`, "", 1)
    list(level = l, beta = as.list(setNames(o$at$beta, colnames(m$X))), parameters = unname(Map(function(kind, n, v) list(kind = kind, name = trimws(sub("^[^.]*\\.", "", n)), value = v), kinds, names(p), unname(p))))
  })
  cat(name, group, length(out), "\n"); list(name = name, group = group, levels = out)
}
done <- list(one("orthodont-intercept-sex", "Subject"), one("orthodont-ar1-ml", "Subject", 3), one("orthodont-us-ml", "Subject", 5), one("bodyweight-slope-ar1", "Rat"), one("orthodont-cs-sex", "Subject", 4),
  one("design-04", "id", 9), one("design-17", "site"), one("design-22", "rater"), one("design-31", "id", 7), one("design-36", "rater"), one("schools-nested-ar1", "school", 4))
write(toJSON(list(meta = list(R = as.character(getRversion())), cases = done), auto_unbox = TRUE, digits = NA, pretty = 1), "influence.json")
