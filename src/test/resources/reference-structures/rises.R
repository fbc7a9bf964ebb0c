# The numbers of StructureRiseTest: rises of -2 restricted log-likelihood with a parameter held, by dense matrices.
# Rscript rises.R in this folder.

d <- read.csv("bodyweight.csv"); d$Diet<-factor(d$Diet)
X <- model.matrix(~Time*Diet,d); y<-d$weight; T<-11; G<-16; n<-nrow(X);p<-ncol(X)
stopifnot(all(table(d$Rat)==T)); o<-order(d$Rat,d$Time); X<-X[o,];y<-y[o]
pacf2acf<-function(pc){L<-length(pc);rho<-numeric(L);a<-NULL;rest<-1
 for(k in 1:L){pred<-if(k>1)sum(a*rho[(k-1):1]) else 0; rho[k]<-pred+pc[k]*rest
  a<-if(k>1)c(a-pc[k]*rev(a),pc[k]) else pc[1]; rest<-rest*(1-pc[k]^2)};rho}
crit<-function(rho){R<-toeplitz(c(1,rho)); U<-tryCatch(chol(R),error=function(e)NULL); if(is.null(U))return(1e10)
 Z<-matrix(0,n,p+1); for(g in 1:G){i<-((g-1)*T+1):(g*T); Z[i,]<-backsolve(U,cbind(X,y)[i,],transpose=TRUE)}
 q<-qr(Z[,1:p],LAPACK=FALSE); Rr<-qr.R(q); rs<-sum(qr.resid(q,Z[,p+1])^2); df<-n-p
 2*G*sum(log(diag(U)))+2*sum(log(abs(diag(Rr))))+df*(1+log(2*pi*rs/df))}
acf2pacf<-function(rho){ L<-length(rho); pc<-numeric(L); a<-NULL; rest<-1
 for(k in 1:L){pred<-if(k>1)sum(a*rho[(k-1):1]) else 0; pc[k]<-(rho[k]-pred)/rest
  if(!is.finite(pc[k])||abs(pc[k])>=1)return(NULL)
  a<-if(k>1)c(a-pc[k]*rev(a),pc[k]) else pc[1]; rest<-rest*(1-pc[k]^2)}; pc}
f<-function(z)crit(pacf2acf(tanh(z)))
best<-NULL; z0<-atanh(c(.9894,rep(.05,9)))
o1<-optim(z0,f,method="BFGS",control=list(maxit=2000,reltol=1e-14)); o1<-optim(o1$par,f,method="BFGS",control=list(maxit=2000,reltol=1e-15)); rhoh<-pacf2acf(tanh(o1$par)); print(round(rhoh,4)); print(o1$value)
# profile: hold rho_k: free other rhos directly with penalty via large quadratic continuation
prof<-function(k,v,rho){ g<-function(zz){r<-pacf2acf(tanh(zz)); crit(r)+1e7*(r[k]-v)^2}
 z<-atanh(acf2pacf(rho)); for(m in c(1e3,1e5,1e7,1e9)){ h<-function(zz){r<-pacf2acf(tanh(zz)); crit(r)+m*(r[k]-v)^2}
  for(j in 1:3){oo<-optim(z,h,method="BFGS",control=list(maxit=3000,reltol=1e-15)); z<-oo$par}}
 r<-pacf2acf(tanh(z)); list(val=crit(r),rho=r)}
for(k in c(3,9)) for(v in if (k == 3) c(0.95, 0.985) else c(0.8, 0.96)){ r<-rhoh; for(s in seq(0.1,1,0.1)) { q<-prof(k,rhoh[k]+s*(v-rhoh[k]),r); r<-q$rho}; cat(k,v,r[k],q$val-o1$value,"\n")}
d<-read.csv("orthodont.csv"); d$Sex<-factor(d$Sex)
X<-model.matrix(~age*Sex,d); y<-d$distance; o<-order(d$Subject,d$occasion); X<-X[o,];y<-y[o];n<-108;p<-4
crit<-function(S,reml=TRUE){U<-tryCatch(chol(S),error=function(e)NULL); if(is.null(U))return(1e10)
 Z<-matrix(0,n,p+1);for(g in 1:27){i<-(g-1)*4+1:4;Z[i,]<-backsolve(U,cbind(X,y)[i,],transpose=TRUE)}
 q<-qr(Z[,1:p]);rs<-sum(qr.resid(q,Z[,p+1])^2)
 2*27*sum(log(diag(U)))+(if(reml)2*sum(log(abs(diag(qr.R(q)))))+(n-p)*log(2*pi) else n*log(2*pi))+rs}
V<-function(ls,rho,lr)diag(exp(ls))%*%(diag(4)*(1-rho)+rho)%*%diag(exp(ls))+diag(4)*exp(2*lr)
fit<-function(f,st){b<-NULL;for(s in st){o<-optim(s,f,method="BFGS",control=list(maxit=1000,reltol=1e-14));o<-optim(o$par,f,method="BFGS",control=list(maxit=1000,reltol=1e-14));if(is.null(b)||o$value<b$value)b<-o};b}
L<-c(.57,.43,.75,.6)
base<-fit(function(z)crit(V(z[1:4],1-1e-9,z[5])),list(c(L,.3)))$value;print(base,12)
for(r in c(-.3,0,.1144,.3,.5,.6,.635,.667,.8)){b<-fit(function(z)crit(V(z[1:4],r,z[5])),list(c(L,.3),c(L+.2,-2),c(L,-5)));cat(r,b$value-base,exp(b$par),"\n")}
