import { defineConfig } from 'drizzle-kit';

/** How `drizzle-kit` finds tables and migrations: `npx drizzle-kit generate --config db/drizzle.config.ts --name WHAT` (`--custom` for functions). */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema.ts',
  out: './db/migrations',
});
