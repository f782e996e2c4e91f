import { breathe, type ScratchStore } from '#event-sourcing';
import { type CollectionSchema } from './collection-schema.js';
import { Connection } from './connection.js';
import { layOut, layOutTables } from './layout.js';
import { SqliteReadStore } from './store.js';

/**
 * Documents in a temporary file that SQLite removes itself, whatever becomes of the process: what its cache does not
 * hold lies in the folder for temporary files. @throws StoreUnavailable
 */
export function openSqliteScratchStore(): SqliteScratchStore {
  return new SqliteScratchStore(
    Connection.open('', false, (connection) => {
      connection.exec(SCRATCH);
      layOut(connection);
    }),
  );
}

/** Nothing has to outlast the process, and nobody reads beside it. */
const SCRATCH = `
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  PRAGMA secure_delete = OFF;
`;

/** A read store whose collections have no indexes until they are asked for: many documents are saved sooner so. */
export class SqliteScratchStore extends SqliteReadStore implements ScratchStore {
  private readonly unindexed: CollectionSchema[] = [];

  constructor(connection: Connection) {
    super(connection, false);
  }

  async indexSaved(): Promise<void> {
    for (const schema of this.unindexed.splice(0)) {
      for (const statement of schema.indexStatements().values()) {
        await this.connection.answer(() => this.connection.exec(statement));
        await breathe();
      }
    }
  }

  protected override layOut(schema: CollectionSchema): void {
    layOutTables(this.connection, schema);
    this.unindexed.push(schema);
  }
}
