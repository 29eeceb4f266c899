/** One import in one file, for the two checkers of the map to judge alike. */
export type ArrowSample = readonly [path: string, text: string];

export const forbiddenStatic: readonly ArrowSample[] = [
  ['server/domain/quota/share.ts', "import { z } from 'zod'"],
  ['server/domain/quota/share.ts', "export { readFile } from 'node:fs'"],
  ['server/domain/quota/share.ts', "import { theStore } from '../../../db/index'"],
  ['server/services/contract/sign-contract.ts', "import { TRPCError } from '@trpc/server'"],
  ['server/services/contract/sign-contract.ts', "import { headers } from 'next/headers'"],
  ['server/services/contract/sign-contract.ts', "import type { Session } from '@/server/auth/session'"],
  ['server/api/routers/contract.ts', "import { findContract } from '@/db/queries/contract'"],
  ['server/jobs/close-month.ts', "import { contracts } from '@/db/schema/contract'"],
  ['server/integration/his-visits.ts', "import { theStore } from '@/db'"],
  ['db/queries/contract.ts', "import { permit } from '@/server/services/permit'"],
  ['app/(staff)/contracts/page.tsx', "import type { AppRouter } from '@/server/api/router'"],
  ['app/(staff)/contracts/page.tsx', "import { signContract } from '@/server/services/contract/sign-contract'"],
  ['app/(staff)/contracts/page.tsx', "import { createTRPCClient } from '@trpc/client'"],
  ['app/_trpc/client.ts', "import { theStore } from '@/db'"],
];

/** Ways to import that the editor's rule does not look at. */
export const forbiddenDynamic: readonly ArrowSample[] = [
  ['server/domain/quota/share.ts', "type Row = import('@/db/schema').Row"],
  ['server/services/contract/sign-contract.ts', "const { sql } = await import('drizzle-orm')"],
  ['db/queries/contract.ts', 'await import(`./${name}`)'],
  ['app/_trpc/client.ts', "const db = require('better-sqlite3')"],
];

export const allowed: readonly ArrowSample[] = [
  ['server/domain/quota/share.ts', "import Decimal from 'decimal.js'; import { fen } from '../kernel/money'"],
  ['server/services/contract/sign-contract.ts', "import { insertContract } from '@/db/queries/contract'"],
  ['server/cli/gatekeeper.ts', "import { theStore } from '@/db'"],
  ['app/(staff)/contracts/page.tsx', "import { useTRPC } from '@/app/_trpc/client'; import '@/server/domain/kernel/money'"],
  ['app/_trpc/client.ts', "import type { AppRouter } from '@/server/api/router'"],
  ['app/api/auth/[...nextauth]/route.ts', "import { handler } from '@/server/auth/next-auth'"],
];
