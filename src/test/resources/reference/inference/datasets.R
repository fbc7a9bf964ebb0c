# Makes datasets.json beside this file, and the tables r-*.csv: degrees of freedom, Kenward-Roger covariances, ANOVA tables of types I, II and III, and
# marginal means of models of the data sets that come with R and its packages nlme, lme4 and lmerTest.
# Run in the project's folder: Rscript src/test/resources/reference/inference/datasets.R
# The functions are those of inference.R, which says how a model is driven to its optimum and asked there. "meta" names the versions.
suppressMessages({library(lme4); library(lmerTest); library(pbkrtest); library(numDeriv); library(car); library(jsonlite); library(MASS); library(emmeans)})
folder <- "src/test/resources/reference/inference"
for (e in parse(file.path(folder, "inference.R"))) {
  if (is.call(e) && identical(e[[1]], as.name("<-")) && is.call(e[[3]]) && identical(e[[3]][[1]], as.name("function"))) eval(e)
}
save <- function(d, name) {
  d <- as.data.frame(d)
  for (c in names(d)) if (is.factor(d[[c]])) d[[c]] <- as.character(d[[c]])
  names(d) <- gsub(".", "_", names(d), fixed = TRUE)
  write.csv(d, file.path(folder, paste0("r-", name, ".csv")), row.names = FALSE, quote = FALSE)
}
from <- function(package, name) { e <- new.env(); data(list = name, package = package, envir = e); get(name, envir = e) }
oats <- from("nlme", "Oats"); oats$w <- c(1, 2, 4)[seq_len(nrow(oats)) %% 3 + 1]; save(oats, "oats")
save(from("lme4", "cake"), "cake")
save(from("nlme", "BodyWeight"), "bodyweight")
save(from("nlme", "Gasoline"), "gasoline")
save(from("lmerTest", "ham"), "ham")
save(from("lmerTest", "TVbo")[c("Assessor", "TVset", "Picture", "Noise", "Coloursaturation")], "tvbo")
save(from("nlme", "Rail"), "rail")
save(from("nlme", "Dialyzer"), "dialyzer")
save(from("nlme", "Pixel"), "pixel")
save(from("nlme", "Assay"), "assay")
save(from("nlme", "Alfalfa"), "alfalfa")
save(from("nlme", "Glucose2"), "glucose")
save(as.data.frame(datasets::ChickWeight)[datasets::ChickWeight$Time %in% c(0, 4, 10, 14, 21), ], "chicks")
save(as.data.frame(datasets::CO2), "co2")
save(as.data.frame(datasets::warpbreaks), "warpbreaks")
save(as.data.frame(datasets::npk), "npk")

means <- function(fit, specs, data) {
  e <- suppressMessages(emmeans(fit$model, specs, data = data, lmer.df = "asymptotic"))
  s <- as.data.frame(summary(e))
  L <- e@linfct
  list(terms = paste(specs, collapse = " * "), levels = I(lapply(seq_len(nrow(s)), function(i) I(unname(sapply(specs, function(f) as.character(s[[f]][i])))))),
       estimate = I(s$emmean), se = I(s$SE), df = I(sapply(seq_len(nrow(L)), function(i) sat(fit$lt, L[i, , drop = FALSE])$den_df)))
}
asked <- function(id, data, factors, formula, text, specs = list(), REML = TRUE, weights = NULL) {
  d <- read(paste0("r-", data), factors)
  fit <- tight(formula, d, REML, weights)
  singular <- any(getME(fit$model, "theta") == 0 & getME(fit$model, "lower") == 0)
  if (singular) message("(singular)")
  result <- one(id, paste0("r-", data), factors, formula, text, REML, weights, kenward = REML && is.null(weights) && !singular)
  # lmerTest takes sequential contrasts from rows without their weights, and R's anova(lm) from rows with them, as we do
  if (!is.null(weights)) result$anova$I <- NULL
  result$means <- lapply(specs, function(s) means(fit, s, d))
  result
}
cases <- list(
  asked("oats", "oats", c("Block", "Variety"), yield ~ nitro + Variety + (1 | Block/Variety), "yield ~ nitro + Variety + (1 | Block/Variety)", list("Variety")),
  asked("oats-covariate", "oats", c("Block", "Variety"), yield ~ nitro * Variety + (1 | Block/Variety), "yield ~ nitro * Variety + (1 | Block/Variety)", list("Variety")),
  asked("oats-weights", "oats", c("Block", "Variety"), yield ~ nitro * Variety + (1 | Block), "yield ~ nitro * Variety + (1 | Block)", list("Variety"), weights = "w"),
  asked("oats-ml", "oats", c("Block", "Variety"), yield ~ poly(nitro, 2) * Variety + (1 | Block/Variety), "yield ~ poly(nitro, 2) * Variety + (1 | Block/Variety)", list(), REML = FALSE),
  asked("cake", "cake", c("recipe", "replicate", "temperature"), angle ~ recipe * temperature + (1 | recipe:replicate), "angle ~ recipe * temperature + (1 | recipe:replicate)", list("recipe", "temperature", c("recipe", "temperature"))),
  asked("cake-covariate", "cake", c("recipe", "replicate", "temperature"), angle ~ recipe * temp + (1 | replicate) + (1 | recipe:replicate), "angle ~ recipe * temp + (1 | replicate) + (1 | recipe:replicate)", list("recipe")),
  asked("bodyweight", "bodyweight", c("Rat", "Diet"), weight ~ Time * Diet + (Time | Rat), "weight ~ Time * Diet + (Time | Rat)", list("Diet")),
  asked("bodyweight-ml", "bodyweight", c("Rat", "Diet"), weight ~ Time * Diet + (1 | Rat), "weight ~ Time * Diet + (1 | Rat)", list("Diet"), REML = FALSE),
  asked("gasoline", "gasoline", "Sample", yield ~ endpoint + vapor + (1 | Sample), "yield ~ endpoint + vapor + (1 | Sample)"),
  asked("gasoline-product", "gasoline", "Sample", yield ~ I(endpoint / 100) * I(ASTM / 100) + API + (1 | Sample), "yield ~ I(endpoint / 100) * I(ASTM / 100) + API + (1 | Sample)"),
  asked("ham", "ham", c("Consumer", "Product", "Information", "Gender"), Informed_liking ~ Gender + Information * Product + (1 | Consumer) + (1 | Consumer:Product), "Informed_liking ~ Gender + Information * Product + (1 | Consumer) + (1 | Consumer:Product)", list("Product", c("Information", "Product"))),
  asked("ham-covariate", "ham", c("Consumer", "Product", "Information", "Gender"), Informed_liking ~ Gender * Age + Product + (1 | Consumer), "Informed_liking ~ Gender * Age + Product + (1 | Consumer)", list("Gender")),
  asked("tvbo", "tvbo", c("Assessor", "TVset", "Picture"), Noise ~ TVset * Picture + (1 | Assessor) + (1 | Assessor:TVset), "Noise ~ TVset * Picture + (1 | Assessor) + (1 | Assessor:TVset)", list("TVset", "Picture")),
  asked("tvbo-colours", "tvbo", c("Assessor", "TVset", "Picture"), Coloursaturation ~ TVset + Picture + (1 | Assessor), "Coloursaturation ~ TVset + Picture + (1 | Assessor)", list("TVset")),
  asked("rail", "rail", "Rail", travel ~ 1 + (1 | Rail), "travel ~ 1 + (1 | Rail)"),
  asked("dialyzer", "dialyzer", c("Subject", "QB"), rate ~ (pressure + I(pressure^2)) * QB + (pressure | Subject), "rate ~ (pressure + I(pressure^2)) * QB + (pressure | Subject)"),
  asked("pixel", "pixel", c("Dog", "Side"), pixel ~ day + I(day^2) + (day | Dog) + (1 | Dog:Side), "pixel ~ day + I(day^2) + (day | Dog) + (1 | Dog:Side)"),
  asked("assay", "assay", c("Block", "sample", "dilut"), logDens ~ sample * dilut + (1 | Block) + (1 | Block:sample), "logDens ~ sample * dilut + (1 | Block) + (1 | Block:sample)", list("sample")),
  asked("alfalfa", "alfalfa", c("Block", "Variety", "Date"), Yield ~ Date * Variety + (1 | Block/Variety), "Yield ~ Date * Variety + (1 | Block/Variety)", list("Date", c("Date", "Variety"))),
  asked("glucose", "glucose", c("Subject", "Date"), glucose ~ Date * poly(Time, 2) + (1 | Subject), "glucose ~ Date * poly(Time, 2) + (1 | Subject)", list("Date")),
  asked("chicks", "chicks", c("Chick", "Diet"), weight ~ Time * Diet + (Time || Chick), "weight ~ Time * Diet + (Time || Chick)", list("Diet")),
  asked("co2", "co2", c("Plant", "Type", "Treatment"), uptake ~ Type * Treatment + log(conc) + (1 | Plant), "uptake ~ Type * Treatment + log(conc) + (1 | Plant)", list("Type", c("Type", "Treatment"))),
  asked("co2-products", "co2", c("Plant", "Type", "Treatment"), uptake ~ Type * Treatment * log(conc) + (1 | Plant), "uptake ~ Type * Treatment * log(conc) + (1 | Plant)", list("Treatment")),
  asked("npk", "npk", c("block", "N", "P", "K"), yield ~ N * P + K + (1 | block), "yield ~ N * P + K + (1 | block)", list("N", c("N", "P"))),
  asked("oats-singular", "oats", c("Block", "Variety"), yield ~ nitro + Variety + (1 | Block) + (0 + nitro | Block), "yield ~ nitro + Variety + (1 | Block) + (0 + nitro | Block)", list("Variety")),
  asked("npk-singular", "npk", c("block", "N", "P", "K"), yield ~ N + P * K + (1 | block) + (1 | block:N), "yield ~ N + P * K + (1 | block) + (1 | block:N)", list("P")),
  asked("warpbreaks", "warpbreaks", c("wool", "tension"), breaks ~ tension + (1 | wool), "breaks ~ tension + (1 | wool)", list("tension"))
)
meta <- list(R = R.version.string)
for (p in c("lme4", "lmerTest", "pbkrtest", "car", "emmeans", "nlme")) meta[[p]] <- as.character(packageVersion(p))
write_json(list(meta = meta, cases = cases), file.path(folder, "datasets.json"), auto_unbox = TRUE, digits = NA, pretty = FALSE)
