// Run by mongosh on a member. Makes the replica set when there is none yet, and waits until it has a primary.
const HOSTS = process.env.REPLICA_SET_HOSTS.split(',');
const NOT_YET = 94;

try {
  rs.status();
} catch (error) {
  if (error.code !== NOT_YET) throw error;
  rs.initiate({ _id: 'cotmoc', members: HOSTS.map((host, _id) => ({ _id, host })) });
}
while (!db.hello().primary) sleep(200);
