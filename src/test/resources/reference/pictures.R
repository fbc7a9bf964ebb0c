# The numbers behind pictures, from R: run in the folder of the project as
#   Rscript src/test/resources/reference/pictures.R > src/test/resources/reference/pictures.json
# Made with R 4.2.2, nlme 3.1-162, lme4 1.1-31 and jsonlite.
suppressPackageStartupMessages({library(nlme); library(lme4); library(jsonlite)})
hsb <- read.csv("workflows/data/hsb.csv")
hsb$school <- factor(hsb$school)

# No pooling: the least-squares line of each school alone.
own <- coef(lmList(mathach ~ ses | school, hsb))

# Total, between (means of schools, each counts once) and within.
means <- aggregate(cbind(mathach, ses) ~ school, hsb, mean)
centred <- hsb$ses - ave(hsb$ses, hsb$school)
slopes <- c(
  total = unname(coef(lm(mathach ~ ses, hsb))[2]),
  between = unname(coef(lm(mathach ~ ses, means))[2]),
  within = unname(coef(lm(hsb$mathach ~ centred))[2]))

# Boxes: quantiles of type 7, whiskers to the last value within 1.5 interquartile ranges (as ggplot2's stat_boxplot).
box <- function(y) {
  q <- quantile(y, c(.25, .5, .75), type = 7, names = FALSE)
  inside <- y[y >= q[1] - 1.5 * (q[3] - q[1]) & y <= q[3] + 1.5 * (q[3] - q[1])]
  c(min(inside), q, max(inside), sum(y < min(inside) | y > max(inside)))
}
boxes <- function(y) do.call(rbind, tapply(y, hsb$school, box))

# Own intercepts beside a fixed slope: the mean of what the fixed part leaves, plus the fixed intercept. The fit is tightened.
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12))
fit <- lmer(mathach ~ ses + (1 | school), hsb, control = control)
left <- hsb$mathach - fixef(fit)[2] * hsb$ses
intercepts <- cbind(tapply(left, hsb$school, mean), coef(fit)$school[, 1])

cat(toJSON(list(
  schools = levels(hsb$school),
  own = unname(as.matrix(own)),
  slopes = as.list(slopes),
  boxes = unname(boxes(hsb$mathach)),
  centred_boxes = unname(boxes(hsb$mathach - ave(hsb$mathach, hsb$school))),
  intercepts = unname(intercepts)), digits = NA, auto_unbox = TRUE))
