# Makes freedom.json: degrees of freedom of single coefficients, and of all but the first together, by Satterthwaite (observed information of all parameters,
# REML or ML as the case) and by Kenward and Roger (1997, REML only; expected information, with the second derivatives of V in variances and covariances
# where it is linear in them, else in variances and correlations). V is one dense matrix; its derivatives are exact, by complex steps, the second ones
# differences of these.
source("report.R")
all <- c(fromJSON("open.json", simplifyVector = FALSE)$cases, fromJSON("simulated.json", simplifyVector = FALSE)$cases); names(all) <- vapply(all, `[[`, "", "name")
chosen <- commandArgs(TRUE); out <- chosen[1]; chosen <- chosen[-1]
covariance <- function(m, theta) {
  p <- cut_theta(m, theta); R <- residual_matrix(m, theta); same <- outer(m$subject, m$subject, "==")
  V <- R$R[m$cell, m$cell] * same; diag(V) <- R$v[m$cell]
  for (j in seq_along(m$terms)) { t <- m$terms[[j]]; V <- V + outer(t$level, t$level, "==") * (t$Z %*% term_matrix(t, p$terms[[j]]) %*% base::t(t$Z)) }
  V
}
# Parameters psi in which V is not linear, and the criterion's as functions of them; NULL where V is linear in variances and covariances.
natural <- function(m, theta) {
  p <- cut_theta(m, theta); curved <- m$kind %in% c("ar1", "car1") || (m$kind == "cs" && length(m$strata) > 1) ||
    any(vapply(m$terms, function(t) !t$hom && t$structure %in% c("cs", "ar1", "toep"), NA))
  if (!curved) return(NULL)
  stopifnot(!m$hetero, !(m$kind %in% c("us", "toep")))
  there <- Map(function(t, a) if (t$structure == "us") { G <- term_matrix(t, a); G[lower.tri(G, diag = TRUE)] } else {
    stopifnot(!t$hom, t$structure == "cs" || t$p == 2); k <- seq_len(t$p); c((a[k] * t$scale)^2, if (t$structure == "cs") cs_rho(a[-k], t$p) else tanh(a[-k])) }, m$terms, p$terms)
  back <- function(t, g) if (t$structure == "us") {
    if (t$p == 1) return(sqrt(g) / t$scale)
    l <- sqrt(g[1]); stopifnot(t$p == 2); c(l / t$scale[1], g[2] / l / t$scale[2], sqrt(g[3] - g[2]^2 / g[1]) / t$scale[2])
  } else { k <- seq_len(t$p); r <- g[-k]; low <- -1 / (t$p - 1); c(sqrt(g[k]) / t$scale, if (t$structure == "cs") log((r - low) / (1 - r)) else 0.5 * log((1 + r) / (1 - r))) }
  rho <- if (m$n_cor) residual_rho(m, p$cor); low <- -1 / (max(m$longest, 2) - 1)
  ends <- cumsum(c(m$n_terms, m$n_sd, m$n_cor))
  list(psi = c(unlist(there), (exp(p$sd) * m$s0)^2, rho), theta = function(psi) {
    q <- cut_theta(m, psi); r <- q$cor
    c(unlist(Map(back, m$terms, q$terms)), log(sqrt(q$sd) / m$s0), if (m$n_cor) switch(m$kind, cs = log((r - low) / (1 - r)),
      if (m$whole && m$kind == "ar1") 0.5 * log((1 + r) / (1 - r)) else log(-log(r) * m$unit)))
  })
}
one <- function(case) {
  m <- prepare(list(name = case$name, data = case$data, categorical = unlist(case$categorical), formula = case$formula, residual = case$residual,
                    residual_variance = case$residual_variance, method = case$method))
  o <- optimum(m, 3); stopifnot(abs(o$at$value - case$loglik) < 1e-8); X <- m$X; p <- ncol(X); q <- m$q; beta <- o$at$beta
  W <- solve(covariance(m, o$theta)); WX <- W %*% X; Phi <- solve(crossprod(X, WX))
  D <- lapply(seq_len(q), function(k) { a <- o$theta + 0i; a[k] <- a[k] + 1e-30i; Im(covariance(m, a)) / 1e-30 })
  slope <- lapply(D, function(d) Phi %*% crossprod(WX, d %*% WX) %*% Phi)           # dPhi
  # rho may have been turned to its other sign after its curvature was found
  H <- jacobian(function(t) -evaluate(m, t, TRUE)$gradient, o$theta); A <- solve((H + t(H)) / 2)
  satterthwaite <- vapply(seq_len(p), function(j) { g <- vapply(slope, function(s) s[j, j], 0); 2 * Phi[j, j]^2 / drop(g %*% A %*% g) }, 0)
  r <- list(name = case$name, coefficients = colnames(X), satterthwaite = satterthwaite)
  if (m$reml) {
    WD <- lapply(D, function(d) W %*% d)
    P <- lapply(D, function(d) -crossprod(WX, d %*% WX))
    Q <- function(i, j) crossprod(WX, D[[i]] %*% W %*% D[[j]] %*% WX)
    information <- matrix(0, q, q); QQ <- list()
    for (i in seq_len(q)) for (j in seq_len(i)) {
      QQ[[paste(i, j)]] <- Q(i, j)
      v <- 0.5 * (sum(WD[[i]] * t(WD[[j]])) - 2 * sum(Phi * QQ[[paste(i, j)]]) + sum((Phi %*% P[[i]]) * t(Phi %*% P[[j]])))
      information[i, j] <- information[j, i] <- v
    }
    w <- solve(information); S <- matrix(0, p, p)
    for (i in seq_len(q)) for (j in seq_len(q)) { Qij <- if (j <= i) QQ[[paste(i, j)]] else t(QQ[[paste(j, i)]]); S <- S + w[i, j] * (Qij - P[[i]] %*% Phi %*% P[[j]]) }
    n <- natural(m, o$theta)
    if (!is.null(n)) {
      stopifnot(max(abs(covariance(m, n$theta(n$psi)) - covariance(m, o$theta))) < 1e-10)
      slope_of <- function(psi, i) { a <- psi + 0i; a[i] <- a[i] + 1e-30i; Im(covariance(m, n$theta(a))) / 1e-30 }
      # w in psi, from the same information
      J <- vapply(seq_len(q), function(i) { a <- n$psi + 0i; a[i] <- a[i] + 1e-30i; Im(n$theta(a)) / 1e-30 }, numeric(q)); v <- solve(J) %*% w %*% t(solve(J))
      for (j in seq_len(q)) for (i in seq_len(j)) {
        h <- 1e-4 * abs(n$psi[j]); e <- replace(numeric(q), j, h)
        V2 <- (8 * (slope_of(n$psi + e, i) - slope_of(n$psi - e, i)) - (slope_of(n$psi + 2 * e, i) - slope_of(n$psi - 2 * e, i))) / (12 * h)
        S <- S - (if (i == j) 0.25 else 0.5) * v[i, j] * crossprod(WX, V2 %*% WX)
      }
    }
    adjusted <- Phi + 2 * Phi %*% ((S + t(S)) / 2) %*% Phi
    test <- function(L) {
      l <- nrow(L); T <- t(L) %*% solve(L %*% Phi %*% t(L), L); A1 <- A2 <- 0
      for (i in seq_len(q)) for (j in seq_len(q)) {
        a <- T %*% Phi %*% P[[i]] %*% Phi; b <- T %*% Phi %*% P[[j]] %*% Phi
        A1 <- A1 + w[i, j] * sum(diag(a)) * sum(diag(b)); A2 <- A2 + w[i, j] * sum(a * t(b))
      }
      B <- (A1 + 6 * A2) / (2 * l); g <- ((l + 1) * A1 - (l + 4) * A2) / ((l + 2) * A2); d <- 3 * l + 2 * (1 - g)
      c1 <- g / d; c2 <- (l - g) / d; c3 <- (l + 2 - g) / d
      E <- 1 / (1 - A2 / l); V <- 2 / l * (1 + c1 * B) / ((1 - c2 * B)^2 * (1 - c3 * B)); rho <- V / (2 * E^2)
      df <- 4 + (l + 2) / (l * rho - 1); scale <- df / (E * (df - 2))
      b <- L %*% beta; list(df = df, f = scale * drop(t(b) %*% solve(L %*% adjusted %*% t(L), b)) / l)
    }
    r$kr_se <- sqrt(diag(adjusted)); r$kr_df <- vapply(seq_len(p), function(j) test(diag(p)[j, , drop = FALSE])$df, 0)
    if (p > 2) { joint <- test(diag(p)[-1, , drop = FALSE]); r$joint_df <- joint$df; r$joint_f <- joint$f }
  }
  cat(case$name, "\n", round(satterthwaite, 3), "\n", if (m$reml) round(r$kr_df, 3), "\n", r$joint_df, r$joint_f, "\n"); r
}
done <- lapply(all[chosen], one)
write(toJSON(list(meta = list(R = as.character(getRversion()), numDeriv = as.character(packageVersion("numDeriv"))), cases = unname(done)), auto_unbox = TRUE, digits = NA, pretty = 1), out)
