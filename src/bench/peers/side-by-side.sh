# What the scripts that time peers share; they stand in the top folder and have set "lines", the file of what the programs print.
#
# The other programs come from Debian. What is not installed or needs more than BENCH_TIMEOUT seconds (default 1800) is shown as a dash.
# BENCH_SECONDS is how long ours warms up and then repeats (default 5).

[ -n "${BENCH_BUILT:-}" ] || mvn -q -Pbench -Dbench.skip verify
classpath=${BENCH_CLASSPATH:-target/test-classes:target/multilevel.jar}
mkdir -p target/bench
: >"$lines"

# measure COMMAND...: appends the line that the command prints, or nothing where it fails or takes too long.
measure() {
    echo "running: $*" >&2
    { timeout "${BENCH_TIMEOUT:-1800}" "$@" 2>/dev/null || echo "no result within ${BENCH_TIMEOUT:-1800} s: $*" >&2; } |
        tee -a "$lines" >&2
}

# measure_ours NAME COMMAND...: a peer may have no result; that ours has none is a fault.
measure_ours() {
    measure "${@:2}"
    grep -q "^multilevel $1 " "$lines"
}

# drawn FILE CLASS ARGUMENT...: makes a table, unless it is there.
drawn() {
    [ -s "$1" ] || java -cp "$classpath" "org.multilevel.bench.$2" "$1" "${@:3}"
    echo "$1"
}

# versions PACKAGE...: what was timed on which machine.
versions() {
    echo
    echo "- $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
    echo "- $(java -version 2>&1 | sed -n 2p)"
    for package in "$@"; do
        Rscript -e "cat('-', R.version.string, '$package', tryCatch(format(packageVersion('$package')), error = function(e) 'absent'), '\n')" \
            2>/dev/null || true
    done
    echo
}

# side_by_side PEER PEER CASE...: the table of medians, ratios and log-likelihoods.
side_by_side() {
    awk -v first="$1" -v second="$2" -v titles="${*:3}" '
        { seconds[$1, $2] = $3; loglik[$1, $2] = $4; if ($1 == "multilevel") evaluations[$2] = $7 }
        function shown(program, title,  s) {
            s = seconds[program, title]
            return s == "" ? " - |" : sprintf(" %.4g s, x %.1f |", s, s / seconds["multilevel", title])
        }
        function difference(program, title) {
            return loglik[program, title] == "" ? "-" : sprintf("%.2g", loglik["multilevel", title] - loglik[program, title])
        }
        END {
            print "| case | Multilevel | evaluations | " first " | " second " | log-likelihood; its difference from " first ", " second " |"
            print "|---|---|---|---|---|---|"
            n = split(titles, title, " ")
            for (k = 1; k <= n; k++) {
                c = title[k]
                printf "| %s | %.4g s | %s |%s%s %s; %s, %s |\n", c, seconds["multilevel", c], evaluations[c],
                    shown(first, c), shown(second, c), loglik["multilevel", c], difference(first, c), difference(second, c)
            }
        }' "$lines"
}
