# Makes open.json from the tables of tables.R: Rscript make.R, in this folder (patterns as arguments renew only the cases that match).
source("report.R")
case <- function(name, data, categorical, formula, residual = "", residual_variance = "", method = "REML", ...)
  list(name = name, data = paste0(data, ".csv"), categorical = categorical, formula = formula, residual = residual,
       residual_variance = residual_variance, method = method, ...)
O <- function(name, formula, ...) case(paste0("orthodont-", name), "orthodont", c("Subject", "Sex"), formula, ...)
g <- "distance ~ age * Sex"
i <- paste(g, "+ (1 | Subject)"); s <- paste(g, "+ (1 + age | Subject)")
sas <- function(...) list(source = "SAS/STAT User's Guide, The MIXED Procedure, Example Repeated Measures (Pothoff and Roy 1964), METHOD=ML", values = list(...))
jennrich <- function(x) list(source = "Jennrich and Schluchter (1986), Biometrics 42: 805-820, minus twice the log-likelihood", values = list(minus_two_loglik = x))
orthodont <- list(
  O("intercept-sex", i, "", "Sex"),
  O("intercept-sex-ml", i, "", "Sex", "ML"),
  O("slope-sex", s, "", "Sex"),
  O("slope-sex-ml", s, "", "Sex", "ML"),
  O("sas-heterogeneous", paste(g, "+ diag(0 + Sex | Subject, hom = FALSE)"), "", "Sex", "ML", published = sas(minus_two_loglik = "408.8", "variance Male" = "2.7577",
    "random variance Subject: SexFemale" = "3.8804", "random variance Subject: SexMale" = "2.4463")),
  O("slope-ml", s, "", "", "ML", published = jennrich("427.806")), O("cs", g, "cs(1 | Subject)"), O("cs-ml", g, "cs(1 | Subject)", "", "ML", published = sas(minus_two_loglik = "428.6", covariance = "3.0306", error = "1.8746",
    SexMale = "-1.0321", "age:SexMale" = "0.3048", "se SexMale" = "1.5089", "se age:SexMale" = "0.1199")),
  O("cs-occasions", g, "cs(age | Subject, hom = FALSE)"), O("cs-sex", g, "cs(1 | Subject)", "Sex"),
  O("us", g, "us(age | Subject)"), O("us-ml", g, "us(age | Subject)", "", "ML", published = sas(minus_two_loglik = "419.5",
    "variance 8" = "5.1192", "variance 10" = "3.9279", "variance 12" = "5.9798", "variance 14" = "4.6180", "covariance 8,10" = "2.4409", "covariance 8,12" = "3.6105",
    "covariance 10,12" = "2.7175", "covariance 8,14" = "2.5222", "covariance 10,14" = "3.0623", "covariance 12,14" = "3.8235",
    SexMale = "-1.5831", "age:SexMale" = "0.3504", "se SexMale" = "1.4658", "se age:SexMale" = "0.1239")),
  O("us-homogeneous", g, "us(age | Subject, hom = TRUE)"), O("us-homogeneous-sex", g, "us(age | Subject, hom = TRUE)", "Sex"),
  O("us-sex-ml", g, "us(age | Subject)", "Sex", "ML"),
  O("ar1", g, "ar1(age | Subject)"), O("ar1-ml", g, "ar1(age | Subject)", "", "ML", published = jennrich("440.681")), O("ar1-sex", g, "ar1(age | Subject)", "Sex"),
  O("ar1-occasions", g, "ar1(age | Subject, hom = FALSE)"),
  O("car1-ml", g, "car1(age | Subject)", "", "ML"),
  O("toep", g, "toep(age | Subject)"), O("toep-ml", g, "toep(age | Subject)", "", "ML", published = jennrich("424.643")),
  O("toep-occasions", g, "toep(age | Subject, hom = FALSE)"), O("toep-occasions-sex-ml", g, "toep(age | Subject, hom = FALSE)", "Sex", "ML"),
  O("intercept-ar1", i, "ar1(occasion | Subject)"), O("intercept-ar1-sex", i, "ar1(occasion | Subject)", "Sex"),
  O("slope-ar1", s, "ar1(occasion | Subject)"), O("ar1-occasion-ml", g, "ar1(occasion | Subject)", "", "ML"),
  O("us-occasion", "distance ~ Sex", "us(occasion | Subject)"))
W <- function(name, formula, ...) case(paste0("bodyweight-", name), "bodyweight", c("Rat", "Diet"), formula, ...)
w <- "weight ~ Time * Diet"; ws <- paste(w, "+ (1 + Time | Rat)")
bodyweight <- list(
  W("slope-diet", ws, "", "Diet"),
  W("slope-ar1", ws, "ar1(Time | Rat)"), W("slope-ar1-ml", ws, "ar1(Time | Rat)", "", "ML"),
  W("slope-car1", ws, "car1(Time | Rat)"), W("slope-car1-diet", ws, "car1(Time | Rat)", "Diet"),
  W("slope-ar1-diet-ml", ws, "ar1(Time | Rat)", "Diet", "ML"),
  W("intercept-ar1", paste(w, "+ (1 | Rat)"), "ar1(Time | Rat)"), W("ar1", w, "ar1(Time | Rat)"), W("ar1-diet", w, "ar1(Time | Rat)", "Diet"),
  W("cs-diet", w, "cs(1 | Rat)", "Diet"))
V <- function(name, formula, ...) case(paste0("ovary-", name), "ovary", "Mare", formula, ...)
v <- "follicles ~ sine + cosine"; vi <- paste(v, "+ (1 | Mare)")
ovary <- list(
  V("car1", vi, "car1(Time | Mare)"), V("car1-ml", vi, "car1(Time | Mare)", "", "ML"),
  V("ar1", vi, "ar1(order | Mare)"), V("ar1-ml", vi, "ar1(order | Mare)", "", "ML"),
  V("gls-ar1", v, "ar1(order | Mare)"), V("gls-car1", v, "car1(Time | Mare)"),
  V("slope-ar1", paste(v, "+ diag(1 + sine | Mare, hom = FALSE)"), "ar1(order | Mare)"))

others <- list(
  case("dialyzer-flow", "dialyzer", c("Subject", "QB"), "rate ~ pressure * QB + I(pressure^2) + (1 | Subject)", "", "QB"),
  case("dialyzer-ar1-flow", "dialyzer", c("Subject", "QB"), "rate ~ pressure * QB + I(pressure^2) + (1 + pressure | Subject)", "ar1(index | Subject)", "QB"),
  case("dialyzer-us", "dialyzer", c("Subject", "QB"), "rate ~ pressure * QB + I(pressure^2)", "us(index | Subject)"),
  case("dialyzer-occasions", "dialyzer", c("Subject", "QB"), "rate ~ pressure * QB + I(pressure^2)", "ar1(index | Subject, hom = FALSE)", "", "ML"),
  case("dialyzer-car1", "dialyzer", c("Subject", "QB"), "rate ~ pressure * QB + I(pressure^2)", "car1(pressure | Subject)", "QB"),
  case("wheat-block", "wheat", c("Block", "variety"), "yield ~ latitude + longitude + (1 | variety)", "", "Block"),
  case("wheat-block-ml", "wheat", c("Block", "variety"), "yield ~ latitude + longitude + (1 | variety) + (1 | Block)", "", "Block", "ML"),
  case("wheat-gls", "wheat", c("Block", "variety"), "yield ~ Block + latitude + longitude", "", "Block"),
  case("stool-type", "stool", c("Type", "Subject"), "effort ~ Type + (1 | Subject)", "", "Type"),
  case("stool-us", "stool", c("Type", "Subject"), "effort ~ Type", "us(Type | Subject)"),
  case("stool-cs", "stool", c("Type", "Subject"), "effort ~ Type", "cs(1 | Subject)"),
  case("stool-cs-types", "stool", c("Type", "Subject"), "effort ~ Type", "cs(Type | Subject, hom = FALSE)", "", "ML"))

T <- function(name, formula, ...) case(paste0("trial-", name), "trial", c("id", "arm", "occasion"), formula, ...)
tr <- "y ~ base + arm * occasion"; tw <- "y ~ base + arm * week"
trial <- list(
  T("us", tr, "us(visit | id)"), T("us-ml", tr, "us(visit | id)", "", "ML"), T("us-text", tr, "us(occasion | id)"), T("us-homogeneous", tr, "us(visit | id, hom = TRUE)"),
  T("us-arm", tr, "us(visit | id)", "arm"), T("us-homogeneous-arm", tr, "us(visit | id, hom = TRUE)", "arm"),
  T("toep", tr, "toep(visit | id)"), T("toep-occasions", tr, "toep(visit | id, hom = FALSE)"), T("toep-arm-ml", tr, "toep(visit | id)", "arm", "ML"),
  T("cs", tr, "cs(1 | id)"), T("cs-occasions", tr, "cs(visit | id, hom = FALSE)"), T("cs-occasions-arm", tr, "cs(visit | id, hom = FALSE)", "arm"),
  T("ar1", tw, "ar1(visit | id)"), T("ar1-occasions", tw, "ar1(visit | id, hom = FALSE)"), T("ar1-occasions-arm-ml", tw, "ar1(visit | id, hom = FALSE)", "arm", "ML"),
  T("ar1-week", tw, "ar1(week | id)"), T("car1-week", tw, "car1(week | id)"), T("car1-week-arm", tw, "car1(week | id)", "arm"),
  T("car1-week-occasions", tw, "car1(week | id, hom = FALSE)"),
  T("intercept-car1", paste(tw, "+ (1 | id)"), "car1(week | id)"), T("intercept-ar1-arm", paste(tw, "+ (1 | id)"), "ar1(visit | id)", "arm"),
  T("slope-arm", paste(tw, "+ (1 + week | id)"), "", "arm"))
S <- function(name, formula, ...) case(paste0("schools-", name), "schools", c("school", "pupil", "sex"), formula, ...)
sc <- "score ~ time + sex"
schools <- list(
  S("ar1", paste(sc, "+ (1 | school)"), "ar1(time | pupil)"), S("ar1-ml", paste(sc, "+ (1 | school)"), "ar1(time | pupil)", "", "ML"),
  S("nested-ar1", paste(sc, "+ (1 | school/pupil)"), "ar1(time | pupil)"), S("nested-ar1-ml", paste(sc, "+ (1 | school/pupil)"), "ar1(time | pupil)", "", "ML"),
  S("ar1-sex", paste(sc, "+ (1 | school)"), "ar1(time | pupil)", "sex"), S("nested-sex", paste(sc, "+ (1 | school/pupil)"), "", "sex"),
  S("slope-car1-sex", paste(sc, "+ diag(1 + time | school, hom = FALSE)"), "car1(time | pupil)", "sex"),
  S("cs", paste(sc, "+ (1 | school)"), "cs(1 | pupil)"), S("toep", paste(sc, "+ (1 | school)"), "toep(time | pupil)"),
  S("us", paste(sc, "+ (1 | school)"), "us(time | pupil)", "", "ML"))
L <- function(name, ...) case(paste0("litters-", name), "litters", c("litter", "sex"), "weight ~ x + sex", ...)
litters <- list(L("cs", "cs(1 | litter)"), L("cs-ml", "cs(1 | litter)", "", "ML"), L("cs-sex", "cs(1 | litter)", "sex"), L("cs-sex-ml", "cs(1 | litter)", "sex", "ML"))

P <- function(name, terms, ...) case(paste0("plots-", name), "plots", c("site", "f", "field"), paste("y ~ f + x +", terms), ...)
both <- function(kind, columns, method = "REML") lapply(c("TRUE", "FALSE"), function(h)
  P(paste0(kind, if (h == "TRUE") "-homogeneous" else "", if (grepl("x", columns)) "-slope" else ""), sprintf("%s(%s | site, hom = %s)", kind, columns, h), "", "", method))
plots <- c(both("cs", "0 + f"), both("ar1", "0 + f"), both("toep", "0 + f"), both("diag", "0 + f"),
  both("cs", "1 + x", "ML"), both("diag", "1 + x", "ML"), both("ar1", "1 + x"), both("toep", "1 + x"),
  list(P("us", "us(0 + f | site)"), P("us-slope-f", "us(1 + x | site)", "", "f"), P("cs-f", "cs(0 + f | site, hom = TRUE)", "", "f"),
       P("ar1-f-ml", "ar1(0 + f | site, hom = FALSE)", "", "f", "ML"), P("two-terms", "cs(0 + f | site, hom = TRUE) + (0 + x | site)"),
       P("toep-field-ml", "toep(0 + f | site, hom = TRUE) + diag(0 + x | site, hom = FALSE)", "", "field", "ML")))
M <- function(name, term, ...) case(paste0("machines-", name), "machines", c("machine", "week", "operator"), paste("y ~ 1 +", term, "+ (1 | operator)"), ...)
machines <- list(M("ar1", "ar1(0 + week | machine, hom = TRUE)"), M("ar1-ml", "ar1(0 + week | machine, hom = TRUE)", "", "", "ML"),
  M("ar1-weeks", "ar1(0 + week | machine, hom = FALSE)"), M("cs", "cs(0 + week | machine, hom = TRUE)"))
Z <- function(name, terms, ...) case(paste0("sleep-", name), "sleep", "Subject", paste("Reaction ~ Days +", terms), ...)
sleep <- list(Z("cs", "cs(1 + Days | Subject, hom = FALSE)"), Z("cs-homogeneous", "cs(1 + Days | Subject, hom = TRUE)"), Z("us", "us(1 + Days | Subject)", "", "", "ML"),
  Z("diag", "diag(1 + Days | Subject, hom = FALSE)"), Z("diag-homogeneous", "diag(1 + Days | Subject, hom = TRUE)"), Z("slope-ar1", "(1 + Days | Subject)", "ar1(Days | Subject)"),
  Z("ar1", "(1 | Subject)", "ar1(Days | Subject)"), case("sleep-toep", "sleep", "Subject", "Reaction ~ Days", "toep(Days | Subject)"), Z("cs-residual-ml", "(0 + Days | Subject)", "cs(1 | Subject)", "", "ML"))
keep(c(orthodont, bodyweight, ovary, others, trial, schools, litters, plots, machines, sleep), "open.json", c(
  "levels in code-point order: the first is the reference of treatment contrasts; categorical lists the columns read as text",
  "loglik with all constants; REML as lme4 and nlme have it, without log|X'X|",
  "se: roots of the diagonal of (X'V^-1X)^-1 at the estimates",
  "sds, correlations (lower triangle by columns) and parameters of a random term in terms; sd and random_correlations say the same by name",
  "residual_variances: by stratum, by occasion, or by 'stratum,occasion' (all of them, though n_parameters counts the product); '' if there is one",
  "correlations: rho (per unit of time for ar1 and car1), 'lag k' in steps of occasions, or 'a,b' occasions for us",
  "effects: conditional means of five levels at most; gradient: greatest |derivative| over the root of the curvature; starts: optima reached from several starts",
  "checked: plain is one dense matrix from the printed values; nlme and glmmTMB as they ended, or why they do not have the model"))
