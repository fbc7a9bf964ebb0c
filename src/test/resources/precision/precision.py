"""REML optima of nearly exact responses in 50 digits (mpmath 1.3, numpy 2.4): Henderson's equations of each model, minimised by Newton steps
with central differences. usage: python3 precision.py FOLDER, where the tables are; prints criterion, sigma and standard deviations."""
import sys,csv
from mpmath import mp,mpf,matrix,log,pi,sqrt
import numpy as np
from scipy.optimize import minimize
mp.dps=50
def load(fn): return list(csv.DictReader(open(fn)))
def problem(fn,terms,reml=True):
    rows=load(fn); n=len(rows); y=[mpf(float(r['y'])) for r in rows]; x=[mpf(float(r['x'])) for r in rows]
    cols=[]; owner=[]   # Z columns
    for ti,(g,slope) in enumerate(terms):
        lv=sorted(set(r[g] for r in rows))
        for l in lv:
            for s in ([0,1] if slope else [0]):
                cols.append((g,l,s)); owner.append((ti,l,s))
    nz=len(cols); N=nz+3
    idx={}
    for j,(g,l,s) in enumerate(cols): idx[(g,l,s)]=j
    A=[[mpf(0)]*N for _ in range(N)]
    for i,r in enumerate(rows):
        v={}
        for g,slope in terms:
            v[idx[(g,r[g],0)]]=mpf(1)
            if slope: v[idx[(g,r[g],1)]]=x[i]
        v[nz]=mpf(1); v[nz+1]=x[i]; v[nz+2]=y[i]
        ks=list(v)
        for a in ks:
            for b in ks:
                if b<=a: A[a][b]+=v[a]*v[b]
    return dict(n=n,A=A,nz=nz,owner=owner,terms=terms,reml=reml,cols=cols)
def crit(P,lams):
    # lams: per term: L (list of lists) lower
    nz=P['nz'];N=nz+3;A=P['A']
    full=lambda a,b: A[a][b] if b<=a else A[b][a]
    # apply Lambda: columns of Z Lambda
    # for slope terms pairs adjacent
    T=[{} for _ in range(N)]  # new col -> old col weights
    for j,(ti,l,s) in enumerate(P['owner']):
        L=lams[ti]
        if len(L)==1: T[j]={j:L[0][0]}
        else:
            if s==0: T[j]={j:L[0][0],j+1:L[1][0]}
            else: T[j]={j:L[1][1]}
    for j in range(nz,N): T[j]={j:mpf(1)}
    M=[[mpf(0)]*N for _ in range(N)]
    for a in range(N):
        for b in range(a+1):
            s=mpf(0)
            for k,u in T[a].items():
                for m,w in T[b].items():
                    f=full(k,m)
                    if f!=0: s+=u*w*f
            M[a][b]=s+(1 if a==b and a<nz else 0)
    # cholesky
    ld=mpf(0);ldx=mpf(0)
    for j in range(N):
        d=M[j][j]-sum(M[j][k]**2 for k in range(j))
        if j<N-1:
            d=sqrt(d);M[j][j]=d
            if j<nz: ld+=2*log(d)
            else: ldx+=2*log(d)
            for i in range(j+1,N):
                s=M[i][j]
                for k in range(j):
                    if M[i][k]!=0 and M[j][k]!=0: s-=M[i][k]*M[j][k]
                M[i][j]=s/d
        else: r2=d
    p=2; df=P['n']-(p if P['reml'] else 0)
    return ld+(ldx if P['reml'] else 0)+df*(1+log(2*pi*r2/df)), sqrt(r2/df)
def opt(P,start,diag=False):
    # params log-scale of diag, raw for off
    def lam(v):
        out=[];k=0
        for g,slope in P['terms']:
            if not slope: out.append([[mpf(np.exp(v[k]))]]);k+=1
            else:
                d=mpf(np.exp(v[k])); 
                if diag: out.append([[d,mpf(0)],[mpf(0),mpf(np.exp(v[k+1]))]]);k+=2
                else: out.append([[d,mpf(0)],[d*mpf(v[k+1]),mpf(np.exp(v[k+2]))]]);k+=3
        return out
    ref=crit(P,lam(start))[0]
    f=lambda v: float(crit(P,lam(v))[0]-ref)
    # newton with finite differences
    v=np.array(start,float);K=len(v)
    for it in range(12):
        h=1e-4
        g=np.zeros(K);H=np.zeros((K,K));f0=f(v)
        E=np.eye(K)*h
        fp=[f(v+E[i]) for i in range(K)];fm=[f(v-E[i]) for i in range(K)]
        for i in range(K):
            g[i]=(fp[i]-fm[i])/(2*h);H[i,i]=(fp[i]-2*f0+fm[i])/h**2
            for j in range(i):
                H[i,j]=H[j,i]=(f(v+E[i]+E[j])-fp[i]-fp[j]+f0 - (0))/(h*h) if False else (f(v+E[i]+E[j])-f(v+E[i]-E[j])-f(v-E[i]+E[j])+f(v-E[i]-E[j]))/(4*h*h)
        st=np.linalg.solve(H,g)
        if max(abs(st))>1: st=st/max(abs(st))
        v=v-st
        if max(abs(st))<1e-9: break
    c,s=crit(P,lam(v))
    L=lam(v)
    sds=[]
    for (g,sl),l in zip(P['terms'],L):
        if not sl: sds.append(float(l[0][0]*s))
        else: sds+= [float(l[0][0]*s),float(sqrt(l[1][0]**2+l[1][1]**2)*s)]
    return float(c),float(s),sds
if __name__=='__main__':
    for nm,sig in (('5',1e-5),('7',1e-7)):
        k=float(np.log(1/sig))
        for label,fn,terms,start,dg in (
          ('int','int',[('g',0)],[k],False),('slope','slope',[('g',1)],[k,.1,k-.7],False),('diag','slope',[('g',1)],[k,k-.7],True),
          ('cross','cross',[('g',0),('h',0)],[k,k],False),('nest','nest',[('g',0),('n',0)],[k,k],False)):
            print(label+nm,opt(problem(sys.argv[1]+'/'+fn+nm+'.csv',terms),start,dg))
