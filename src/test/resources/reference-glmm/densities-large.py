# Log-densities near large counts and shapes in 50 digits, where y log(mean) and log Gamma(y) cancel and R's own lose up to half of theirs.
# Made with Python 3.11 and mpmath 1.3.0; run in this folder: python3 densities-large.py
import json
import math
import mpmath as mp

mp.mp.dps = 50
rows = []


def add(family, link, y, size, eta, zeta, value):
    rows.append(dict(family=family, link=link, y=y, size=size, eta=eta, zeta=zeta, value=float(value)))


def binomial(y, n, p, q):
    choose = mp.loggamma(n + 1) - mp.loggamma(y + 1) - mp.loggamma(n - y + 1)
    return choose + y * mp.log(p) + (n - y) * mp.log(q)


# each link: from a share to the linear predictor, and from that to the probabilities of success and failure
links = {
    "logit": (lambda s: math.log(s / (1 - s)), lambda e: (1 / (1 + mp.exp(-e)), 1 / (1 + mp.exp(e)))),
    "probit": (
        lambda s: float(-mp.sqrt(2) * mp.erfinv(1 - 2 * mp.mpf(s))),
        lambda e: (mp.erfc(-e / mp.sqrt(2)) / 2, mp.erfc(e / mp.sqrt(2)) / 2),
    ),
    "cloglog": (lambda s: math.log(-math.log(1 - s)), lambda e: (-mp.expm1(-mp.exp(e)), mp.exp(-mp.exp(e)))),
}
for off in (-1e-3, -1e-5, 0, 3e-6):
    for y in (100, 3e5, 1e9, 4e12):
        eta = math.log(y) + off
        mu = mp.exp(mp.mpf(eta))
        add("poisson", "log", y, 1, eta, 0, y * mp.mpf(eta) - mu - mp.loggamma(mp.mpf(y) + 1))
        for zeta in (-2, 1, 8, 20, 30):
            k = mp.exp(mp.mpf(zeta))
            own = mp.loggamma(y + k) - mp.loggamma(k) - mp.loggamma(mp.mpf(y) + 1)
            add("negative-binomial", "log", y, 1, eta, zeta, own + k * mp.log(k / (k + mu)) + y * mp.log(mu / (mu + k)))
    for n in (3e5, 1e9, 4e12):
        for share in (0.001, 0.3, 0.5, 0.98):
            y = round(n * share)
            for link, (to, back) in links.items():
                eta = to(y / n) + off
                p, q = back(mp.mpf(eta))
                add("binomial", link, y, n, eta, 0, binomial(mp.mpf(y), mp.mpf(n), p, q))
    for y in (1e-6, 3, 1e9):
        for zeta in (8, 20, 24):
            a = mp.exp(mp.mpf(zeta))
            for link in ("log", "inverse"):
                eta = math.log(y) + off if link == "log" else math.exp(off) / y
                mu = mp.exp(mp.mpf(eta)) if link == "log" else 1 / mp.mpf(eta)
                add("gamma", link, y, 1, eta, zeta, a * mp.log(a / mu) - mp.loggamma(a) + (a - 1) * mp.log(y) - a * y / mu)
with open("densities-large.json", "w") as out:
    json.dump(dict(meta=dict(mpmath=mp.__version__), rows=rows), out)
    out.write("\n")
