import type { Migration } from './migration.ts'

/** Who may write: the number that the newest opening was given. */
export const addWriterLease: Migration = {
  version: 13,
  name: 'add the lease of the one writer',
  migrate: (db) => {
    db.exec(`
      CREATE TABLE writer_lease (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        fence INTEGER NOT NULL,
        pid INTEGER NOT NULL
      ) STRICT;
      INSERT INTO writer_lease (id, fence, pid) VALUES (1, 0, 0);
    `)
  },
}
