// Run by mongosh at the very first start of the first member: the user that the office's processes connect as.
db.getSiblingDB('admin').createUser({
  user: 'cotmoc',
  pwd: process.env.COTMOC_PASSWORD,
  roles: ['cotmoc', 'cotmoc-keys', 'cotmoc-files'].map((db) => ({ role: 'readWrite', db })),
});
