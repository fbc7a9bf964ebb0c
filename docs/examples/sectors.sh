#!/bin/sh
# Catholic and public schools: the commands of sectors.md, to be run in the folder of the project after mvn -q -Pdemo package.
set -e
mkdir -p target

java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses + (1 | school)' --save target/demo/examples/ses.json --quiet
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses * sector + (1 | school)' --categorical sector --save target/demo/examples/sectors.json --quiet
java -jar target/multilevel.jar plot target/demo/examples/ses.json workflows/data/hsb.csv --kind boxes --out target/demo/examples/sectors-boxes.png --width 540 --height 380
java -jar target/multilevel.jar plot target/demo/examples/ses.json workflows/data/hsb.csv --kind centred-boxes --out target/demo/examples/sectors-centred-boxes.png --width 540 --height 380
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses' --save target/demo/examples/total.json
java -jar target/multilevel.jar center workflows/data/hsb.csv --group school --columns ses --out target/sectors.csv
java -jar target/multilevel.jar fit target/sectors.csv 'mathach ~ ses_within' --save target/demo/examples/within.json
java -jar target/multilevel.jar describe workflows/data/hsb.csv --group school --columns mathach,ses,sector --out target/sectors --quiet
java -jar target/multilevel.jar fit target/sectors/group_means.csv 'mathach ~ ses'
java -jar target/multilevel.jar plot target/demo/examples/within.json target/sectors.csv --kind points --over ses_within --out target/demo/examples/sectors-within.png --width 540 --height 380
java -jar target/multilevel.jar plot target/demo/examples/ses.json workflows/data/hsb.csv --kind between --over ses --out target/demo/examples/sectors-between.png --width 540 --height 380
java -jar target/multilevel.jar plot target/demo/examples/total.json workflows/data/hsb.csv --kind points --over ses --model target/demo/examples/ses.json --out target/demo/examples/sectors-models.png --width 540 --height 380
java -jar target/multilevel.jar fit target/sectors.csv 'mathach ~ ses + ses_between + (1 | school)' --save target/demo/examples/context.json
java -jar target/multilevel.jar plot target/demo/examples/context.json target/sectors.csv --kind lines --over ses --highlight 5762,5404 --out target/demo/examples/sectors-extremes.png --width 540 --height 380
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ 1 + (1 | school)' --null 'mathach ~ 1'
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses + (1 | school)' --ml --null 'mathach ~ 1 + (1 | school)'
java -jar target/multilevel.jar fit workflows/data/hsb.csv 'mathach ~ ses * sector + (ses | school)' --categorical sector --out target/sectors-model --slopes 'ses by sector'
grep -E '^(school|1946|5650),' target/sectors/group_means.csv
grep -E '^school,(1946|5650),' target/sectors-model/group_effects.csv
java -jar target/multilevel.jar show target/demo/examples/sectors.json
java -jar target/multilevel.jar plot target/demo/examples/sectors.json workflows/data/hsb.csv --kind lines --over ses --by sector --highlight 1946,5650 --out target/demo/examples/sectors-schools.png --width 540 --height 380
java -jar target/multilevel.jar plot target/demo/examples/sectors.json workflows/data/hsb.csv --kind means --over ses --by sector --out target/demo/examples/sectors-means.svg --width 540 --height 380
