# Makes group-means.tsv: Rscript group-means.R > group-means.tsv (R 4.2.2), in this folder.
# Base R's ave() computes what datawizard::demean() does: x_between is the group mean, x_within is x less that.
d <- read.csv("../../../../../../workflows/data/Pastes.csv")
d$strength[c(3, 7, 8, 60)] <- NA
group_mean <- function(x) mean(x, na.rm = TRUE)
d$by_batch <- ave(d$strength, d$batch, FUN = group_mean)
d$by_cask <- ave(d$strength, d$batch, d$cask, FUN = group_mean)
result <- data.frame(
  strength = d$strength, batch = d$batch, cask = d$cask,
  batch_between = d$by_batch, batch_within = d$strength - d$by_batch,
  cask_between = d$by_cask, cask_within = d$strength - d$by_cask,
  grand_mean = group_mean(d$strength))
result[] <- lapply(result, function(x) if (is.numeric(x)) sprintf("%.17g", x) else x)
write.table(result, stdout(), sep = "\t", quote = FALSE, row.names = FALSE)
