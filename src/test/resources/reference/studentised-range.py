"""Upper tails of the studentised range, to hold ours against: run with python3 studentised-range.py > studentised-range.csv.

scipy 1.10.1 integrates adaptively and agrees with itself at tighter tolerances to 1e-12, where R's ptukey has fixed panels: those
of R 4.2.2 are off by up to 1e-4 at 2 degrees of freedom, and by 4e-3 there for 100 means.
"""
from scipy.stats import studentized_range

print("q,k,df,tail")
for df in [1, 1.5, 2, 3, 4.5, 8, 15.7, 40, 300, 5000, 24000]:
    for k in [2, 2.5615528128088303, 3, 4, 7, 20, 100]:
        for q in [0.05, 0.5, 1, 2, 3, 4, 6, 10, 30, 200]:
            print(f"{q},{k!r},{df!r},{studentized_range.sf(q, k, df)!r}")
