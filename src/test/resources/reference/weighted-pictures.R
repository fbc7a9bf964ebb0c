# The numbers behind pictures of rows with weights, from R: run in the folder of the project as
#   Rscript src/test/resources/reference/weighted-pictures.R
# It writes weighted-pictures.csv and weighted-pictures.json beside itself.
# Made with R 4.2.2, lme4 1.1-31 (for its data) and jsonlite.
suppressPackageStartupMessages({library(lme4); library(jsonlite)})
folder <- "src/test/resources/reference/"
rows <- sleepstudy
rows$Subject <- paste0("s", rows$Subject)
rows$w <- 1 + (seq_len(nrow(rows)) - 1) %% 4
write.csv(rows, paste0(folder, "weighted-pictures.csv"), row.names = FALSE, quote = FALSE)

subjects <- split(rows, rows$Subject)
own <- t(sapply(subjects, function(some) coef(lm(Reaction ~ Days, some, weights = w))))
means <- t(sapply(subjects, function(some) c(weighted.mean(some$Days, some$w), weighted.mean(some$Reaction, some$w))))
at <- match(rows$Subject, rownames(means))
x <- rows$Days - means[at, 1]
y <- rows$Reaction - means[at, 2]
cat(toJSON(list(
  subjects = rownames(own),
  own = unname(own),
  means = unname(means),
  total = unname(coef(lm(Reaction ~ Days, rows, weights = w))),
  between = unname(coef(lm(means[, 2] ~ means[, 1]))[2]),
  within = unname(coef(lm(y ~ 0 + x, weights = rows$w)))), digits = NA, auto_unbox = TRUE),
  file = paste0(folder, "weighted-pictures.json"))
