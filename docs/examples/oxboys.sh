#!/bin/sh
# The boys of Oxford: the commands of oxboys.md, to be run in the folder of the project after mvn -q -Pdemo package.
set -e
mkdir -p target

java -jar target/multilevel.jar describe workflows/data/Oxboys.csv --group Subject --columns age,height
java -jar target/multilevel.jar fit workflows/data/Oxboys.csv 'height ~ age + (1 + age | Subject)' --save target/demo/examples/oxboys.json --quiet
java -jar target/multilevel.jar plot target/demo/examples/oxboys.json workflows/data/Oxboys.csv --kind points --out target/demo/examples/oxboys-points.svg --width 540 --height 380
java -jar target/multilevel.jar plot target/demo/examples/oxboys.json workflows/data/Oxboys.csv --kind no-pooling --out target/demo/examples/oxboys-lines.svg --width 540 --height 380
java -jar target/multilevel.jar fit workflows/data/Oxboys.csv 'height ~ 1 + (1 | Subject)'
java -jar target/multilevel.jar fit workflows/data/Oxboys.csv 'height ~ age + (1 | Subject)'
java -jar target/multilevel.jar fit workflows/data/Oxboys.csv 'height ~ age + (1 + age | Subject)' --null 'height ~ age + (1 | Subject)'
java -jar target/multilevel.jar plot target/demo/examples/oxboys.json workflows/data/Oxboys.csv --kind lines --highlight 4,10 --out target/demo/examples/oxboys-model.svg --width 540 --height 380
java -jar target/multilevel.jar fit workflows/data/Oxboys.csv 'height ~ age + (0 + age | Subject)'
