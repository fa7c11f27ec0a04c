document.documentElement.classList.add("ready");
startTheme();
const chooseTable = startTables();
startNetwork();
startCoverage();
startCopy();
startEvidence();
startPrint();
startAddresses(chooseTable);
