import { defineConfig } from 'drizzle-kit';

const dialect = process.env.DB_DIALECT === 'postgres' ? 'postgresql' : 'sqlite';

export default defineConfig({
  dialect,
  casing: 'snake_case',
  schema: './db/schema/index.ts',
  out: `./db/migrations/${dialect === 'postgresql' ? 'postgres' : 'sqlite'}`,
});
