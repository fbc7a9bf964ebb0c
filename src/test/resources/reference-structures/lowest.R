# Orthodont with compound symmetry whose variance differs by sex, beside a random intercept: the highest of 25 searches of the dense
# restricted likelihood. Rscript lowest.R in this folder prints -207.4536, at the lowest correlation, -1/3.
d <- read.csv('../../../../workflows/data/Orthodont.csv'); d$Subject<-factor(d$Subject)
X <- model.matrix(~age*Sex,d); y<-d$distance; n<-nrow(X); p<-ncol(X)
sub <- d$Subject; fem <- d$Sex=="Female"
ll <- function(sF,sM,rho,tau2){ V<-matrix(0,n,n); s<-ifelse(fem,sF,sM)
 same<-outer(as.integer(sub),as.integer(sub),"==")
 R<-ifelse(diag(n)==1,1,rho); V<-same*(R*outer(s,s)+tau2)
 L<-try(chol(V),silent=TRUE); if(inherits(L,"try-error")) return(-1e10)
 Xs<-backsolve(L,X,transpose=TRUE); ys<-backsolve(L,y,transpose=TRUE); q<-qr(Xs); r<-qr.resid(q,ys)
 -0.5*((n-p)*log(2*pi)+2*sum(log(diag(L)))+2*sum(log(abs(diag(qr.R(q)))))+sum(r^2)) }
best<- -Inf
set.seed(1)
f<-function(t){ rho<- -1/3+(4/3)*plogis(t[3]); -ll(exp(t[1]),exp(t[2]),rho,exp(t[4])) }
for(i in 1:25){ o<-optim(c(rnorm(2,0,.7),rnorm(1,0,4),rnorm(1,0,1.5)),f,method="Nelder-Mead",control=list(maxit=3000,reltol=1e-12)); o<-optim(o$par,f,method="BFGS",control=list(maxit=500)); if(-o$value>best+1e-6){best<- -o$value; t<-o$par; cat(sprintf("%.5f", best),"sF",exp(t[1]),"sM",exp(t[2]),"rho",-1/3+4/3*plogis(t[3]),"tau2",exp(t[4]),"\n")}}
