# The two criteria of the references and the way to their optimum; make.R and simulated.R source this file.
# Laplace: glmmTMB's own objective (TMB: exact derivatives, observed information at the mode), minimised from several starts and
# polished by Newton steps. Quadrature: a plain adaptive Gauss-Hermite integration written here, nodes placed by the observed
# information at the mode, minimised and polished with fourth-order differences.
suppressMessages({library(lme4); library(glmmTMB); library(TMB); library(numDeriv); library(statmod); library(jsonlite)})

versions <- c(R = R.version.string, sapply(c("lme4", "glmmTMB", "TMB", "numDeriv", "statmod", "Matrix", "MASS", "mlmRev", "HSAUR3", "jsonlite"),
                                           function(p) as.character(packageVersion(p))))

# Levels in code-point order, as the program orders them: the first is the reference of the contrasts, the second of a response the event.
table_of <- function(file, categorical) {
  d <- read.csv(file, colClasses = setNames(rep("character", length(categorical)), categorical), check.names = FALSE)
  for (c in categorical) d[[c]] <- factor(d[[c]], levels = sort(unique(d[[c]]), method = "radix"))
  d
}

family_of <- function(family, link) switch(family,
  binomial = binomial(link), poisson = poisson(link), "negative-binomial" = nbinom2(link), gamma = Gamma(link))

structure_of <- function(formula, d, family, weights) {
  d$.w <- weights
  environment(formula) <- environment()
  suppressWarnings(glmmTMB(formula, d, family, weights = .w, doFit = FALSE))
}

# ---- Laplace ----

newton <- function(par, value, gradient, hessian, steps = 6) {
  for (i in seq_len(steps)) {
    h <- hessian(par)
    step <- tryCatch(solve(h, gradient(par)), error = function(e) NULL)
    if (is.null(step)) break
    if (max(abs(step) / (1e-3 + abs(par))) < 1e-13) break
    next_par <- par - step
    if (!is.finite(value(next_par)) || value(next_par) > value(par) + 1e-9 * abs(value(par))) break
    par <- next_par
  }
  par
}

laplace <- function(m, starts) {
  obj <- MakeADFun(m$data.tmb, m$parameters, map = m$mapArg, random = m$randomArg, silent = TRUE, DLL = "glmmTMB")
  if (length(m$randomArg) > 0) newtonOption(obj, tol = 1e-12, grad.tol = 1e-11, maxit = 200)
  is_sd <- names(obj$par) == "theta"
  glm_start <- obj$par
  glm_start[names(obj$par) == "beta"] <- glm_coefficients(m)
  if (m$family$family == "Gamma") glm_start[names(obj$par) == "betad"] <- 2
  fits <- lapply(starts, function(s) {
    p <- glm_start
    if (any(is_sd)) p[is_sd] <- start_theta(m, s)
    tryCatch(suppressWarnings(nlminb(p, obj$fn, obj$gr, control = list(iter.max = 1000, eval.max = 2000, rel.tol = 1e-14))),
             error = function(e) NULL)
  })
  fits <- Filter(function(f) !is.null(f) && is.finite(f$objective), fits)
  values <- sapply(fits, function(f) f$objective)
  par <- fits[[which.min(values)]]$par
  # At a standard deviation of 0 that parameter is sent to the boundary and the others are polished without it.
  fixed <- boundary_of(m, par); free <- setdiff(seq_along(par), fixed$index)
  par[fixed$index] <- fixed$value
  whole <- function(p) replace(par, free, p)
  fn <- function(p) as.vector(obj$fn(whole(p)))
  gradient <- function(p) as.vector(obj$gr(whole(p)))[free]
  hessian <- function(p) { h <- jacobian(gradient, p); (h + t(h)) / 2 }
  p <- par[free]
  if (length(fixed$index) > 0) p <- nlminb(p, fn, gradient, control = list(iter.max = 1000, eval.max = 2000, rel.tol = 1e-14))$par
  p <- newton(p, fn, gradient, hessian)
  h <- hessian(p)
  value <- fn(p); g <- gradient(p)
  v <- tryCatch(solve(h), error = function(e) h * NA)
  par <- whole(p)
  modes <- condsd <- numeric(0)
  if (length(m$randomArg) > 0) {
    obj$fn(par)
    full <- obj$env$last.par
    modes <- full[obj$env$random]
    condsd <- sqrt(diag(as.matrix(solve(obj$env$spHess(full, random = TRUE)))))
  }
  p <- split_par(m, par)
  list(loglik = -value, beta = p$beta, se = sqrt(diag(v))[seq_along(p$beta)], v = v, covariances = p$covariances, dispersion = p$dispersion,
       modes = modes, condsd = condsd, npar = length(par), singular = length(fixed$index) > 0, gradient = max(abs(g) * sqrt(diag(v))), min_eigen = tryCatch(min(eigen(h / sqrt(abs(outer(diag(h), diag(h)))))$values), error = function(e) NA),
       starts = -values, par = par)
}

boundary_of <- function(m, par) {
  k <- length(par) - sum(vapply(m$condReStruc, function(r) r$blockNumTheta, 1)); index <- value <- numeric(0)
  for (r in m$condReStruc) {
    sds <- k + seq_len(r$blockSize); flat <- par[sds] < -8
    index <- c(index, sds[flat]); value <- c(value, rep(-14, sum(flat)))
    k <- k + r$blockNumTheta
  }
  list(index = index, value = value)
}

glm_coefficients <- function(m) {
  t <- m$data.tmb; y <- t$yobs; w <- t$weights; f <- m$family
  if (f$family == "binomial") { n <- if (length(t$size) == length(y)) t$size else rep(1, length(y)); y <- y / n; w <- w * n }
  f <- switch(f$family, binomial = binomial(f$link), poisson = , nbinom2 = poisson(), Gamma = Gamma(f$link))
  suppressWarnings(glm.fit(t$X, y, w, offset = t$offset, family = f)$coefficients)
}

start_theta <- function(m, s) unlist(lapply(m$condReStruc, function(r) {
  t <- numeric(r$blockNumTheta); t[seq_len(r$blockSize)] <- s; t }))

# glmmTMB's parameters: log standard deviations, then the unit lower triangle of the correlation's Cholesky factor by rows.
covariance_of <- function(theta, q, code) {
  sd <- exp(theta[seq_len(q)])
  l <- diag(q)
  if (q > 1 && length(theta) > q) { k <- q; for (i in 2:q) for (j in 1:(i - 1)) { k <- k + 1; l[i, j] <- theta[k] } }
  l <- l / sqrt(rowSums(l^2))
  list(sd = sd, correlation = l %*% t(l), factor = sd * l)
}

split_par <- function(m, par) {
  p <- ncol(m$data.tmb$X)
  beta <- par[seq_len(p)]; names(beta) <- colnames(m$data.tmb$X)
  rest <- par[-seq_len(p)]
  dispersion <- NA
  if (m$family$family %in% c("nbinom2", "Gamma")) {
    dispersion <- exp(if (m$family$family == "Gamma") -rest[[1]] else rest[[1]])  # glmmTMB's Gamma has the shape, 1 / dispersion
    rest <- rest[-1]
  }
  k <- 0; covariances <- list()
  for (r in m$condReStruc) {
    covariances <- c(covariances, list(covariance_of(rest[k + seq_len(r$blockNumTheta)], r$blockSize)))
    k <- k + r$blockNumTheta
  }
  list(beta = beta, dispersion = dispersion, covariances = covariances)
}

# ---- the densities, with their first two derivatives in eta ----

density_of <- function(family, link, y, size, w) {
  f <- switch(paste(family, link),
    "binomial logit" = list(
      function(eta, phi) dbinom(y, size, plogis(eta), log = TRUE),
      function(eta, phi) { p <- plogis(eta); list(y - size * p, -size * p * (1 - p)) }),
    "binomial probit" = list(
      function(eta, phi) lchoose(size, y) + y * pnorm(eta, log.p = TRUE) + (size - y) * pnorm(-eta, log.p = TRUE),
      function(eta, phi) {
        a <- exp(dnorm(eta, log = TRUE) - pnorm(eta, log.p = TRUE)); b <- exp(dnorm(eta, log = TRUE) - pnorm(-eta, log.p = TRUE))
        list(y * a - (size - y) * b, -y * a * (eta + a) + (size - y) * b * (eta - b))
      }),
    "binomial cloglog" = list(
      function(eta, phi) { e <- exp(eta); lchoose(size, y) + y * log(pmax(-expm1(-e), 1e-300)) - (size - y) * e },
      function(eta, phi) {
        e <- exp(eta); r <- ifelse(e > 700, 0, e / expm1(e))
        list(y * r - (size - y) * e, y * r * (1 - e - r) - (size - y) * e)
      }),
    "poisson log" = list(
      function(eta, phi) dpois(y, exp(eta), log = TRUE),
      function(eta, phi) { mu <- exp(eta); list(y - mu, -mu) }),
    "negative-binomial log" = list(
      function(eta, phi) dnbinom(y, size = phi, mu = exp(eta), log = TRUE),
      function(eta, phi) { mu <- exp(eta); s <- mu / (mu + phi); list(y - (y + phi) * s, -(y + phi) * s * (1 - s)) }),
    "gamma log" = list(
      function(eta, phi) dgamma(y, shape = 1 / phi, scale = exp(eta) * phi, log = TRUE),
      function(eta, phi) { r <- y / exp(eta); list((r - 1) / phi, -r / phi) }),
    "gamma inverse" = list(
      function(eta, phi) suppressWarnings(dgamma(y, shape = 1 / phi, scale = phi / eta, log = TRUE)),
      function(eta, phi) list((1 / eta - y) / phi, -1 / (phi * eta^2))))
  list(value = function(eta, phi) w * f[[1]](eta, phi), slopes = function(eta, phi) lapply(f[[2]](eta, phi), `*`, w))
}

# ---- quadrature: one factor, any small q; everything vectorised over the groups ----

quadrature_value <- function(m, family, link, points) {
  r <- m$condReStruc[[1]]; q <- r$blockSize; n <- length(m$data.tmb$yobs); groups <- r$blockReps
  g <- as.integer(m$condList$reTrms$flist[[1]])
  z <- as.matrix(m$condList$Z)
  z <- matrix(sapply(seq_len(q), function(j) z[cbind(seq_len(n), (g - 1) * q + j)]), n, q)
  x <- m$data.tmb$X; offset <- m$data.tmb$offset
  size <- if (length(m$data.tmb$size) == n && family == "binomial") m$data.tmb$size else rep(1, n)
  density <- density_of(family, link, m$data.tmb$yobs, size, m$data.tmb$weights)
  rule <- gauss.quad(points, "hermite")
  index <- as.matrix(expand.grid(rep(list(seq_len(points)), q)))
  nodes <- matrix(rule$nodes[index], ncol = q); logw <- rowSums(matrix(log(rule$weights[index]) + rule$nodes[index]^2, ncol = q))
  by <- factor(g, seq_len(groups))
  sums <- function(v) unname(rowsum(v, by))
  state <- new.env(); state$u <- matrix(0, groups, q)
  chol_all <- function(h) {  # h[[i]][[j]], j <= i: one entry a group
    l <- h
    for (j in seq_len(q)) for (i in j:q) {
      s <- h[[i]][[j]]; for (k in seq_len(j - 1)) s <- s - l[[i]][[k]] * l[[j]][[k]]
      l[[i]][[j]] <- if (i == j) sqrt(s) else s / l[[j]][[j]]
    }
    l
  }
  forward <- function(l, b) { for (i in seq_len(q)) { for (k in seq_len(i - 1)) b[, i] <- b[, i] - l[[i]][[k]] * b[, k]; b[, i] <- b[, i] / l[[i]][[i]] }; b }
  backward <- function(l, b) { for (i in q:1) { if (i < q) for (k in (i + 1):q) b[, i] <- b[, i] - l[[k]][[i]] * b[, k]; b[, i] <- b[, i] / l[[i]][[i]] }; b }
  information_of <- function(h, k) { hk <- matrix(0, q, q); for (i in seq_len(q)) for (j in seq_len(i)) hk[i, j] <- h[[i]][[j]][k]; hk }
  function(par, root = "transposed", detail = FALSE) {
    p <- split_par(m, par); phi <- p$dispersion; L <- p$covariances[[1]]$factor
    base <- as.vector(x %*% p$beta) + offset; zl <- z %*% L
    eta <- function(u) base + rowSums(zl * u[g, , drop = FALSE])
    joint <- function(u) sums(density$value(eta(u), phi))[, 1] - rowSums(u^2) / 2
    u <- state$u; value <- joint(u)
    if (any(!is.finite(value))) { u[] <- 0; value <- joint(u) }
    if (any(!is.finite(value))) return(-1e10)
    slopes_at <- function(u) {
      d <- density$slopes(eta(u), phi)
      list(gradient = sums(d[[1]] * zl) - u,
           root = chol_all(lapply(seq_len(q), function(i) lapply(seq_len(i), function(j) sums(-d[[2]] * zl[, i] * zl[, j])[, 1] + (i == j)))))
    }
    for (iteration in 1:200) {
      s <- slopes_at(u)
      step <- backward(s$root, forward(s$root, s$gradient))
      if (max(abs(step)) < 1e-12) break
      t <- rep(1, groups)
      for (halving in 1:40) {
        nu <- u + t * step; nv <- joint(nu)
        bad <- !is.finite(nv) | nv < value - 1e-9 * (1 + abs(value))
        if (!any(bad)) break
        t[bad] <- t[bad] / 2
      }
      u <- nu; value <- nv
    }
    state$u <- u
    h <- s$root
    logdet <- Reduce(`+`, lapply(seq_len(q), function(i) log(h[[i]][[i]])))
    roots <- if (root == "lower") lapply(seq_len(groups), function(k) t(chol(chol2inv(t(information_of(h, k))))))
    spread <- function(zk) {
      if (root == "transposed") return(backward(h, matrix(zk, groups, q, byrow = TRUE)))
      t(sapply(roots, function(r) r %*% zk))  # the lower-triangular root of the inverse information: what the choice of root costs
    }
    at <- lapply(seq_len(nrow(nodes)), function(k) u + sqrt(2) * spread(nodes[k, ]))
    etas <- matrix(base, n, length(at))
    for (j in seq_len(q)) etas <- etas + zl[, j] * sapply(at, function(a) a[, j])[g, , drop = FALSE]
    terms <- sums(matrix(density$value(etas, phi), n)) + rep(logw, each = groups) - sapply(at, function(a) rowSums(a^2) / 2)
    top <- apply(terms, 1, max)
    ll <- sum(top + log(rowSums(exp(terms - top))) - logdet) - groups * q / 2 * log(pi)
    if (!detail) return(ll)
    sds <- sapply(seq_len(groups), function(k) sqrt(diag(L %*% chol2inv(t(information_of(h, k))) %*% t(L))))
    list(ll = ll, modes = as.vector(L %*% t(u)), condsd = as.vector(sds))
  }
}

# Works in coordinates in which the Hessian of the Laplace criterion is the identity: one step fits all parameters there.
quadrature <- function(m, family, link, points, start, v) {
  value <- quadrature_value(m, family, link, points)
  w <- t(chol((v + t(v)) / 2)); n <- length(start); origin <- start
  f <- function(s) { r <- tryCatch(-value(origin + as.vector(w %*% s)), error = function(e) NaN); if (is.finite(r)) r else 1e10 }
  unit <- function(i, e) replace(numeric(n), i, e)
  slope <- function(e = 0.02) sapply(seq_len(n), function(i)
    (8 * (f(unit(i, e)) - f(unit(i, -e))) - (f(unit(i, 2 * e)) - f(unit(i, -2 * e)))) / (12 * e))
  curvature <- function(e = 0.06) {
    centre <- f(numeric(n)); h <- matrix(0, n, n)
    one <- lapply(c(1, 2), function(k) sapply(seq_len(n), function(i) f(unit(i, k * e)) + f(unit(i, -k * e)) - 2 * centre))
    for (i in seq_len(n)) h[i, i] <- (16 * one[[1]][i] - one[[2]][i]) / (12 * e^2)
    for (i in seq_len(n)) for (j in seq_len(i - 1)) {
      cross <- sapply(c(1, 2), function(k) (f(unit(i, k * e) + unit(j, k * e)) - f(unit(i, k * e) - unit(j, k * e)) -
        f(unit(j, k * e) - unit(i, k * e)) + f(-unit(i, k * e) - unit(j, k * e))) / (4 * k^2 * e^2))
      h[i, j] <- h[j, i] <- (4 * cross[1] - cross[2]) / 3
    }
    h
  }
  b <- diag(n)  # BFGS from the identity, steps halved until the criterion falls
  g <- slope()
  for (iteration in 1:100) {
    if (max(abs(g)) < 1e-8) break
    step <- -as.vector(b %*% g)
    if (sqrt(sum(step^2)) > 2) step <- step * 2 / sqrt(sum(step^2))
    before <- f(numeric(n)); t <- 1
    while (f(t * step) > before + 1e-10 * abs(before) && t > 1e-6) t <- t / 2
    if (t <= 1e-6) break
    step <- t * step
    origin <- origin + as.vector(w %*% step)
    after <- slope(); d <- after - g; g <- after
    if (sum(d * step) > 1e-16) { r <- 1 / sum(d * step); k <- diag(n) - r * outer(step, d); b <- k %*% b %*% t(k) + r * outer(step, step) }
  }
  h <- curvature()
  origin <- origin - as.vector(w %*% solve(h, g))
  g <- slope()
  v <- w %*% solve(h) %*% t(w); par <- origin
  d <- value(par, detail = TRUE); p <- split_par(m, par)
  list(loglik = d$ll, beta = p$beta, se = sqrt(diag(v))[seq_along(p$beta)], v = v, covariances = p$covariances, dispersion = p$dispersion,
       modes = d$modes, condsd = d$condsd, npar = n, gradient = max(abs(g)), min_eigen = min(eigen(h)$values), par = par,
       root = if (m$condReStruc[[1]]$blockSize > 1) value(par, root = "lower") - d$ll else 0)
}

# ---- one case ----

num <- function(v) unname(as.vector(v))
named <- function(v, n = names(v)) as.list(setNames(num(v), n))

terms_of <- function(m, covariances) {
  re <- m$condList$reTrms
  lapply(seq_along(covariances), function(i) {
    c <- covariances[[i]]
    list(group = names(re$cnms)[i], columns = I(re$cnms[[i]]), sds = I(num(c$sd)), correlations = I(num(c$correlation[lower.tri(c$correlation)])))
  })
}

effects_of <- function(m, fit, shown = 6) {
  re <- m$condList$reTrms; out <- list(); k <- 0
  assign <- attr(re$flist, "assign")
  for (i in seq_along(re$cnms)) {
    levels <- levels(re$flist[[assign[i]]]); cols <- re$cnms[[i]]
    for (l in unique(round(seq(1, length(levels), length.out = min(shown, length(levels)))))) for (j in seq_along(cols)) {
      at <- k + (l - 1) * length(cols) + j
      out <- c(out, list(list(group = names(re$cnms)[i], level = levels[l], column = cols[j], mode = num(fit$modes[at]), sd = num(fit$condsd[at]))))
    }
    k <- k + length(levels) * length(cols)
  }
  out
}

# Laplace of lme4 at the same parameters (canonical links only: elsewhere its information is the expected one).
lme4_at <- function(case, d, w, fit) {
  formula <- as.formula(case$formula); d$.w <- w
  environment(formula) <- environment()
  lf <- suppressWarnings(suppressMessages(glFormula(formula, d, family = family_of(case$family, case$link), weights = .w,
    control = glmerControl(check.nobs.vs.nRE = "ignore", check.nobs.vs.nlev = "ignore"))))
  dev <- do.call(mkGlmerDevfun, c(lf, list(control = glmerControl(tolPwrss = 1e-13))))
  dev <- updateGlmerDevfun(dev, lf$reTrms, nAGQ = 1)
  blocks <- lapply(seq_along(fit$covariances), function(i) fit$covariances[[i]]$factor[lower.tri(diag(nrow(fit$covariances[[i]]$factor)), TRUE)])
  keys <- sapply(seq_along(fit$terms), function(i) paste(fit$terms[[i]]$group, paste(fit$terms[[i]]$columns, collapse = "+")))
  own <- sapply(seq_along(lf$reTrms$cnms), function(i) paste(names(lf$reTrms$cnms)[i], paste(lf$reTrms$cnms[[i]], collapse = "+")))
  -dev(c(unlist(blocks[match(own, keys)]), fit$beta)) / 2
}

run <- function(case) {
  case <- modifyList(list(event = NULL, trials = NULL, weights = NULL, agq = 1, starts = c(0, -1, -3), shown = 6), case)
  started <- proc.time()[["elapsed"]]
  d <- table_of(case$data, case$categorical)
  w <- if (!is.null(case$trials)) d[[case$trials]] else if (!is.null(case$weights)) d[[case$weights]] else rep(1, nrow(d))
  m <- structure_of(as.formula(case$formula), d, family_of(case$family, case$link), w)
  lap <- laplace(m, case$starts)
  fit <- if (case$agq == 1) lap else quadrature(m, case$family, case$link, case$agq, lap$par, lap$v)
  fit$terms <- if (length(m$randomArg) > 0) terms_of(m, fit$covariances) else list()
  checks <- list()
  one_factor <- length(fit$covariances) == 1
  if (case$agq == 1 && one_factor)
    checks$plain_loglik <- quadrature_value(m, case$family, case$link, 1)(fit$par)
  if (case$agq == 1 && length(fit$covariances) > 0 && paste(case$family, case$link) %in% c("binomial logit", "poisson log"))
    checks$lme4_loglik <- lme4_at(case, d, w, fit)
  if (case$agq == 1) checks$starts <- I(num(lap$starts))
  if (case$agq > 1 && fit$root != 0) checks$other_root <- fit$root
  message(sprintf("%-34s %.10f  g %.1e  eig %.1e  sds %s  disp %.4g  checks %s  (%.0f s)", case$name, fit$loglik, fit$gradient, fit$min_eigen,
    paste(signif(as.numeric(unlist(lapply(fit$covariances, `[[`, "sd"))), 4), collapse = " "), fit$dispersion,
    paste(signif(as.numeric(unlist(checks[names(checks) != "starts"])) - c(rep(fit$loglik, sum(names(checks) %in% c("plain_loglik", "lme4_loglik"))), if (!is.null(checks$other_root)) 0), 2), collapse = " "),
    proc.time()[["elapsed"]] - started))
  message("    starts ", paste(format(lap$starts, digits = 12), collapse = " "), " cor ", paste(unlist(lapply(fit$terms, `[[`, "correlations")), collapse = " "))
  made <- if (case$agq == 1) "glmmTMB's objective, best of several starts, Newton on exact gradients" else
    "own adaptive Gauss-Hermite integration from the Laplace optimum, BFGS and a Newton step on fourth-order differences in standardised coordinates"
  case$categorical <- I(case$categorical)
  c(case[intersect(c("name", "data", "categorical", "formula", "family", "link", "event", "trials", "weights", "agq", "note"), names(case))],
    list(nobs = length(m$data.tmb$yobs), npar = fit$npar, singular = isTRUE(fit$singular), loglik = num(fit$loglik), beta = named(fit$beta), se = named(fit$se, names(fit$beta)), terms = fit$terms,
         dispersion = if (is.na(fit$dispersion)) NULL else num(fit$dispersion), effects = if (length(fit$terms)) effects_of(m, fit, case$shown) else list(),
         made = made, gradient = num(fit$gradient), checks = checks))
}

# Runs the cases, or those that match an argument of the command line, and writes them into the file in the order of the list.
keep <- function(cases, file, conventions) {
  only <- commandArgs(TRUE); names <- sapply(cases, `[[`, "name")
  chosen <- if (length(only)) sapply(names, function(n) any(sapply(only, grepl, n))) else rep(TRUE, length(cases))
  json <- function(v) as.character(toJSON(v, digits = NA, auto_unbox = TRUE, null = "null", na = "null"))
  lines <- parallel::mclapply(cases[chosen], function(c) json(run(c)), mc.cores = 2, mc.preschedule = FALSE)
  failed <- !sapply(lines, is.character) | sapply(lines, inherits, "try-error")
  for (l in lines[failed]) message(l)
  kept <- if (file.exists(file)) sub(",$", "", grep("^\\{\"name\"", readLines(file), value = TRUE)) else character(0)
  names(kept) <- sub('^\\{"name":"([^"]*)".*', "\\1", kept)
  kept[names[chosen][!failed]] <- unlist(lines[!failed])
  kept <- kept[intersect(names, names(kept))]
  writeLines(c(paste0('{"meta":', json(list(versions = as.list(versions), conventions = I(conventions))), ',"cases":['),
               paste0(kept, c(rep(",", length(kept) - 1), "")), "]}"), file)
  message(length(kept), " cases of ", length(cases), " in ", file)
}
