# Columns, group sizes, intraclass shares and correlations, for DescriptionReferenceTest.
# Made with R 4.2.2, psych 2.2.9 and jsonlite 1.8.4: Rscript description.R > description.json, in the folder of this file; it also writes
# description-airquality.csv, R's own table airquality, which has missing values.
# Quartiles are quantile() of type 7; the variances between groups are those of a one-way analysis of variance with
# n0 = (N - sum(n^2) / N) / (G - 1); correlations between and within groups are rbg and rwg of statsBy().
suppressMessages({library(psych); library(jsonlite)})
data <- file.path("..", "..", "..", "..", "workflows", "data")
air <- airquality[, c("Month", "Ozone", "Solar.R", "Wind", "Temp")]
write.csv(air, "description-airquality.csv", row.names = FALSE, quote = FALSE)

share <- function(x, g) {
  keep <- !is.na(x); x <- x[keep]; g <- factor(g[keep])
  n <- as.vector(table(g)); N <- length(x); G <- length(n)
  squares <- anova(lm(x ~ g))[["Mean Sq"]]
  n0 <- (N - sum(n^2) / N) / (G - 1)
  between <- (squares[1] - squares[2]) / n0
  list(between = between, within = squares[2], share = between / (between + squares[2]))
}
one <- function(file, table, group, columns) {
  g <- table[[group]]
  numbers <- lapply(columns, function(name) {
    x <- table[[name]]
    q <- quantile(x, c(.25, .5, .75), na.rm = TRUE, names = FALSE, type = 7)
    s <- share(x, g)
    list(column = name, count = sum(!is.na(x)), missing = sum(is.na(x)), mean = mean(x, na.rm = TRUE), sd = sd(x, na.rm = TRUE),
      min = min(x, na.rm = TRUE), lower = q[1], median = q[2], upper = q[3], max = max(x, na.rm = TRUE),
      between = s$between, within = s$within, share = s$share,
      means = unname(as.vector(tapply(x, g, mean, na.rm = TRUE))))
  })
  by <- suppressWarnings(statsBy(table[, c(group, columns)], group))
  pairs <- list()
  for (j in seq_along(columns)) for (k in seq_along(columns)) if (j < k) {
    a <- columns[j]; b <- columns[k]
    pairs[[length(pairs) + 1]] <- list(first = a, second = b, rows = sum(!is.na(table[[a]]) & !is.na(table[[b]])),
      total = by$raw[a, b], between = by$rbg[paste0(a, ".bg"), paste0(b, ".bg")], within = by$rwg[paste0(a, ".wg"), paste0(b, ".wg")])
  }
  sizes <- as.vector(table(g))
  list(data = file, group = group, columns = numbers, correlations = pairs,
    groups = length(sizes), min = min(sizes), median = median(sizes), mean = mean(sizes), max = max(sizes), singletons = sum(sizes == 1))
}
table <- base::table
cat(toJSON(list(versions = "R 4.2.2, psych 2.2.9, jsonlite 1.8.4", cases = list(
  one("hsb.csv", read.csv(file.path(data, "hsb.csv")), "school", c("minority", "female", "ses", "mathach")),
  one("Oxboys.csv", read.csv(file.path(data, "Oxboys.csv")), "Subject", c("age", "height")),
  one("description-airquality.csv", air, "Month", c("Ozone", "Solar.R", "Wind", "Temp")))),
  auto_unbox = TRUE, digits = 15, na = "null", pretty = TRUE), "\n", sep = "")
