ASCII SPSS PORT FILE                    ASCII SPSS PORT FILE                    
ASCII SPSS PORT FILE                    ASCII SPSS PORT FILE                    
ASCII SPSS PORT FILE                    0000000000000000000000000000000000000000
0000000000000000000000000123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst
uvwxyz .<(+|&[]!$*);^-/|,%_>?`:$@'="000000~-0000123456789000-()0{}\0000000000000
00000000000000000000000000000000000000000000000000000000SPSSPORTA8/202611306/025
6141E/GNU pspp 1.6.23J/x86_64-pc-linux-gnu4B/5B/70/5/PUPIL5/8/0/5/8/0/CJ/Number 
of the pupil70/6/SCHOOL5/8/2/5/8/2/C6/School70/5/SCORE5/8/2/5/8/2/CK/Score in ma
thematics70/6/FEMALE5/8/2/5/8/2/C3/Sex70/6/INCOME5/8/2/5/8/2/838/839/CN/Income o
f the household70/4/MOOD5/8/2/5/8/2/CJ/Mood in the morning7D/4/TOWN1/D/0/1/D/0/C
D/Town of birth70/5/VISITK/B/0/K/B/0/CF/Day of the test70/8/A_NAME_B5/8/2/5/8/2/
78F/5/ESSAY1/8F/0/1/8F/0/71/5/GRADE1/1/0/1/1/0/D1/6/SCHOOL3/1/8/Westhill2/8/Åle
sund3/3/AyrD1/6/FEMALE2/0/4/male1/6/femaleD1/4/MOOD2/1/3/low5/4/highD1/5/GRADE3/
1/a9/very good1/b4/good1/c4/poorF1/2/1S.CD6R/1/14H/4/D/Ayr          J0AS+3/1S.CD
6R/8F/short                                                                     
                                                                                
                                                                                
                     1/a2/3/1T.2NL/0/15O/2/D/             J0B1600/1T.2NL/8F/shor
t                                                                               
                                                                                
                                                                                
           1/c3/1/1L.CA2C/1/171/5/D/Århus O'HaraJ0B4C00/1L.CA2C/8F/short       
                                                                                
                                                                                
                                                                                
   1/b4/2/1C.CSO/0/188/3/D/Zürich      J0B7I00/1C.CSO/8F/short                 
                                                                                
                                                                                
                                                                         1/a5/3/
1A.C9LI/1/19F/1/D/Ayr          J0BAO00/1A.C9LI/8F/ababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
ababababababababababababababababababababababababababababababababa1/c6/1/1H.656I/
0/1AM/4/D/             J0BE+3/1H.656I/8F/short                                  
                                                                                
                                                                                
                                                        1/b7/2/1Q.H2R9/1/1BT/2/D
/Århus O'HaraJ0BH600/1Q.H2R9/8F/short                                          
                                                                                
                                                                                
                                                1/a8/3/1T.QO76/0/1D6/5/D/Zürich
      J0BKC00/1T.QO76/8F/short                                                  
                                                                                
                                                                                
                                        1/c9/1/1O.3J2C/1/38/3/D/Ayr          J0B
NI00/1O.3J2C/8F/short                                                           
                                                                                
                                                                                
                               1/bA/2/1E.GNOI/0/1FK/1/D/             J0BQO00/1E.
GNOI/8F/abababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababa1/aB/3/*.1/1GR/4/D/Århus O'HaraJ0C+4/*.8F/short         
                                                                                
                                                                                
                                                                                
 1/cC/1/1E.J0Q3/0/1I4/2/D/Zürich      J0C3600/1E.J0Q3/8F/short                 
                                                                                
                                                                                
                                                                         1/bD/2/
1O.61FR/1/39/5/D/Ayr          J0C6C00/1O.61FR/8F/short                          
                                                                                
                                                                                
                                                                1/aE/3/1T.R5EL/0
/1KI/3/D/             J0C9I00/1T.R5EL/8F/short                                  
                                                                                
                                                                                
                                                        1/cF/1/1Q.F2I9/1/1LP/1/D
/Århus O'HaraJ0CCO00/1Q.F2I9/8F/abababababababababababababababababababababababa
babababababababababababababababababababababababababababababababababababababababa
babababababababababababababababababababababababababababababababababababababababa
babababababababababababababababababababababababa1/bG/2/1H.3IR/0/1N2/4/D/Zürich 
     J0CG+3/1H.3IR/8F/short                                                     
                                                                                
                                                                                
                                     1/aH/3/1A.BHC/1/1O9/2/D/Ayr          J0CJ60
0/1A.BHC/8F/short                                                               
                                                                                
                                                                                
                           1/cI/1/1C.EL2L/0/38/5/D/             J0CMC00/1C.EL2L/
8F/short                                                                        
                                                                                
                                                                                
                  1/bJ/2/1L.ESRI/1/1QN/3/D/Århus O'HaraJ0CPI00/1L.ESRI/8F/short
                                                                                
                                                                                
                                                                                
          1/aK/3/1T.3QGF/0/1S0/1/D/Zürich      J0CSO00/1T.3QGF/8F/ababababababa
babababababababababababababababababababababababababababababababababababababababa
babababababababababababababababababababababababababababababababababababababababa
babababababababababababababababababababababababababababababababababababababababa
ba1/cL/1/1S.ATS6/1/1T7/4/D/Ayr          J0D2+3/1S.ATS6/8F/short                 
                                                                                
                                                                                
                                                                         1/bM/2/
*.0/20E/2/D/             J0D5600/*.8F/short                                     
                                                                                
                                                                                
                                                     1/aN/3/1B.G40I/1/21L/5/D/Å
rhus O'HaraJ0D8C00/1B.G40I/8F/short                                             
                                                                                
                                                                                
                                             1/cO/1/1A.S9NC/0/22S/3/D/Zürich   
   J0DBI00/1A.S9NC/8F/short                                                     
                                                                                
                                                                                
                                     1/bP/2/1I.K8PF/1/245/1/D/Ayr          J0DEO
00/1I.K8PF/8F/ababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
ababababababababababababababa1/aQ/3/1R.IN16/0/39/4/D/             J0DI+3/1R.IN16
/8F/short                                                                       
                                                                                
                                                                                
                   1/cR/1/1T.GRCI/1/38/2/D/Århus O'HaraJ0DL600/1T.GRCI/8F/short
                                                                                
                                                                                
                                                                                
          1/bS/2/1M.L85L/0/27Q/5/D/Zürich      J0DOC00/1M.L85L/8F/short        
                                                                                
                                                                                
                                                                                
  1/aT/3/1D.AR9R/1/293/3/D/Ayr          J0DRI00/1D.AR9R/8F/short                
                                                                                
                                                                                
                                                                          1/c10/
1/1A.3HLR/0/2AA/1/D/             J0E0O00/1A.3HLR/8F/abababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababa1/b11/2/1F.SN
J6/1/2BH/4/D/Århus O'HaraJ0E4+3/1F.SNJ6/8F/short                               
                                                                                
                                                                                
                                                           1/a12/3/1P.FCQ3/0/2CO
/2/D/Zürich      J0E7600/1P.FCQ3/8F/short                                      
                                                                                
                                                                                
                                                    1/c13/1/*.1/2E1/5/D/Ayr     
     J0EAC00/*.8F/short                                                         
                                                                                
                                                                                
                                 1/b14/2/1P.8LLI/0/2F8/3/D/             J0EDI00/
1P.8LLI/8F/short                                                                
                                                                                
                                                                                
                          1/a15/3/1F.LGBC/1/2GF/1/D/Århus O'HaraJ0EGO00/1F.LGBC
/8F/abababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababa1/c16/1/1A.2DTC/0/38/4/D/Zürich      J0EK+3/1A.2DTC/8F/short
                                                                                
                                                                                
                                                                                
          1/b17/2/1D.GS46/1/2IT/2/D/Ayr          J0EN600/1D.GS46/8F/short       
                                                                                
                                                                                
                                                                                
   1/a18/3/1M.SR9R/0/2K6/5/D/             J0EQC00/1M.SR9R/8F/short              
                                                                                
                                                                                
                                                                            1/c1
9/1/1T.J46/1/39/3/D/Århus O'HaraJ0ETI00/1T.J46/8F/short                        
                                                                                
                                                                                
                                                                  1/b1A/2/1R.DFT
L/0/2MK/1/D/Zürich      J0F2O00/1R.DFTL/8F/abababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababababababababababababab
abababababababababababababababababababababababababababababa1/aZZZZZZZZZZZZZZZZZZ
