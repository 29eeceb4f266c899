import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

/**
 * The least anybody would write for a booking on PostgreSQL that is as durable: node:http, node-pg's pool of as many connections as the
 * product has, one transaction a booking and one prepared statement a row on the same tables. It asks nobody who they are, checks nothing and tells nothing.
 */
const [url = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 16 });
const hash = 'h'.repeat(43);
const phone = 'p'.repeat(52);
const facts = JSON.stringify({ slotStartsAt: 1_800_000_000_000, number: 'Z80000020250317123456', toName: '城东中心医院', fromName: '柳河镇卫生院', maskedName: '居**' });
const notice = `insert into notice (region_code, id, to_kind, to_id, institution_code, channel, template, facts, subject_kind, subject_id, phone_sealed, created_at, due_at, attempts)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'referral', $9, $10, $11, $11, 0)`;

interface Told {
  readonly region: string;
  readonly receiver: string;
  readonly slot: string;
  readonly resident: string;
  readonly team: string;
}

async function book(client: pg.PoolClient, id: string): Promise<void> {
  const now = Date.now();
  const run = <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) => client.query<Row>({ name, text, values });
  const found = await run<Told>('find', 'select region_code as region, to_institution_code as receiver, slot_id as slot, resident_id as resident, from_team_id as team from referral where region_code = (select region_code from region) and id = $1', [id]);
  const told = found.rows[0];
  if (!told) throw new Error(`no referral ${id}`);
  const { region, receiver, slot, resident, team } = told;
  // A chain beside the product's own, whose rows follow each other.
  const chain = `floor ${receiver}`;
  const taken = await run('slot', "update slot set status = 'booked', expires_at = null where region_code = $1 and id = $2 and status = 'held' and referral_id = $3", [region, slot, id]);
  const accepted = await run('referral', "update referral set status = 'accepted', decided_at = $1, answered_at = $1, version = 2 where region_code = $2 and id = $3 and version = 1", [now, region, id]);
  if ((taken.rowCount ?? 0) + (accepted.rowCount ?? 0) !== 2) throw new Error(`${id} is booked already`);
  await run('event', "insert into referral_event (region_code, referral_id, seq, at, action, actor_name, facts) values ($1, $2, 2, $3, 'accepted', '转诊办', $4)", [region, id, now, facts]);
  await run('to team', notice, [region, randomUUID(), 'team', team, receiver, 'in_app', 'referral_answered', facts, id, null, now]);
  await run('to resident', notice, [region, randomUUID(), 'resident', resident, receiver, 'sms', 'referral_accepted', facts, id, phone, now]);
  const head = await run<{ seq: number }>('head', 'insert into audit_head (region_code, chain, seq, hash) values ($1, $2, 1, $3) on conflict (region_code, chain) do update set seq = audit_head.seq + 1, hash = excluded.hash returning seq', [region, chain, hash]);
  await run(
    'audit',
    `insert into audit_event (region_code, chain, seq, at, actor_kind, actor_id, actor_name, role, action, subject_kind, subject_id, facts, previous_hash, hash)
     values ($1, $2, $3, $4, 'staff', 'floor', '转诊办', 'referral_office', 'referral.accepted', 'referral', $5, $6, $7, $7)`,
    [region, chain, head.rows[0]?.seq, now, id, facts, hash],
  );
}

async function inTransaction(id: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await book(client, id);
    await client.query('commit');
  } finally {
    client.release();
  }
}

const server = createServer((request, response) => {
  if (request.method === 'GET') return void response.end('{}');
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { referralId } = JSON.parse(body) as { referralId: string };
    inTransaction(referralId).then(
      () => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ result: { data: { id: referralId } } })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
