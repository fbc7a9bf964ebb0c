#!/bin/sh
# Catholic and public schools: the commands of sectors.md, to be run in the folder of the project after mvn -q -Pdemo package.
set -e
mkdir -p target

java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses'
java -jar target/multilevel.jar center workflows/data/hsb.csv --group school --columns ses --out target/sectors.csv
java -jar target/multilevel.jar fit target/sectors.csv 'mathach ~ ses_within'
java -jar target/multilevel.jar describe workflows/data/hsb.csv --group school --columns mathach,ses,sector --out target/sectors --quiet
java -jar target/multilevel.jar fit target/sectors/group_means.csv 'mathach ~ ses'
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ 1 + (1 | school)' --null 'mathach ~ 1'
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses + (1 | school)' --ml --null 'mathach ~ 1 + (1 | school)'
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses * sector + (ses | school)' --categorical sector --out target/sectors-model --slopes 'ses by sector'
grep -E '^school,(1946|5650),' target/sectors-model/group_effects.csv
