import { type SQL, and, asc, count, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { account, alliance, institution, session } from '@/db/schema';
import type { Role } from '@/server/domain/permission/roles';

/** An account as lists show it: never its password's hash. */
export interface AccountListRow {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly role: Role;
  readonly workplace: string | null;
  readonly disabled: boolean;
}

export interface AccountFilter {
  readonly role: Role | null;
  readonly disabled: boolean | null;
}

/** One page of a region's accounts, by user name. */
export async function listAccounts(
  q: Queryable,
  regionCode: string,
  filter: AccountFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: AccountListRow[]; total: number }> {
  const condition: SQL | undefined = and(
    eq(account.regionCode, regionCode),
    filter.role === null ? undefined : eq(account.role, filter.role),
    filter.disabled === null ? undefined : eq(account.disabled, filter.disabled),
  );
  const { id, userName, name, role, disabled } = account;
  const [counted] = await q.select({ total: count() }).from(account).where(condition);
  const rows = await q
    .select({ id, userName, name, role, disabled, workplace: sql<string | null>`coalesce(${institution.name}, ${alliance.name})` })
    .from(account)
    .leftJoin(institution, and(eq(institution.regionCode, account.regionCode), eq(institution.code, account.institutionCode)))
    .leftJoin(alliance, and(eq(alliance.regionCode, account.regionCode), eq(alliance.id, account.allianceId)))
    .where(condition)
    .orderBy(asc(account.userName))
    .limit(page.limit)
    .offset(page.offset);
  return { rows, total: Number(counted?.total ?? 0) };
}

/** Whether somebody of these institutions can sign in. */
export async function hasWorkingAccount(q: Queryable, regionCode: string, institutionCodes: readonly string[]): Promise<boolean> {
  const found = await q
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.regionCode, regionCode), inArray(account.institutionCode, [...institutionCodes]), eq(account.disabled, false)))
    .limit(1);
  return found.length > 0;
}

/** False when the account stood that way already. */
export async function setAccountDisabled(tx: Tx, regionCode: string, id: string, disabled: boolean): Promise<boolean> {
  const won = await tx
    .update(account)
    .set({ disabled })
    .where(and(eq(account.regionCode, regionCode), eq(account.id, id), eq(account.disabled, !disabled)))
    .returning({ id: account.id });
  return won.length === 1;
}

/** False when the user name is taken. */
export async function insertAccount(tx: Tx, row: typeof account.$inferInsert): Promise<boolean> {
  const won = await tx.insert(account).values(row).onConflictDoNothing({ target: account.userName }).returning({ id: account.id });
  return won.length === 1;
}

/** Sets a password that its owner has to change; false when the region has no such account. */
export async function setFirstPassword(tx: Tx, regionCode: string, id: string, passwordHash: string): Promise<boolean> {
  const won = await tx
    .update(account)
    .set({ passwordHash, mustChangePassword: true })
    .where(and(eq(account.regionCode, regionCode), eq(account.id, id)))
    .returning({ id: account.id });
  return won.length === 1;
}

/** Sets a password of the person's own in place of the one with `oldHash`; false when it is that no more. */
export async function replacePassword(tx: Tx, id: string, oldHash: string, passwordHash: string): Promise<boolean> {
  const won = await tx
    .update(account)
    .set({ passwordHash, mustChangePassword: false })
    .where(and(eq(account.id, id), eq(account.passwordHash, oldHash)))
    .returning({ id: account.id });
  return won.length === 1;
}

/** How many of an account's sessions were ended by this; `kept` is the token hash of one that goes on. */
export async function revokeSessionsOf(tx: Tx, accountId: string, at: number, kept: string | null = null): Promise<number> {
  const ended = await tx
    .update(session)
    .set({ revokedAt: at })
    .where(and(eq(session.accountId, accountId), isNull(session.revokedAt), kept === null ? undefined : ne(session.tokenHash, kept)))
    .returning({ tokenHash: session.tokenHash });
  return ended.length;
}
