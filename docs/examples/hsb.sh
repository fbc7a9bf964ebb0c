#!/bin/sh
# High School and Beyond as in HLM: the commands of hsb.md, to be run in the folder of the project after mvn -q -Pdemo package.
set -e
mkdir -p target

java -jar target/multilevel.jar describe workflows/data/hsb.csv --group school --columns mathach,ses,meanses,pracad,minority,female
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ 1 + (1 | school)' --ml
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ 1 + (1 | school)'
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school)' --ml --null 'mathach ~ 1 + (1 | school)' --equation text --save target/hsb-hlm.json
java -jar target/multilevel.jar plot target/hsb-hlm.json --kind fixed --out target/demo/examples/hsb-fixed.svg --width 540 --height 380
java -jar target/multilevel.jar plot target/hsb-hlm.json --kind predicted --over ses --by minority --at 'meanses=-0.4; pracad=0.25; female=1' --out target/demo/examples/hsb-predicted.svg --width 540 --height 380
head -n 2 workflows/data/pupil.csv
java -jar target/multilevel.jar predict target/hsb-hlm.json workflows/data/pupil.csv --intervals
