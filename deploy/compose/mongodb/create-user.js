// Run once, when the data folder is empty: the account of the services, which may read and write their own database alone.
const password = require("fs").readFileSync("/run/secrets/mongodb-password", "utf8").trim();
db.getSiblingDB("attestry").createUser({ user: "attestry", pwd: password, roles: [{ role: "readWrite", db: "attestry" }] });
