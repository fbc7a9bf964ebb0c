# The (restricted) likelihood of a linear mixed model with structured random effects and residuals, written densely: the covariance
# matrix V of every independent block of rows is built element by element and factored. No structure's algebra is made use of.
Sys.setenv(OMP_NUM_THREADS = "1")
suppressMessages({library(jsonlite); library(numDeriv)})

structures <- c("us", "diag", "cs", "ar1", "toep")
by_code <- function(x) factor(x, levels = sort(unique(as.character(x)), method = "radix"))
text <- function(e) paste(deparse(e, width.cutoff = 500L), collapse = " ")

# --- what a formula says -------------------------------------------------------------------------------------------------------------
# Fixed part and random terms of an lme4 formula in which us(), diag(), cs(), ar1(), toep() may stand.
read_formula <- function(formula) {
  f <- as.formula(formula)
  fixed <- character(); terms <- list()
  add <- function(bar, structure, hom) {
    group <- bar[[3]]
    if (is.call(group) && identical(group[[1]], as.name("/"))) {
      outer <- text(group[[2]]); inner <- text(group[[3]])
      for (g in c(paste(inner, outer, sep = ":"), outer))
        terms[[length(terms) + 1]] <<- list(columns = text(bar[[2]]), group = g, structure = structure, hom = hom)
    } else terms[[length(terms) + 1]] <<- list(columns = text(bar[[2]]), group = gsub(" ", "", text(group)), structure = structure, hom = hom)
  }
  walk <- function(e) {
    head <- if (is.call(e)) as.character(e[[1]])[1] else ""
    if (head == "+" && length(e) == 3) { walk(e[[2]]); walk(e[[3]]) }
    else if (head == "(" && is.call(e[[2]]) && identical(e[[2]][[1]], as.name("|"))) add(e[[2]], "us", FALSE)
    else if (head %in% structures && is.call(e[[2]]) && identical(e[[2]][[1]], as.name("|")))
      add(e[[2]], head, if (is.null(e$hom)) FALSE else isTRUE(eval(e$hom)))
    else fixed <<- c(fixed, text(e))
  }
  walk(f[[3]])
  list(response = text(f[[2]]), fixed = paste("~", paste(if (length(fixed)) fixed else "1", collapse = " + ")), terms = terms)
}

# kind, time column ("" for 1), subject column and hom of a residual structure such as "us(visit | id, hom = TRUE)"; NULL for none.
read_residual <- function(residual) {
  if (is.null(residual) || residual == "") return(NULL)
  e <- str2lang(residual); kind <- as.character(e[[1]]); time <- text(e[[2]][[2]])
  list(kind = kind, time = if (time == "1") "" else time, subject = text(e[[2]][[3]]),
       hom = if (is.null(e$hom)) kind != "us" else isTRUE(eval(e$hom)))
}

# --- matrices as functions of unconstrained parameters (complex numbers go through, for exact derivatives) -----------------------------
# Every correlation matrix of size p that is positive definite, by rows of a factor of length one.
free_correlation <- function(a, p) {
  L <- diag(p) + 0 * a[1]
  L[lower.tri(L)] <- a
  L <- L / sqrt(rowSums(L * L))
  L %*% t(L)
}
# Autocorrelations at lags 1.. from partial autocorrelations (Durbin and Levinson): every positive definite Toeplitz matrix.
lags_of <- function(partial) {
  phi <- partial[1]; r <- partial[1]
  for (k in seq_along(partial)[-1]) {
    r <- c(r, sum(phi * rev(r)) + partial[k] * (1 - sum(phi * r)))
    phi <- c(phi - partial[k] * rev(phi), partial[k])
  }
  r
}
cs_rho <- function(a, p) -1 / (p - 1) + (1 + 1 / (p - 1)) / (1 + exp(-a))
correlation_count <- function(kind, p) if (p < 2) 0 else switch(kind, us = p * (p - 1) / 2, toep = p - 1, diag = 0, 1)
correlation_of <- function(kind, a, p) {
  if (p < 2 || kind == "diag") return(diag(p))
  lag <- abs(outer(1:p, 1:p, "-"))
  switch(kind, us = free_correlation(a, p),
         cs = { C <- matrix(cs_rho(a, p), p, p); diag(C) <- 1; C },
         ar1 = tanh(a)^lag,
         toep = matrix(c(1, lags_of(tanh(a)))[lag + 1], p, p))
}
# A random term: standard deviations first (signed, so that zero lies inside), then what the structure needs. us: lower triangle by columns.
term_count <- function(t) if (t$structure == "us") t$p * (t$p + 1) / 2 else (if (t$hom) 1 else t$p) + correlation_count(t$structure, t$p)
term_matrix <- function(t, a) {
  if (t$structure == "us") {
    L <- matrix(0 * a[1], t$p, t$p); L[lower.tri(L, diag = TRUE)] <- a
    L <- L * t$scale
    return(L %*% t(L))
  }
  k <- if (t$hom) 1 else t$p
  s <- if (t$hom) rep(a[1] * t$scale[1], t$p) else a[1:k] * t$scale
  outer(s, s) * correlation_of(t$structure, a[-(1:k)], t$p)
}

# --- a case made ready -----------------------------------------------------------------------------------------------------------------
prepare <- function(case) {
  d <- read.csv(case$data, colClasses = NA, check.names = FALSE)
  for (v in case$categorical) d[[v]] <- by_code(d[[v]])
  f <- read_formula(case$formula)
  m <- list(case = case, d = d, f = f, y = d[[f$response]], X = model.matrix(as.formula(f$fixed), d), n = nrow(d),
            reml = case$method == "REML")
  ols <- lm.fit(m$X, m$y)
  m$s0 <- sqrt(sum(ols$residuals^2) / (m$n - ncol(m$X)))
  m$terms <- lapply(f$terms, function(t) {
    parts <- strsplit(t$group, ":")[[1]]
    level <- do.call(paste, c(lapply(parts, function(v) as.character(d[[v]])), sep = ":"))
    Z <- model.matrix(as.formula(paste("~", t$columns)), d)
    c(t, list(level = level, Z = Z, p = ncol(Z),
              scale = if (t$hom) rep(m$s0 / sqrt(mean(Z^2) * ncol(Z)), ncol(Z)) else m$s0 / sqrt(colMeans(Z^2))))
  })
  r <- m$r <- read_residual(case$residual)
  m$subject <- if (is.null(r)) as.character(seq_len(m$n)) else as.character(d[[r$subject]])
  m$stratum <- if (case$residual_variance == "") rep("", m$n) else as.character(d[[case$residual_variance]])
  m$strata <- sort(unique(m$stratum), method = "radix")
  time <- if (is.null(r) || r$time == "") rep(1, m$n) else d[[r$time]]
  m$occasions <- if (is.factor(time)) levels(time) else sort(unique(time))
  m$occasion <- match(if (is.factor(time)) as.character(time) else time, m$occasions)
  m$time <- if (is.factor(time)) as.integer(time) else time
  # cells: rows that a residual structure treats alike
  key <- paste(m$stratum, m$occasion, sep = "\r")
  first <- which(!duplicated(key))
  m$cell <- match(key, key[first])
  m$cell_stratum <- match(m$stratum[first], m$strata); m$cell_occasion <- m$occasion[first]; m$cell_time <- m$time[first]
  T <- length(m$occasions); S <- length(m$strata)
  kind <- if (is.null(r)) "none" else r$kind
  m$kind <- kind
  hetero <- !is.null(r) && !r$hom
  m$n_sd <- if (hetero) T + S - 1 else S
  m$hetero <- hetero
  if (kind %in% c("ar1", "car1")) {
    apart <- unlist(lapply(split(m$time, m$subject), function(x) diff(sort(x))))
    m$unit <- median(apart)
    m$whole <- kind == "ar1" && all(abs(apart - round(apart)) < 1e-12)
    m$even <- m$whole && all(round(apart) %% 2 == 0)
  }
  m$longest <- max(table(m$subject))
  m$n_cor <- switch(kind, none = 0, cs = 1, ar1 = 1, car1 = 1, correlation_count(kind, T))
  m$n_terms <- vapply(m$terms, term_count, 0)
  m$q <- sum(m$n_terms) + m$n_sd + m$n_cor
  # independent blocks: rows joined by a level of any term or by a subject
  block <- seq_len(m$n)
  repeat {
    before <- block
    for (g in c(lapply(m$terms, `[[`, "level"), list(m$subject))) block <- ave(block, g, FUN = min)
    if (identical(before, block)) break
  }
  m$blocks <- lapply(split(seq_len(m$n), block), function(i) {
    same <- outer(m$subject[i], m$subject[i], "==")
    list(i = i, X = m$X[i, , drop = FALSE], y = m$y[i], same = which(same), pair = cbind(m$cell[i][row(same)[same]], m$cell[i][col(same)[same]]),
         terms = lapply(m$terms, function(t) list(Z = t$Z[i, , drop = FALSE], mask = outer(t$level[i], t$level[i], "==") + 0)))
  })
  m
}
cut_theta <- function(m, theta) {
  ends <- cumsum(c(m$n_terms, m$n_sd, m$n_cor)); starts <- c(0, ends)[seq_along(ends)]
  p <- Map(function(a, b) if (b > a) theta[(a + 1):b] else theta[0], starts, ends)
  k <- length(m$n_terms)
  list(terms = p[seq_len(k)], sd = p[[k + 1]], cor = p[[k + 2]])
}
# residual standard deviations of strata (of the first occasion if they differ by occasion) and ratios of occasions
residual_sd <- function(m, a) {
  S <- length(m$strata); T <- length(m$occasions)
  e <- exp(a) * m$s0
  if (!m$hetero) return(e[m$cell_stratum])
  ratio <- c(1, if (S > 1) exp(a[T + seq_len(S - 1)]))
  e[m$cell_occasion] * ratio[m$cell_stratum]
}
residual_rho <- function(m, a) switch(m$kind, ar1 = if (m$whole) tanh(a) else exp(-exp(a) / m$unit), car1 = exp(-exp(a) / m$unit),
                                      cs = cs_rho(a, max(m$longest, 2)))
residual_correlation <- function(m, a) {   # between cells
  K <- length(m$cell_stratum)
  switch(m$kind, none = diag(K),
         cs = matrix(residual_rho(m, a), K, K),
         ar1 = , car1 = { D <- abs(outer(m$cell_time, m$cell_time, "-"))
           if (m$kind == "ar1" && m$whole) { u <- unique(as.vector(D)); matrix((residual_rho(m, a)^u)[match(D, u)], K, K) }
           else exp(-exp(a) / m$unit * D) },
         { C <- correlation_of(m$kind, a, length(m$occasions)); C[m$cell_occasion, m$cell_occasion] })
}
# residual covariances of the pairs of cells; the diagonal is set apart because two rows of a cs subject may be of one cell
residual_matrix <- function(m, theta) {
  p <- cut_theta(m, theta); s <- residual_sd(m, p$sd)
  list(R = outer(s, s) * residual_correlation(m, p$cor), v = s * s)
}

# --- criterion and gradient --------------------------------------------------------------------------------------------------------------
evaluate <- function(m, theta, gradient = FALSE) {
  p <- cut_theta(m, theta)
  G <- Map(term_matrix, m$terms, p$terms)
  R <- residual_matrix(m, theta)
  A <- matrix(0, ncol(m$X), ncol(m$X)); b <- numeric(ncol(m$X)); logdet <- 0
  work <- vector("list", length(m$blocks))
  for (k in seq_along(m$blocks)) {
    B <- m$blocks[[k]]; n <- length(B$i)
    V <- matrix(0, n, n); V[B$same] <- R$R[B$pair]; diag(V) <- R$v[m$cell[B$i]]
    for (j in seq_along(G)) { t <- B$terms[[j]]; V <- V + t$mask * (t$Z %*% G[[j]] %*% base::t(t$Z)) }
    U <- tryCatch(chol(V), error = function(e) NULL)
    if (is.null(U)) return(list(value = -1e10, gradient = numeric(m$q)))
    W <- chol2inv(U); WX <- W %*% B$X
    logdet <- logdet + 2 * sum(log(diag(U)))
    A <- A + crossprod(B$X, WX); b <- b + drop(crossprod(WX, B$y))
    work[[k]] <- list(W = W, WX = WX)
  }
  C <- chol2inv(chol(A)); beta <- drop(C %*% b); quad <- 0
  for (k in seq_along(m$blocks)) {
    B <- m$blocks[[k]]; r <- B$y - drop(B$X %*% beta); work[[k]]$a <- drop(work[[k]]$W %*% r); quad <- quad + sum(r * work[[k]]$a)
  }
  value <- -0.5 * ((m$n - if (m$reml) ncol(m$X) else 0) * log(2 * pi) + logdet + quad + if (m$reml) as.numeric(determinant(A)$modulus) else 0)
  out <- list(value = value, beta = beta, cov = C, G = G, work = work)
  if (!gradient) return(out)
  # d loglik = -1/2 sum(M * dV), M = W - W X C X' W (REML) - a a'
  parts <- lapply(seq_along(G), function(j) matrix(0, nrow(G[[j]]), nrow(G[[j]])))
  pairs <- vector("list", length(m$blocks)); diagonals <- numeric(length(R$v))
  for (k in seq_along(m$blocks)) {
    B <- m$blocks[[k]]; w <- work[[k]]
    M <- w$W - outer(w$a, w$a); if (m$reml) M <- M - w$WX %*% C %*% t(w$WX)
    for (j in seq_along(G)) parts[[j]] <- parts[[j]] + crossprod(B$terms[[j]]$Z, (M * B$terms[[j]]$mask) %*% B$terms[[j]]$Z)
    dg <- diag(M); diag(M) <- 0; pairs[[k]] <- M[B$same]
    add <- rowsum(dg, m$cell[B$i]); diagonals[as.integer(rownames(add))] <- diagonals[as.integer(rownames(add))] + add
  }
  if (is.null(m$all_pairs)) m$all_pairs <- do.call(rbind, lapply(m$blocks, `[[`, "pair"))
  pairs <- unlist(pairs)
  h <- 1e-30; g <- numeric(m$q); at <- 0
  for (j in seq_along(G)) for (i in seq_len(m$n_terms[j])) {
    a <- p$terms[[j]] + 0i; a[i] <- a[i] + h * 1i; at <- at + 1
    g[at] <- -0.5 * sum(parts[[j]] * Im(term_matrix(m$terms[[j]], a)) / h)
  }
  while (at < m$q) {
    at <- at + 1; a <- theta + 0i; a[at] <- a[at] + h * 1i
    D <- residual_matrix(m, a)
    g[at] <- -0.5 * (sum(pairs * Im(D$R)[m$all_pairs]) + sum(diagonals * Im(D$v))) / h
  }
  out$gradient <- g
  out
}

# --- optimum ------------------------------------------------------------------------------------------------------------------------------
first_theta <- function(m) {
  terms <- unlist(lapply(m$terms, function(t) {
    if (t$structure == "us") { L <- diag(0.6, t$p); return(L[lower.tri(L, diag = TRUE)]) }
    k <- if (t$hom) 1 else t$p
    c(rep(0.6, k), rep(if (t$structure == "us") 0 else 0.1, term_count(t) - k))
  }))
  cor <- switch(m$kind, none = numeric(), ar1 = if (m$whole) atanh(0.4^(1 / m$unit)) else 0, car1 = 0, cs = qlogis((0.2 + 1 / (max(m$longest, 2) - 1)) / (1 + 1 / (max(m$longest, 2) - 1))),
                rep(0.1, m$n_cor))
  c(terms, rep(log(0.7), m$n_sd - if (m$hetero) length(m$strata) - 1 else 0), if (m$hetero) numeric(length(m$strata) - 1), cor)
}
optimum <- function(m, starts = 4) {
  m$all_pairs <- do.call(rbind, lapply(m$blocks, `[[`, "pair"))
  cache <- list(theta = NULL)
  both <- function(theta) { if (!identical(theta, cache$theta)) cache <<- list(theta = theta, at = evaluate(m, theta, TRUE)); cache$at }
  up <- function(theta) -both(theta)$value
  slope <- function(theta) -both(theta)$gradient
  set.seed(7); found <- list()
  for (s in seq_len(starts)) {
    start <- first_theta(m); if (s > 1) start <- start + rnorm(m$q, sd = 0.4)
    if (s == 2 && m$kind == "ar1" && m$whole) start[m$q] <- -0.3
    fit <- tryCatch(nlminb(start, up, slope, control = list(eval.max = 2000, iter.max = 1000, rel.tol = 1e-14, x.tol = 1e-12)), error = function(e) NULL)
    if (!is.null(fit)) found[[length(found) + 1]] <- fit
  }
  values <- -vapply(found, `[[`, 0, "objective")
  theta <- found[[which.max(values)]]$par
  for (k in 1:8) {
    g <- slope(theta)
    H <- jacobian(slope, theta, method.args = list(r = 4)); H <- (H + t(H)) / 2
    step <- tryCatch(drop(solve(H, g)), error = function(e) NULL)
    if (is.null(step) || any(!is.finite(step)) || min(eigen(H, TRUE, TRUE)$values) <= 0) break
    if (up(theta - step) > up(theta) + 1e-9) break
    theta <- theta - step
    if (max(abs(step)) < 1e-11) break
  }
  # all distances even: rho and -rho are one model, the positive one is told
  if (m$kind == "ar1" && m$whole && m$even) theta[m$q] <- abs(theta[m$q])
  e <- min(eigen(H, TRUE, TRUE)$values)
  list(theta = theta, at = evaluate(m, theta, TRUE), starts = values, H = H, least = e,
       gradient = max(abs(slope(theta)) / sqrt(pmax(diag(H), 1e-300))))
}
