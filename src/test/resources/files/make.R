# Writes the tables of this folder in the formats that R can write. Run in this folder: Rscript make.R
# Made with R 4.2.2, haven 2.5.1 (ReadStat 1.1.8), readstata13 0.10.1, foreign 0.8.84 and openxlsx 4.2.5.2.
library(haven)
n <- 40
k <- seq_len(n)
pupils <- data.frame(
  pupil = k,
  school = (k * 7) %% 3 + 1,
  score = ifelse(k %% 11 == 0, NA, round(50 + 10 * sin(k), 4)),
  female = k %% 2,
  income = ifelse(k %% 9 == 0, 98, ifelse(k %% 13 == 0, 99, 1000 + 37 * k)),
  mood = (k * 3) %% 5 + 1,
  town = c("Zürich", "Ayr", "", "Århus O'Hara")[k %% 4 + 1],
  visit = as.Date("2021-12-25") + k,
  stringsAsFactors = FALSE
)
schools <- c("Westhill" = 1, "Ålesund" = 2, "Ayr" = 3)
sexes <- c("male" = 0, "female" = 1)
moods <- c("low" = 1, "high" = 5)
names_of <- c(pupil = "Number of the pupil", school = "School", score = "Score in mathematics", female = "Sex",
  income = "Income of the household", mood = "Mood in the morning", town = "Town of birth", visit = "Day of the test")

write_expected <- function(file, labels, user_missing) {
  out <- pupils
  if (labels) {
    out$school <- names(schools)[match(out$school, schools)]
    out$female <- names(sexes)[match(out$female, sexes)]
  }
  if (user_missing) out$income[out$income < 100] <- NA
  out$visit <- as.numeric(out$visit)
  write.csv(out, file, row.names = FALSE, na = "", fileEncoding = "UTF-8")
}
write_expected("pupils-labels.csv", TRUE, TRUE)
write_expected("pupils-codes.csv", FALSE, TRUE)

named <- function(d) {
  for (v in names(d)) attr(d[[v]], "label") <- names_of[[v]]
  d
}

# Stata: income is missing as .a and .b; the newest formats also have a long text (strL)
stata <- pupils
stata$school <- labelled(as.integer(stata$school), setNames(as.integer(schools), names(schools)))
stata$female <- labelled(as.integer(stata$female), setNames(as.integer(sexes), names(sexes)))
stata$mood <- labelled(as.integer(stata$mood), setNames(as.integer(moods), names(moods)))
stata$pupil <- as.integer(stata$pupil)
stata$income[pupils$income == 98] <- tagged_na("a")
stata$income[pupils$income == 99] <- tagged_na("b")
for (v in c(8, 10, 12, 13, 14, 15)) {
  format <- c("8" = 113, "10" = 114, "12" = 115, "13" = 117, "14" = 118, "15" = 119)[[as.character(v)]]
  table <- named(stata)
  if (v >= 13) table$essay <- ifelse(k %% 5 == 0, strrep("ab", 1500 + k), "short")
  # haven writes as UTF-8 also what Stata before 14 takes for Windows-1252
  if (v < 14) {
    table$town <- chartr("üÅ", "uA", pupils$town)
    names(attr(table$school, "labels"))[2] <- "Alesund"
  }
  write_dta(table, paste0("pupils-", format, ".dta"), version = v)
}
# The old formats, with Windows-1252 text
old <- pupils
old$school <- factor(names(schools)[match(old$school, schools)], levels = names(schools))
old$female <- factor(names(sexes)[match(old$female, sexes)], levels = names(sexes))
old$income[old$income < 100] <- NA
old$visit <- as.numeric(old$visit - as.Date("1960-01-01"))
for (format in c(104, 105, 108, 110, 111, 115)) {
  file <- paste0("pupils-old", format, ".dta")
  suppressWarnings(readstata13::save.dta13(old, file, version = format, convert.factors = TRUE, compress = FALSE,
    convert.underscore = FALSE))
}
# SPSS: 98 and 99 are declared missing
spss <- named(pupils)
spss$school <- labelled(pupils$school, schools, label = "School")
spss$female <- labelled(pupils$female, sexes, label = "Sex")
spss$mood <- labelled(pupils$mood, moods, label = "Mood in the morning")
spss$income <- labelled_spss(pupils$income, na_values = c(98, 99), label = "Income of the household")
spss$a_name_beyond_eight <- pupils$score
spss$essay <- ifelse(k %% 5 == 0, strrep("ab", 350 + k), "short")
spss$grade <- labelled(c("b", "a", "c")[k %% 3 + 1], c("good" = "b", "very good" = "a", "poor" = "c"))
write_sav(spss, "pupils-byte.sav", compress = "byte")
write_sav(spss, "pupils-none.sav", compress = "none")
write_sav(spss, "pupils-zlib.zsav", compress = "zsav")
# A range that is missing
spss$income <- labelled_spss(pupils$income, na_range = c(90, 99), label = "Income of the household")
write_sav(spss, "pupils-range.sav", compress = "byte")

# SAS: transport files of both versions
sas <- named(pupils)
sas$income[pupils$income == 98] <- tagged_na("A")
sas$income[pupils$income == 99] <- tagged_na("B")
write_xpt(sas, "pupils-5.xpt", version = 5, name = "PUPILS")
sas$a_name_beyond_eight <- pupils$score
write_xpt(sas, "pupils-8.xpt", version = 8, name = "PUPILS")
suppressWarnings(write_sas(named(within(pupils, income[income < 100] <- NA)), "pupils.sas7bdat"))

arff <- old
arff$visit <- as.numeric(pupils$visit)
arff$town[arff$town == ""] <- NA
foreign::write.arff(arff, "pupils.arff")

# Excel with shared texts
book <- openxlsx::createWorkbook()
openxlsx::addWorksheet(book, "Pupils")
openxlsx::writeData(book, "Pupils", transform(pupils, school = old$school, female = old$female, income = old$income,
  town = ifelse(town == "", NA, town)))
openxlsx::saveWorkbook(book, "pupils-shared.xlsx", overwrite = TRUE)
