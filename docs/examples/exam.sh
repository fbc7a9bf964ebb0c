#!/bin/sh
# Exam scores in schools: the commands of exam.md, to be run in the folder of the project after mvn -q -Pdemo package.
set -e
mkdir -p target

head -n 4 workflows/data/exam.csv
java -jar target/multilevel.jar describe workflows/data/exam.csv --group school --columns gender,hours,score
java -jar target/multilevel.jar fit workflows/data/exam.csv 'score ~ hours + gender'
java -jar target/multilevel.jar fit workflows/data/exam.csv 'score ~ hours + gender + (1 | school)' --equation text --out target/exam --save target/demo/examples/exam.json
head -n 21 target/exam/group_effects.csv
java -jar target/multilevel.jar plot target/demo/examples/exam.json --kind effects --highlight 7,14 --out target/demo/examples/exam-effects.svg --width 540 --height 380
java -jar target/multilevel.jar plot target/demo/examples/exam.json workflows/data/exam.csv --kind lines --over hours --highlight 7,14 --out target/demo/examples/exam-lines.png --width 540 --height 380
java -jar target/multilevel.jar fit workflows/data/exam.csv 'score ~ hours + gender + (1 + gender | school)' --null 'score ~ hours + gender + (1 | school)'
