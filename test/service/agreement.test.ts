import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { auditEvent, contractEvidence } from '@/db/schema';
import { seal } from '@/db/sealed';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import { groupedCode } from '@/server/domain/agreement/verification-code';
import { addAgreementTemplate } from '@/server/services/agreement/add-agreement-template';
import { getAgreement, getOwnAgreement } from '@/server/services/agreement/get-agreement';
import { listTemplates } from '@/server/services/agreement/list-templates';
import { previewAgreement } from '@/server/services/agreement/preview-agreement';
import { previewTemplate } from '@/server/services/agreement/preview-template';
import { printAgreement } from '@/server/services/agreement/print-agreement';
import { recordSignature } from '@/server/services/agreement/record-signature';
import { verifyEvidence } from '@/server/services/agreement/verify-evidence';
import { verifyPrinted } from '@/server/services/agreement/verify-printed';
import { listConsents } from '@/server/services/consent/list-consents';
import { signContract } from '@/server/services/contract/sign-contract';
import { pngOf } from '../factories/agreement';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;

beforeAll(async () => {
  ({ store, drop } = await freshStore());
});
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const byHand = (image = pngOf()): SignatureGiven => ({ method: 'handwritten', image, tool: 'pen', strokes: 3 });

function signElder(signature?: SignatureGiven) {
  return signed(district.contextFor('doctor'), signingOf(district, district.elder, signature ? { signature } : {}));
}

describe('what is kept of a signing', () => {
  test('the agreement as it was filled, with its digest, the signature and a code', async () => {
    const { contractId, number } = await signElder(byHand());
    const kept = accepted(await getAgreement(district.contextFor('doctor'), { contractId }));
    expect(kept.agreement.recorded).toMatchObject({ method: 'handwritten', recordedAt: districtNow });
    expect(kept.agreement.recorded?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(kept.agreement.document).toMatchObject({ number, kind: 'agreement', title: '家庭医生签约服务协议书' });
    expect(JSON.stringify(kept.agreement.document.blocks)).toContain(district.elder.name);
    expect(kept.signature).toBe(pngOf());
    expect(kept.code).toMatch(/^[0-9A-Z]{16}$/);
    expect(kept.agreement.faults).toEqual([]);
  });

  test('the consent apart from it, in the version that was shown', async () => {
    const { contractId } = await signElder(byHand());
    const kept = accepted(await getAgreement(district.contextFor('nurse'), { contractId }));
    expect(kept.consent.document).toMatchObject({ kind: 'consent', templateVersion: '2025-01' });
    const [consent, ...others] = accepted(await listConsents(district.contextFor('doctor'), { residentId: district.elder.id }));
    expect(others).toEqual([]);
    expect(consent).toMatchObject({ contractId, textVersion: '2025-01', textTitle: '知情同意书', method: 'self', evidenceMethod: 'handwritten', revokedAt: null });
  });

  test('no text of a person stands in the table as it is read', async () => {
    const { contractId } = await signElder(byHand());
    const rows = await store.reads.select().from(contractEvidence).where(eq(contractEvidence.contractId, contractId));
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(district.elder.name);
    expect(JSON.stringify(rows)).not.toContain('base64');
  });

  test('a contract signed on paper has the text and no image', async () => {
    const { contractId } = await signElder();
    const kept = accepted(await getAgreement(district.contextFor('doctor'), { contractId }));
    expect(kept.agreement.recorded?.method).toBe('paper');
    expect(kept.signature).toBeNull();
  });

  test('the guardian of a child stands in the agreement', async () => {
    const consent = { textVersion: '2025-01', guardian: { name: '陈思远', relation: '父亲' } };
    const { contractId } = await signed(district.contextFor('doctor'), signingOf(district, district.child, { consent }));
    const kept = accepted(await getAgreement(district.contextFor('doctor'), { contractId }));
    expect(JSON.stringify(kept.agreement.document.blocks)).toContain('由乙方的监护人陈思远（与乙方关系：父亲）');
  });

  test.each<[string, string, string]>([
    ['a blank one', pngOf({ ink: 0 }), 'signature.blank'],
    ['a dot', pngOf({ ink: 9 }), 'signature.blank'],
    ['a large picture', pngOf({ width: 2000, height: 100 }), 'signature.wrong_size'],
    ['another kind of file under the name of a PNG', `data:image/png;base64,${Buffer.from('<svg onload="alert(1)"/>'.repeat(9)).toString('base64')}`, 'signature.not_png'],
    ['a drawing that could carry a script', 'data:image/svg+xml;base64,PHN2Zy8+', 'signature.not_png'],
    ['a file beyond the limit', `data:image/png;base64,${Buffer.alloc(210 * 1024, 7).toString('base64')}`, 'signature.too_large'],
  ])('%s is refused as a signature, and nothing is signed', async (_, image, code) => {
    const outcome = await signContract(district.contextFor('doctor'), signingOf(district, district.elder, { signature: byHand(image) }));
    expect(codesOf(outcome)).toEqual([code]);
    expect(accepted(await listConsents(district.contextFor('doctor'), { residentId: district.elder.id }))).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4] as const)('a signature is read whatever way its rows are packed (filter %s)', async (filter) => {
    expect((await signElder(byHand(pngOf({ filter })))).contractId).toBeTruthy();
  });

  test('a consent to a text that nobody was ever shown is refused', async () => {
    const consent = { textVersion: '2031-07', guardian: null };
    expect(codesOf(await signContract(district.contextFor('doctor'), signingOf(district, district.elder, { consent })))).toEqual(['agreement.consent_unknown']);
  });
});

describe('whether it is still what was signed', () => {
  const check = () => verifyEvidence(district.contextFor('system'));

  test('what nobody touched holds', async () => {
    await signElder(byHand());
    expect(await check()).toEqual({ documents: 2, faulty: [] });
  });

  test.each<[string, (id: string) => Promise<unknown>, string[]]>([
    ['another text under the old digest', (id) => store.transaction((tx) => tx.update(contractEvidence).set({ documentSealed: seal('{"title":"协议"}') }).where(eq(contractEvidence.id, id))), ['text_changed']],
    ['another text with its own digest', (id) => store.transaction((tx) => tx.update(contractEvidence).set({ digest: 'b'.repeat(64) }).where(eq(contractEvidence.id, id))), ['text_changed', 'audit_differs']],
    ['another signature', (id) => store.transaction((tx) => tx.update(contractEvidence).set({ signatureSealed: seal(pngOf({ ink: 500 })) }).where(eq(contractEvidence.id, id))), ['signature_changed']],
    ['what cannot be opened', (id) => store.transaction((tx) => tx.update(contractEvidence).set({ documentSealed: 'AAAA' }).where(eq(contractEvidence.id, id))), ['unreadable']],
    ['a row that is gone', (id) => store.transaction((tx) => tx.delete(contractEvidence).where(eq(contractEvidence.id, id))), ['removed']],
  ])('%s is found', async (_, tamper, faults) => {
    const { contractId } = await signElder(byHand());
    const rows = await store.reads.select().from(contractEvidence).where(eq(contractEvidence.contractId, contractId));
    const id = rows.find(({ kind }) => kind === 'agreement')?.id ?? '';
    await tamper(id);
    expect((await check()).faulty).toMatchObject([{ contractId, evidenceId: id, faults }]);
    const shown = accepted(await getAgreement(district.contextFor('doctor'), { contractId }));
    expect(shown.agreement.faults).toEqual(faults);
  });
});

describe('a printed copy', () => {
  test('is found by its code alone, or by number and code, and names nobody', async () => {
    const { contractId, number } = await signElder(byHand());
    const { verificationPath, code } = accepted(await printAgreement(district.contextFor('doctor'), { contractId }));
    const byPath = await verifyPrinted(store, { path: verificationPath?.split('/').at(-1) ?? '' }, districtNow);
    expect(byPath).toMatchObject({ number, maskedName: '刘*', status: 'in_force', isIntact: true, consentRevoked: false });
    expect(await verifyPrinted(store, { number: ` ${number.toLowerCase()}`, code: groupedCode(code ?? '').toLowerCase() }, districtNow)).toEqual(byPath);
  });

  test.each<[string, (number: string, code: string) => { path: string } | { number: string; code: string }]>([
    ['a code that does not exist', (number) => ({ number, code: '0000-0000-0000-0000' })],
    ['a code under another number', (number, code) => ({ number: `${number.slice(0, -1)}X`, code })],
    ['a number of another region', (number, code) => ({ number: `Q999999${number.slice(7)}`, code })],
    ['nothing at all', () => ({ number: '', code: '' })],
    ['a path that is none', () => ({ path: '../../etc/passwd' })],
  ])('%s gets the one answer of strangers', async (_, claim) => {
    const { contractId, number } = await signElder(byHand());
    const { code } = accepted(await printAgreement(district.contextFor('doctor'), { contractId }));
    expect(await verifyPrinted(store, claim(number, code ?? ''), districtNow)).toBeNull();
  });

  test('one that was changed since is not intact', async () => {
    const { contractId } = await signElder(byHand());
    const { verificationPath } = accepted(await printAgreement(district.contextFor('doctor'), { contractId }));
    await store.transaction((tx) => tx.update(contractEvidence).set({ documentSealed: seal('{}') }).where(eq(contractEvidence.contractId, contractId)));
    expect(await verifyPrinted(store, { path: verificationPath?.split('/').at(-1) ?? '' }, districtNow)).toMatchObject({ isIntact: false });
  });

  test('taking it leaves an audit row', async () => {
    const { contractId } = await signElder();
    accepted(await printAgreement(district.contextFor('doctor'), { contractId }));
    const rows = await store.reads.select().from(auditEvent).where(eq(auditEvent.subjectId, contractId));
    expect(rows.map(({ action }) => action)).toContain('agreement.printed');
  });

  test('residents get their own and nobody else’s', async () => {
    const { contractId } = await signElder(byHand());
    const own = district.contextFor('resident', { residentId: district.elder.id });
    expect(accepted(await printAgreement(own, { contractId })).contractId).toBe(contractId);
    expect(accepted(await getOwnAgreement(own, { contractId })).contractId).toBe(contractId);
    const other = district.contextFor('resident', { residentId: district.adult.id });
    expect(codesOf(await printAgreement(other, { contractId }))).toEqual(['not_found']);
    expect(codesOf(await getOwnAgreement(other, { contractId }))).toEqual(['not_found']);
  });

  test('a foreign doctor finds nothing', async () => {
    const { contractId } = await signElder();
    const foreign = district.contextFor('doctor', { foreign: true });
    expect(codesOf(await getAgreement(foreign, { contractId }))).toEqual(['not_found']);
    expect(codesOf(await printAgreement(foreign, { contractId }))).toEqual(['not_found']);
  });
});

describe('a contract that came without evidence', () => {
  test('is signed afterwards, once', async () => {
    const doctor = district.contextFor('doctor');
    const { contractId } = await signElder();
    await store.transaction((tx) => tx.delete(contractEvidence).where(eq(contractEvidence.contractId, contractId)));
    accepted(await recordSignature(doctor, { contractId, signature: byHand() }));
    expect(accepted(await getAgreement(doctor, { contractId })).agreement).toMatchObject({ recorded: { method: 'handwritten' }, faults: [] });
    expect(codesOf(await recordSignature(doctor, { contractId, signature: byHand() }))).toEqual(['agreement.already_recorded']);
    expect(codesOf(await recordSignature(district.contextFor('doctor', { foreign: true }), { contractId, signature: byHand() }))).toEqual(['not_found']);
  });

  test('shows what the register fills, and says that nothing was recorded', async () => {
    const { contractId } = await signElder();
    await store.transaction((tx) => tx.delete(contractEvidence).where(eq(contractEvidence.contractId, contractId)));
    await store.transaction((tx) => tx.delete(auditEvent).where(eq(auditEvent.action, 'agreement.recorded')));
    expect(accepted(await getAgreement(district.contextFor('doctor'), { contractId }))).toMatchObject({ agreement: { recorded: null, faults: [] }, code: null, signature: null });
  });
});

describe('the texts', () => {
  const added = { kind: 'agreement' as const, version: '2025-04', title: '签约协议', body: '甲方{机构名称}与乙方{居民姓名}签约。\n[[服务包]]', inForceFrom: '2025-04-01' };

  test('a new one takes over on its day, and what was signed before stays', async () => {
    const before = await signElder();
    accepted(await addAgreementTemplate(district.contextFor('bureau_clerk'), added));
    expect((await listTemplates(district.contextFor('doctor'))).filter(({ kind }) => kind === 'agreement')).toMatchObject([
      { version: '2025-04', standing: 'coming' },
      { version: '2025-01', standing: 'in_force' },
    ]);
    const later = { ...district.contextFor('doctor'), now: () => Date.parse('2025-04-02T01:00:00Z') };
    const after = await signed(later, signingOf(district, district.adult));
    expect(accepted(await getAgreement(later, { contractId: after.contractId })).agreement.document).toMatchObject({ templateVersion: '2025-04', title: '签约协议' });
    expect(accepted(await getAgreement(later, { contractId: before.contractId })).agreement.document.templateVersion).toBe('2025-01');
  });

  test('two clerks who add one at once: one of them wins', async () => {
    const clerk = district.contextFor('bureau_clerk');
    const outcomes = await Promise.all([addAgreementTemplate(clerk, added), addAgreementTemplate(clerk, { ...added, title: '另一份' })]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('one that asks for what nobody knows is refused, line by line', async () => {
    const body = '甲方{机构}\n[[双方]]\n乙方{居民姓名';
    expect(codesOf(await addAgreementTemplate(district.contextFor('bureau_clerk'), { ...added, body }))).toEqual(['agreement.slot_unknown', 'agreement.table_unknown', 'agreement.brace_open']);
  });

  test('a text is shown as it will read before it is kept', async () => {
    const shown = accepted(await previewTemplate(district.contextFor('bureau_clerk'), added));
    expect(shown.blocks[0]).toEqual({ kind: 'paragraph', text: '甲方示例社区卫生服务中心与乙方示例居民签约。' });
  });

  test('what is about to be signed can be read before', async () => {
    const terms = { teamId: district.team.id, practitionerId: null, packageCodes: ['basic'], startDay: null, termYears: 1, guardian: null };
    const shown = accepted(await previewAgreement(district.contextFor('doctor'), { ...terms, resident: { id: district.elder.id } }));
    expect(shown.agreement.blocks[0]).toEqual({ kind: 'paragraph', text: '协议编号：签订时生成' });
    expect(shown.consent.templateVersion).toBe('2025-01');
  });
});
