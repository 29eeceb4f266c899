import { findAccount, findWorkplace } from '@/db/queries/session';
import { type Scope, scopesOf } from '@/server/domain/permission/scopes';
import type { Role } from '@/server/domain/permission/roles';
import type { ServiceContext } from '../context';

export interface Self {
  readonly name: string;
  readonly role: Role;
  readonly title: string | null;
  readonly regionCode: string | null;
  readonly workplace: string | null;
  readonly scopes: readonly Scope[];
  /** The teams they belong to. */
  readonly teamIds: readonly string[];
}

/** The signed-in person as the head of each screen shows them; screens hide what these scopes do not hold. */
export async function describeSelf(context: ServiceContext): Promise<Self> {
  const { actor, store } = context;
  if (actor.kind !== 'staff') return { name: '', role: 'resident', title: null, regionCode: actor.regionCode, workplace: null, scopes: scopesOf('resident'), teamIds: [] };
  const row = await findAccount(store.reads, actor.accountId);
  const place = row ? await findWorkplace(store.reads, row) : null;
  return {
    name: actor.name,
    role: actor.role,
    title: place?.title ?? null,
    regionCode: actor.regionCode,
    workplace: place?.institutionName ?? place?.allianceName ?? null,
    scopes: scopesOf(actor.role),
    teamIds: actor.teamIds,
  };
}
