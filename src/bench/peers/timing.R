# Five or more repeats after one that does not count; fewer where the budget of seconds in BENCH_BUDGET is used up.
medianOfRepeats <- function(run) {
  budget <- as.numeric(Sys.getenv("BENCH_BUDGET", "600"))
  start <- proc.time()[["elapsed"]]
  value <- run()
  # A slow fit is not made faster by a first one, so the first counts there.
  first <- proc.time()[["elapsed"]] - start
  seconds <- if (first > 5) first else numeric(0)
  repeat {
    spent <- proc.time()[["elapsed"]] - start
    enough <- length(seconds) >= 5 && spent >= 5
    if (enough || length(seconds) >= 51 || (length(seconds) > 0 && spent >= budget)) break
    gc(verbose = FALSE)
    seconds <- c(seconds, system.time(value <- run(), gcFirst = FALSE)[["elapsed"]])
  }
  list(median = median(seconds), repeats = length(seconds), value = value)
}
