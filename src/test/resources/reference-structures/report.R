# From an optimum to what a case of the JSON says, and how it is checked: by a naive evaluation from the printed values, nlme and glmmTMB.
source("criterion.R")

lower <- function(M) M[lower.tri(M)]
pair_names <- function(x) { k <- which(lower.tri(diag(length(x))), arr.ind = TRUE); paste(x[k[, 2]], x[k[, 1]], sep = ",") }
own_parameters <- function(t, a) {
  if (t$p < 2) return(list())
  k <- if (t$hom) 1 else t$p
  switch(t$structure, cs = list(rho = cs_rho(a[-(1:k)], t$p)), ar1 = list(rho = tanh(a[-(1:k)])),
         toep = { r <- lags_of(tanh(a[-(1:k)])); setNames(as.list(r), paste("lag", seq_along(r))) }, list())
}

result <- function(m, o) {
  case <- m$case; p <- cut_theta(m, o$theta); at <- o$at
  se <- sqrt(diag(at$cov))
  S <- length(m$strata); T <- length(m$occasions)
  sd <- residual_sd(m, p$sd); variances <- sd * sd
  label <- if (m$hetero && S > 1) paste(m$strata[m$cell_stratum], m$occasions[m$cell_occasion], sep = ",")
           else if (m$hetero) as.character(m$occasions[m$cell_occasion]) else m$strata[m$cell_stratum]
  first <- which(!duplicated(label)); first <- first[order(m$cell_stratum[first], m$cell_occasion[first])]
  correlations <- switch(m$kind, none = list(), toep = { r <- lags_of(tanh(p$cor)); setNames(as.list(r), paste("lag", seq_along(r))) },
                         us = setNames(as.list(lower(correlation_of("us", p$cor, T))), pair_names(m$occasions)),
                         list(rho = residual_rho(m, p$cor)))
  terms <- Map(function(t, a, G) {
    s <- sqrt(diag(G)); C <- G / outer(s, s)
    list(group = t$group, structure = t$structure, hom = t$hom, columns = I(colnames(t$Z)), sds = I(unname(s)), correlations = I(lower(C)),
         parameters = own_parameters(t, a))
  }, m$terms, p$terms, at$G)
  effects <- list()
  for (j in seq_along(terms)) {
    t <- m$terms[[j]]; all <- sort(unique(t$level), method = "radix")
    shown <- all[unique(round(seq(1, length(all), length.out = min(5, length(all)))))]
    score <- numeric(m$n); for (k in seq_along(m$blocks)) score[m$blocks[[k]]$i] <- at$work[[k]]$a
    for (l in shown) {
      b <- drop(at$G[[j]] %*% crossprod(t$Z[t$level == l, , drop = FALSE], score[t$level == l]))
      effects <- c(effects, lapply(seq_along(b), function(i) list(group = t$group, level = l, column = colnames(t$Z)[i], mode = b[i])))
    }
  }
  flat <- function(what) { x <- list(); for (t in terms) x <- c(x, what(t)); x }
  list(name = case$name, data = case$data, categorical = I(case$categorical), formula = case$formula, residual = case$residual,
       residual_variance = case$residual_variance, method = case$method, nobs = m$n, n_parameters = ncol(m$X) + m$q, loglik = at$value,
       beta = as.list(setNames(at$beta, colnames(m$X))), se = as.list(setNames(se, colnames(m$X))),
       sd = flat(function(t) setNames(as.list(t$sds), paste(t$group, t$columns, sep = ": "))),
       random_correlations = flat(function(t) {
         x <- if (t$structure == "us" && length(t$columns) > 1) setNames(as.list(unclass(t$correlations)), pair_names(t$columns)) else t$parameters
         if (length(x)) setNames(x, paste(t$group, names(x), sep = ": ")) else x }),
       residual_variances = setNames(as.list(variances[first]), label[first]), correlations = correlations, terms = unname(terms), effects = effects,
       gradient = o$gradient, starts = I(o$starts))
}

# The log-likelihood once more, from the printed values only, with one N by N matrix and its entries one by one.
plain_loglik <- function(m, r) {
  n <- m$n; V <- matrix(0, n, n)
  for (j in seq_along(m$terms)) {
    t <- m$terms[[j]]; s <- r$terms[[j]]$sds; C <- diag(t$p); C[lower.tri(C)] <- r$terms[[j]]$correlations; C <- C + t(C) - diag(t$p)
    for (l in unique(t$level)) { i <- which(t$level == l); z <- t$Z[i, , drop = FALSE]; V[i, i] <- V[i, i] + z %*% diag(s, t$p) %*% C %*% diag(s, t$p) %*% base::t(z) }
  }
  key <- if (m$hetero && length(m$strata) > 1) paste(m$stratum, m$occasions[m$occasion], sep = ",") else if (m$hetero) as.character(m$occasions[m$occasion]) else m$stratum
  sd <- sqrt(unlist(r$residual_variances, use.names = FALSE))[match(key, names(r$residual_variances))]
  for (i in seq_len(n)) V[i, i] <- V[i, i] + sd[i]^2
  if (m$kind != "none") for (l in unique(m$subject)) {
    k <- which(m$subject == l)
    for (i in k) for (j in k) if (i != j) {
      a <- min(m$occasion[i], m$occasion[j]); b <- max(m$occasion[i], m$occasion[j])
      rho <- switch(m$kind, cs = r$correlations$rho, ar1 = , car1 = r$correlations$rho^abs(m$time[i] - m$time[j]),
                    toep = r$correlations[[paste("lag", b - a)]], us = r$correlations[[paste(m$occasions[a], m$occasions[b], sep = ",")]])
      V[i, j] <- V[i, j] + sd[i] * sd[j] * rho
    }
  }
  Vi <- solve(V); A <- crossprod(m$X, Vi %*% m$X); e <- m$y - m$X %*% solve(A, crossprod(m$X, Vi %*% m$y))
  p <- if (m$reml) ncol(m$X) else 0
  drop(-0.5 * ((n - p) * log(2 * pi) + determinant(V)$modulus + crossprod(e, Vi %*% e) + if (m$reml) determinant(A)$modulus else 0))
}

# --- nlme ---------------------------------------------------------------------------------------------------------------------------------
nlme_call <- function(m) {
  suppressMessages(library(nlme))
  d <- m$d; r <- m[["r"]]
  for (t in m$terms) d[[make.names(t$group)]] <- factor(t$level)
  if (!is.null(r)) d$.subject <- factor(m$subject)
  d$.occasion <- m$occasion; d$.occasionf <- factor(m$occasion); d$.stratum <- factor(m$stratum)
  d <- d[order(m$subject, m$time), ]
  groups <- unique(vapply(m$terms, function(t) make.names(t$group), ""))
  groups <- groups[order(vapply(groups, function(g) nlevels(d[[g]]), 0))]     # outer first
  if (length(groups) > 1 && any(table(unique(d[groups])[[length(groups)]]) > 1)) return("crossed factors")
  random <- list()
  for (g in groups) {
    ts <- Filter(function(t) make.names(t$group) == g, m$terms)
    one <- lapply(ts, function(t) {
      f <- as.formula(paste("~", t$columns))
      switch(paste(t$structure, t$hom), "us FALSE" = pdLogChol(f), "diag FALSE" = pdDiag(f), "diag TRUE" = pdIdent(f),
             "cs TRUE" = pdCompSymm(f), if (t$p == 2 && t$structure %in% c("cs", "ar1", "toep") && !t$hom) pdLogChol(f) else if (t$p == 2) pdCompSymm(f) else NULL)
    })
    if (any(vapply(one, is.null, NA))) return("structure not in nlme")
    random[[g]] <- if (length(one) == 1) one[[1]] else pdBlocked(one)
  }
  correlation <- NULL; hom <- is.null(r) || r$hom
  if (!is.null(r)) {
    inside <- length(groups) > 0 && groups[length(groups)] != ".subject"
    g <- ".subject"
    if (length(groups)) {
      inner <- d[[groups[length(groups)]]]
      if (nlevels(interaction(inner, d$.subject, drop = TRUE)) == nlevels(inner) && nlevels(inner) == nlevels(d$.subject)) g <- paste(groups, collapse = "/")
      else if (nlevels(interaction(inner, d$.subject, drop = TRUE)) == nlevels(d$.subject)) g <- paste(c(groups, ".subject"), collapse = "/")
      else return("subject is not within the innermost factor")
    }
    x <- function(v) as.formula(paste("~", v, "|", g))
    d$.time <- m$time[order(m$subject, m$time)]
    correlation <- switch(r$kind, ar1 = if (m$whole) corAR1(0.3^(1 / m$unit), form = x(".time")) else corCAR1(0.3^(1 / m$unit), form = x(".time")),
                          car1 = corCAR1(0.3^(1 / m$unit), form = x(".time")), cs = corCompSymm(form = x("1")), us = corSymm(form = x(".occasion")),
                          toep = corARMA(form = x(".occasion"), p = length(m$occasions) - 1, q = 0))
  }
  weights <- if (!hom && length(m$strata) > 1) varComb(varIdent(form = ~1 | .occasionf), varIdent(form = ~1 | .stratum))
             else if (!hom) varIdent(form = ~1 | .occasionf) else if (length(m$strata) > 1) varIdent(form = ~1 | .stratum)
  fixed <- as.formula(paste(m$f$response, m$f$fixed), env = globalenv())
  ask <- c(list(fixed, data = d, method = m$case$method), if (!is.null(correlation)) list(correlation = correlation), if (!is.null(weights)) list(weights = weights))
  if (!length(random) && is.null(correlation) && is.null(weights)) return("neither correlation nor variances")
  run <- function(opt) tryCatch(
    if (length(random)) do.call(lme, c(ask, list(random = random, control = lmeControl(opt = opt, maxIter = 500, msMaxIter = 2000, niterEM = 50, tolerance = 1e-10, msTol = 1e-13, msMaxEval = 5000))))
    else do.call(gls, c(ask, list(control = glsControl(opt = opt, maxIter = 500, msMaxIter = 2000, tolerance = 1e-10, msTol = 1e-13)))), error = identity)
  fits <- lapply(c("nlminb", "optim"), run); good <- Filter(function(f) !inherits(f, "error"), fits)
  if (!length(good)) stop(fits[[1]])
  fit <- good[[which.max(vapply(good, function(f) as.numeric(logLik(f)), 0))]]
  # lme and gls under REML: lme4's constant, see README
  list(loglik = as.numeric(logLik(fit)), beta = if (length(random)) fixef(fit) else coef(fit), sigma = fit$sigma)
}

# --- glmmTMB --------------------------------------------------------------------------------------------------------------------------------
value <- function(fit) { v <- fit$fit$objective; if (is.null(v)) v <- fit$fit$value; -as.numeric(v) }
tmb_call <- function(m) {
  suppressMessages(library(glmmTMB))
  d <- m$d; r <- m[["r"]]; bits <- character()
  for (t in m$terms) {
    g <- make.names(t$group); d[[g]] <- factor(t$level)
    known <- switch(paste(t$structure, t$hom), "us FALSE" = "us", "diag FALSE" = "diag", "cs FALSE" = "cs", "toep FALSE" = "toep", "ar1 TRUE" = "ar1", "")
    if (known == "ar1" && !grepl("^0 \\+ [a-z_.A-Z]+$", t$columns)) known <- ""
    if (t$p == 1) known <- "us"
    if (known == "" && t$p == 2 && !t$hom) known <- "us"
    if (known == "") return("structure not in glmmTMB 1.1.5")
    bits <- c(bits, paste0(known, "(", t$columns, " | ", g, ")"))
  }
  dispersion <- ~1
  if (is.null(r)) { if (length(m$strata) > 1) { d$.stratum <- factor(m$stratum); dispersion <- ~0 + .stratum } }
  else {
    if (length(m$strata) > 1) return("strata of structured residuals not in glmmTMB")
    known <- switch(paste(r$kind, r$hom), "us FALSE" = "us", "cs FALSE" = "cs", "toep FALSE" = "toep", "ar1 TRUE" = "ar1", "")
    if (known == "") return("structure not in glmmTMB 1.1.5")
    d$.subject <- factor(m$subject)
    if (known == "ar1") {
      if (!m$whole || any(diff(m$occasions) != 1)) return("times that do not follow each other by 1 not in glmmTMB")
      d$.occasion <- factor(m$time)
    } else d$.occasion <- factor(m$occasion, levels = seq_along(m$occasions))
    bits <- c(bits, paste0(known, "(0 + .occasion | .subject)")); dispersion <- ~0
  }
  if (!length(bits) && length(m$strata) < 2) return("nothing structured")
  f <- as.formula(paste(m$f$response, m$f$fixed, if (length(bits)) "+", paste(bits, collapse = " + ")), env = globalenv())
  run <- function(...) tryCatch(suppressWarnings(glmmTMB(f, data = d, dispformula = dispersion, REML = m$reml, control = glmmTMBControl(...))), error = identity)
  fits <- list(run(optCtrl = list(eval.max = 5000, iter.max = 5000, rel.tol = 1e-14)), run(optimizer = optim, optArgs = list(method = "BFGS"), optCtrl = list(maxit = 5000, reltol = 1e-15)))
  good <- Filter(function(f) !inherits(f, "error") && is.finite(value(f)), fits)
  if (!length(good)) stop("no fit")
  fit <- good[[which.max(vapply(good, value, 0))]]
  return(list(loglik = value(fit), beta = fixef(fit)$cond))
}

examine <- function(m, r, call) {
  x <- tryCatch(suppressWarnings(call(m)), error = function(e) paste("failed:", gsub("\\s+", " ", substr(conditionMessage(e), 1, 100))))
  if (is.character(x)) return(x)
  list(loglik = x$loglik, loglik_less_ours = x$loglik - r$loglik,
       beta_difference_in_se = max(abs(unname(x$beta) - unlist(r$beta, use.names = FALSE)) / unlist(r$se, use.names = FALSE)))
}
# "minus_two_loglik", "variance <name>", "covariance <a,b>" (residual; "covariance" alone is cs's), "random variance <name>", "se <name>" or a coefficient
published_value <- function(r, v) {
  of <- sub("^[a-z ]*? ?([^ ]+)$", "\\1", v); n <- if (v %in% names(r$beta)) v else of
  var <- unlist(r$residual_variances)
  if (v == "minus_two_loglik") return(-2 * r$loglik)
  if (v == "covariance") return(r$correlations$rho * var[[1]])
  if (v == "error") return((1 - r$correlations$rho) * var[[1]])
  if (startsWith(v, "variance ")) return(var[[of]])
  if (startsWith(v, "covariance ")) { k <- strsplit(of, ",")[[1]]; return(r$correlations[[of]] * sqrt(var[[k[1]]] * var[[k[2]]])) }
  if (startsWith(v, "random variance ")) return(r$sd[[sub("random variance ", "", v)]]^2)
  if (startsWith(v, "se ")) return(r$se[[sub("se ", "", v)]])
  r$beta[[v]]
}
solve_case <- function(case) {
  case$residual <- if (is.null(case$residual)) "" else case$residual
  case$residual_variance <- if (is.null(case$residual_variance)) "" else case$residual_variance
  m <- prepare(case); o <- optimum(m, if (is.null(case$starts)) 6 else case$starts); r <- result(m, o)
  r$singular <- o$least <= 1e-6 * max(diag(o$H)) || o$gradient > 1e-6 || any(abs(as.numeric(unlist(r$correlations))) > 0.99999) ||
    any(vapply(o$at$G, function(G) { s <- sqrt(diag(G)); all(s > 0) && min(eigen(G / outer(s, s), TRUE, TRUE)$values) < 1e-8 }, NA)) ||
    any(as.numeric(unlist(r$sd)) < 1e-4 * sqrt(unlist(r$residual_variances)[1]))
  r$checked <- list(plain = list(loglik = plain_loglik(m, r)), nlme = examine(m, r, nlme_call), glmmTMB = examine(m, r, tmb_call))
  r$checked$plain$loglik_less_ours <- r$checked$plain$loglik - r$loglik
  if (!is.null(case$published)) {
    p <- case$published; r$published <- p
    for (v in names(p$values)) {
      ours <- published_value(r, v); decimals <- if (grepl(".", p$values[[v]], fixed = TRUE)) nchar(sub(".*\\.", "", p$values[[v]])) else 0
      if (abs(ours - as.numeric(p$values[[v]])) > 0.5001 * 10^-decimals) stop(v, ": published ", p$values[[v]], ", here ", ours)
    }
  }
  r
}
keep <- function(cases, file, note) {
  pattern <- commandArgs(TRUE); old <- if (file.exists(file)) fromJSON(file, simplifyVector = FALSE)$cases else list()
  names(old) <- vapply(old, `[[`, "", "name")
  done <- list()
  show <- function(x) if (is.character(x)) x else sprintf("%.1e (beta %.1e)", x$loglik_less_ours, x$beta_difference_in_se)
  for (case in cases) {
    fresh <- length(pattern) == 0 || any(vapply(pattern, grepl, NA, case$name)) || is.null(old[[case$name]])
    if (fresh) {
      took <- system.time(r <- tryCatch(solve_case(case), error = function(e) { cat(case$name, "FAILED", conditionMessage(e), "\n"); NULL }))[[3]]
      if (is.null(r)) next
      cat(sprintf("%-40s %12.6f grad %.0e starts %.0e %s plain %.0e nlme %s tmb %s [%.0fs]\n", r$name, r$loglik, r$gradient, diff(range(r$starts)), if (r$singular) "SINGULAR" else "",
                  r$checked$plain$loglik_less_ours, show(r$checked$nlme), show(r$checked$glmmTMB), took))
    } else r <- old[[case$name]]
    done[[length(done) + 1]] <- r
  }
  v <- function(p) as.character(packageVersion(p))
  meta <- list(R = as.character(getRversion()), nlme = v("nlme"), glmmTMB = v("glmmTMB"), TMB = v("TMB"), numDeriv = v("numDeriv"), jsonlite = v("jsonlite"), notes = I(note))
  # jsonlite numbers empty names; one variance alone is named ""
  done <- lapply(done, function(r) { n <- names(r$residual_variances); if (length(n) == 1 && n %in% c("", "1")) names(r$residual_variances) <- "@one"; r })
  for (k in seq_along(done)) for (v in c("correlations", "sd", "random_correlations")) if (length(done[[k]][[v]]) == 0) done[[k]][[v]] <- setNames(list(), character())
  json <- toJSON(list(meta = meta, cases = done), auto_unbox = TRUE, digits = NA, pretty = 1, null = "null")
  write(gsub('"@one"', '""', json, fixed = TRUE), file)
}
