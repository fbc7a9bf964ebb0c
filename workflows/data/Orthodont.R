# The table Orthodont.csv as a file of SPSS, Orthodont.sav, with the labels that people give their variables and values in SPSS:
# Rscript Orthodont.R, in the folder of this file (R 4.2.2, haven 2.5.1). SPSS's files bear the time at which they were made.
library(haven)
table <- read.csv("Orthodont.csv")
table$distance <- labelled(table$distance, label = "Distance from pituitary to pterygomaxillary fissure (mm)")
table$age <- labelled(table$age, label = "Age (years)")
table$Subject <- labelled(table$Subject, label = "Child")
table$Sex <- labelled(match(table$Sex, c("Male", "Female")), c(Male = 1, Female = 2), "Sex of the child")
write_sav(table, "Orthodont.sav")
