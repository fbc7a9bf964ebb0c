# Makes predictions.json: what a known subject's next or missed row is expected to be, given all rows of the table, at the optimum of open.json's case.
# mean = E(y | table): fixed part, group effects and what correlated residuals carry over; sd: of a new observation about it, with the uncertainty of
# the coefficients (not of the structure's parameters); average: the fixed part alone; groups: fixed part and group effects, without residuals.
source("report.R")
all <- c(fromJSON("open.json", simplifyVector = FALSE)$cases, fromJSON("simulated.json", simplifyVector = FALSE)$cases); names(all) <- vapply(all, `[[`, "", "name")
predict_case <- function(name, new) {
  k <- all[[name]]
  case <- list(name = name, data = k$data, categorical = unlist(k$categorical), formula = k$formula, residual = k$residual, residual_variance = k$residual_variance, method = k$method)
  m <- prepare(case); o <- optimum(m, 3); stopifnot(abs(o$at$value - k$loglik) < 1e-8)
  d <- read.csv(case$data); n <- nrow(d)
  new[setdiff(names(d), names(new))] <- 0
  file <- tempfile(fileext = ".csv"); write.csv(rbind(d, new[names(d)]), file, row.names = FALSE, quote = FALSE)
  w <- prepare(modifyList(case, list(data = file)))
  for (v in intersect(c("unit", "whole", "even", "s0", "longest"), names(m))) w[[v]] <- m[[v]]
  for (j in seq_along(w$terms)) w$terms[[j]]$scale <- m$terms[[j]]$scale
  stopifnot(w$q == m$q)
  N <- w$n; p <- cut_theta(w, o$theta); R <- residual_matrix(w, o$theta); same <- outer(w$subject, w$subject, "==")
  E <- R$R[w$cell, w$cell] * same; diag(E) <- R$v[w$cell]
  G <- matrix(0, N, N)
  for (j in seq_along(w$terms)) { t <- w$terms[[j]]; G <- G + outer(t$level, t$level, "==") * (t$Z %*% term_matrix(t, p$terms[[j]]) %*% base::t(t$Z)) }
  V <- G + E; i <- 1:n; f <- (n + 1):N
  e <- w$y[i] - drop(w$X[i, ] %*% o$at$beta); a <- solve(V[i, i], e); C <- V[f, i, drop = FALSE]
  average <- drop(w$X[f, , drop = FALSE] %*% o$at$beta)
  D <- w$X[f, , drop = FALSE] - C %*% solve(V[i, i], w$X[i, ])
  variance <- diag(V[f, f, drop = FALSE] - C %*% solve(V[i, i], t(C)) + D %*% o$at$cov %*% t(D))
  rows <- lapply(seq_along(f), function(r) c(list(row = as.list(new[r, intersect(names(new), names(d)[vapply(names(d), function(v) any(new[[v]] != 0), NA)]), drop = FALSE])),
    list(average = average[r], groups = average[r] + sum(G[f[r], i] * a), mean = average[r] + sum(C[r, ] * a), sd = sqrt(variance[r]))))
  cat(name, vapply(rows, function(r) sprintf("%.4f/%.4f/%.4f (%.4f)", r$average, r$groups, r$mean, r$sd), ""), "\n")
  list(name = name, data = case$data, rows = rows)
}
teeth <- data.frame(Subject = c("M01", "F10"), Sex = c("Male", "Female"), age = c(16, 15), occasion = c(5, 4.5))
rats <- data.frame(Rat = c(1, 12), Diet = c(1, 2), Time = c(71, 46))
mares <- data.frame(Mare = c(1, 7), Time = c(1.2, 0.5100001), order = c(30, 40)); mares$sine <- sin(2 * pi * mares$Time); mares$cosine <- cos(2 * pi * mares$Time)
trial <- read.csv("trial.csv"); gone <- names(which(table(trial$id) == 2 & !(table(trial$id[trial$visit == 3])[names(table(trial$id))] %in% 1)))
gone <- c(gone[1], tail(gone, 1))
patient <- trial[match(gone, trial$id), c("id", "arm", "base")]; patient$visit <- c(4, 5); patient$week <- c(12, 20); patient$occasion <- paste0("v", patient$visit); rownames(patient) <- NULL
pupils <- data.frame(school = c("s01", "s12"), pupil = c("s01-1", "s12-2"), sex = c("m", "f"), time = c(9, 8))
# Another row of subjects whose rows are of several levels of a factor: of a level that a row of them has, and of one that none has.
again <- function(name, ids = c("s03", "s11", "s20")) {
  d <- read.csv(all[[name]]$data); rows <- do.call(rbind, lapply(ids, function(id) { own <- d[d$id == id, ]; own[which.max(own$time), ] }))
  rows$time <- rows$time + c(1, 2, 1); rows$x <- c(0.5, -1.2, 0.9); rows$rater[2] <- "r6"; rows$f[2] <- "m"; rownames(rows) <- NULL
  rows[c("id", "site", "arm", "time", "x", "f", "rater")]
}
done <- list(
  predict_case("orthodont-cs-sex", teeth), predict_case("orthodont-ar1", teeth[1, ]), predict_case("orthodont-car1-ml", teeth), predict_case("orthodont-slope-sex", teeth),
  predict_case("bodyweight-slope-ar1", rats), predict_case("bodyweight-slope-car1-diet", rats), predict_case("bodyweight-slope-diet", rats),
  predict_case("ovary-ar1", mares), predict_case("ovary-gls-car1", mares),
  predict_case("trial-us", patient), predict_case("trial-us-arm", patient), predict_case("trial-toep-occasions", patient), predict_case("trial-cs-occasions", patient),
  predict_case("trial-ar1-occasions-arm-ml", patient), predict_case("trial-intercept-ar1-arm", patient),
  predict_case("schools-nested-ar1", pupils), predict_case("schools-ar1-sex", pupils),
  predict_case("design-22", again("design-22")), predict_case("design-31", again("design-31")), predict_case("design-32", again("design-32")),
  predict_case("design-33", again("design-33")), predict_case("design-36", again("design-36")))
write(toJSON(list(meta = list(R = as.character(getRversion()), notes = I("mean: E(y | table); groups: without what residuals carry over; average: fixed part; sd: of a new observation, parameters of the structure taken as known")),
  cases = done), auto_unbox = TRUE, digits = NA, pretty = 1), "predictions.json")
