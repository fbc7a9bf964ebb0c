# Simulated exam scores of 600 pupils in 20 schools of 30, the table exam.csv: Rscript exam.R, in the folder of this file (R 4.2.2).
# A pupil's score is 48 + 1.5 * hours of study - 2.5 if male + the school's effect (sd 6) + the pupil's (sd 9); the difference between
# male and female is the same in all schools. Of the first seeds, 3 is one for which statsmodels does not find the optimum of the model
# in which that difference varies.
set.seed(3)
school <- rep(1:20, each = 30)
gender <- rep(rep(c("female", "male"), 15), 20)
hours <- round(pmax(0, rnorm(600, 8, 3)), 1)
effects <- rnorm(20, 0, 6)
score <- round(48 + 1.5 * hours - 2.5 * (gender == "male") + effects[school] + rnorm(600, 0, 9), 1)
table <- data.frame(school, pupil = rep(1:30, 20), gender, hours, score)
write.csv(table, "exam.csv", row.names = FALSE, quote = FALSE)
