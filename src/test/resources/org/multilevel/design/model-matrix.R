# Makes model-matrix.tsv: Rscript model-matrix.R > model-matrix.tsv (R 4.2.2).
# Names are changed from R's style (fB) to ours (f[B]); nothing else is.
d <- data.frame(
  x = c(1.5, 2, 3.25, 4, 5, 7, -1, 0.5),
  z = c(2, 1, 5, 3, 2, 8, 0.1, -4),
  f = c("A", "B", "C", "A", "B", "C", "C", "A"),
  g = c("u", "u", "v", "v", "u", "v", "u", "v"),
  k = c(10, 2, 1, 1, 2, 10, 10, 2))
formulas <- c(
  "y ~ x", "y ~ 0 + x", "y ~ f", "y ~ f + g", "y ~ 0 + f", "y ~ 0 + f + g", "y ~ 0 + x + f", "y ~ x * f", "y ~ 0 + x * f",
  "y ~ x + x:f", "y ~ x:f", "y ~ x:f + x:g", "y ~ f:x + x:g", "y ~ f:g", "y ~ 0 + f:g", "y ~ f + f:g", "y ~ f * g", "y ~ 0 + f * g",
  "y ~ g + f:g", "y ~ x * f * g", "y ~ x + x:f:g", "y ~ f + g:x:f", "y ~ x:z", "y ~ x * z * f", "y ~ factor(k)",
  "y ~ factor(k) * x", "y ~ I(x^2) + I(x * z - 1)", "y ~ I((x + z) / 2)", "y ~ exp(x) + sqrt(abs(z)) + log(x + 2)",
  "y ~ scale(x)", "y ~ scale(x):f", "y ~ scale(abs(z)) + x", "y ~ poly(x, 2)", "y ~ poly(x, 5)", "y ~ poly(x, 2) * f",
  "y ~ poly(abs(z), 2) + poly(x, 2):z", "y ~ f:poly(x, 2)", "y ~ (x + f + g)^2", "y ~ log2(x + 2) + log10(x + 2)")
for (text in formulas) {
  m <- model.matrix(delete.response(terms(as.formula(text))), d)
  names <- colnames(m)
  names <- gsub("\\b(f|g)([ABCuv])\\b", "\\1[\\2]", names, perl = TRUE)
  names <- gsub("(factor\\(k\\)|poly\\([^)]*\\)?, [0-9]\\))([0-9]+)", "\\1[\\2]", names, perl = TRUE)
  cat(text, names, sep = "\t")
  cat("\n")
  for (i in seq_len(nrow(m))) cat(sprintf("%.17g", m[i, ]), sep = "\t", fill = FALSE, "\n")
}
