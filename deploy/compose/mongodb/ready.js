// The healthcheck: this is a primary that takes writes. At the first start it founds the set of one.
const NotYetInitialized = 94;
const password = require("fs").readFileSync("/run/secrets/mongodb-root-password", "utf8").trim();
const admin = new Mongo(`mongodb://root:${password}@127.0.0.1:27017/admin?directConnection=true`).getDB("admin");
try {
  admin.runCommand({ replSetGetStatus: 1 });
} catch (e) {
  if (e.code !== NotYetInitialized) throw e;
  admin.runCommand({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host: "mongodb:27017" }] } });
}
quit(admin.runCommand({ hello: 1 }).isWritablePrimary ? 0 : 1);
