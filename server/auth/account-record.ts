/** Of an account, what an audit row says of who acted. */
interface RecordedAccount {
  readonly id: string;
  readonly regionCode: string;
  readonly name: string;
  readonly role: string;
}

/** The audit row of what somebody does to their own sign-in: a session opened or refused, a password changed. */
export function accountRecord(account: RecordedAccount, action: string, at: number, facts: Record<string, unknown> = {}) {
  return {
    regionCode: account.regionCode,
    chain: 'sessions',
    at,
    actorKind: 'staff',
    actorId: account.id,
    actorName: account.name,
    role: account.role,
    action,
    subjectKind: 'account',
    subjectId: account.id,
    facts,
  };
}
