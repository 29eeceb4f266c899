import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { Store } from '@/db';
import { insertSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { newToken, residentCookie, sessionLengthMs, staffCookie } from '@/server/auth/sessions';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import { signContract } from '@/server/services/contract/sign-contract';
import { accountIdOf } from '../../factories/actors';
import { type District, mintDistrict } from '../../factories/district';
import { fresh, granted } from '../../factories/referrals';
import { freshStore } from '../../factories/store';
import { weighPage } from '../../e2e/support/page-weight';
import type { Bench, BenchRow, Measured } from '../bench';
import { addResidents, openHospitals, sendReferrals } from '../http/hospitals';
import { Line, load } from '../http/load';
import { startFloor, startProduct } from '../http/product';
import { contextOf, openBrowser, type SeenPage, watchPaints } from '../slow-browser';

const kilobyte = 1024;
const clients = 16;

interface KindOfPage extends SeenPage {
  readonly name: string;
  /** Of its scripts, gzipped, in KB: as the browser tests hold it to. */
  readonly budget: number;
}

interface Rendered {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** 页面: what a first load brings, when the page stands there on a slow line, and how many the server renders. */
export const pages: BenchRow = {
  id: 'pages',
  title: 'Pages',
  engines: ['sqlite'],
  needsBuild: true,
  run: async (bench) => {
    process.env.GATEKEEPER_DATA = bench.folder;
    const { store, url, drop } = await freshStore();
    try {
      const desk = await openDesk(store, bench.scale * 100);
      const product = await startProduct(url, bench.folder);
      try {
        return [...(await watch(bench, `http://127.0.0.1:${product.port}`, kindsOf(desk))), ...(await render(bench, product.port, desk))];
      } finally {
        await product.stop();
      }
    } finally {
      await drop();
    }
  },
};

interface Desk {
  readonly doctor: string;
  readonly resident: string;
  readonly referralId: string;
  readonly referrals: number;
}

/** A doctor whose referrals wait for hospitals, and a resident whom the doctor has signed, both signed in. */
async function openDesk(store: Store, referrals: number): Promise<Desk> {
  const district = await mintDistrict(store);
  const [doctor, resident] = [newToken(), newToken()];
  await openHospitals(store, district, 1);
  const sent = await sendReferrals(store, district, await addResidents(store, district, 50), referrals, () => true);
  const referralId = sent.flat()[0] ?? '';
  await signHere(district);
  const now = Date.now();
  const times = { createdAt: now, seenAt: now, expiresAt: now + sessionLengthMs, revokedAt: null };
  const { regionCode } = district;
  await store.transaction(async (tx) => {
    await insertSession(tx, { tokenHash: tokenHash(doctor), accountId: accountIdOf(regionCode, 'doctor'), regionCode, residentId: null, ...times });
    await insertSession(tx, { tokenHash: tokenHash(resident), accountId: null, regionCode, residentId: district.adult.id, ...times });
  });
  return { doctor, resident, referralId, referrals };
}

async function signHere(district: District): Promise<void> {
  const resident = { id: district.adult.id };
  const terms = { teamId: district.team.id, practitionerId: null, packageCodes: ['basic'], startDay: null, termYears: 1 };
  granted(await signContract(district.contextFor('doctor', { now: Date.now() }), { requestKey: fresh('contract'), resident, ...terms, consent: { textVersion: firstConsentVersion, guardian: null } }));
}

function kindsOf({ doctor, resident, referralId }: Desk): readonly KindOfPage[] {
  const staff = { cookie: { name: staffCookie, value: doctor }, isPhone: false };
  return [
    { name: 'signing in', path: '/sign-in', cookie: null, isPhone: false, shows: 'form button', budget: 156 },
    { name: 'the worklist', path: '/worklist', ...staff, shows: 'main li a', budget: 187 },
    { name: 'a referral', path: `/referrals/detail?id=${referralId}`, ...staff, shows: 'main section', budget: 215 },
    { name: 'the resident’s page', path: '/r/me', cookie: { name: residentCookie, value: resident }, isPhone: true, shows: 'main nav a', budget: 140 },
  ];
}

async function watch({ seconds, tell }: Bench, base: string, kinds: readonly KindOfPage[]): Promise<Measured[]> {
  const browser = await openBrowser();
  const measured: Measured[] = [];
  try {
    for (const kind of kinds) {
      const scripts = (await weigh(browser, base, kind)) / kilobyte;
      const paints = await watchPaints(browser, base, kind, seconds > 2 ? 5 : 1);
      tell(`${kind.name}: ${scripts.toFixed(0)} kB of scripts, there after ${paints.largest.toFixed(0)} ms`);
      measured.push({ what: `Scripts of a first load, ${kind.name}`, at: 'gzip', value: scripts, unit: 'kB', floor: null, goal: { value: kind.budget } });
      const details = { 'first paint': paints.first, 'kB over the line': paints.bytes / kilobyte };
      measured.push({ what: `Largest paint, ${kind.name}`, at: 'slow 4G, processor 4× slower', value: paints.largest, unit: 'ms', floor: null, goal: { value: 2500 }, details });
    }
  } finally {
    await browser.close();
  }
  return measured;
}

async function weigh(browser: Browser, base: string, kind: KindOfPage): Promise<number> {
  const context = await browser.newContext(contextOf(base, kind));
  const { scriptBytes } = await weighPage(await context.newPage(), kind.path);
  await context.close();
  return scriptBytes;
}

/** Pages a second, beside a server that has the same bytes ready. */
async function render({ folder, seconds }: Bench, port: number, { doctor, resident, referrals }: Desk): Promise<Measured[]> {
  const accept = { 'accept-encoding': 'gzip, deflate, br' };
  const rendered: readonly Rendered[] = [
    { name: 'the worklist’s shell', path: '/worklist', headers: { ...accept, cookie: `${staffCookie}=${doctor}` } },
    { name: 'the resident’s page', path: '/r/me', headers: { ...accept, cookie: `${residentCookie}=${resident}` } },
  ];
  const files = await Promise.all(rendered.map(async ({ path, headers }, at) => [path, await keep(port, path, headers, join(folder, `page-${at}`))] as const));
  const floor = await startFloor('page-floor.ts', JSON.stringify(Object.fromEntries(files)));
  try {
    const measured: Measured[] = [];
    for (const { name, path, headers } of rendered) {
      const next = () => ({ method: 'GET' as const, path, token: '', headers });
      await load({ port, clients, seconds: seconds / 4, next });
      const { perSecond, latencies } = await load({ port, clients, seconds: seconds / 2, next });
      const least = await load({ port: floor.port, clients, seconds: seconds / 4, next });
      const at = `${clients} clients, ${referrals.toLocaleString('en')} referrals`;
      measured.push({ what: `Rendering ${name}`, at, value: perSecond, unit: 'pages/s', floor: { what: 'node:http with the same bytes ready', value: least.perSecond }, goal: null, details: { p50: latencies.p50, p99: latencies.p99 } });
    }
    return measured;
  } finally {
    await floor.stop();
  }
}

async function keep(port: number, path: string, headers: Rendered['headers'], file: string): Promise<string> {
  const line = await Line.open(port);
  const body = await line.ask({ method: 'GET', path, token: '', headers });
  line.close();
  if (body.length < 1000) throw new Error(`${path} is no page: ${body}`);
  writeFileSync(file, body, 'latin1');
  return file;
}
