import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AgreementPrintWords } from '@/server/domain/agreement/print-words';
import { isStorableText } from '@/server/domain/kernel/storable';
import { allows } from '@/server/domain/permission/actor';
import type { Words } from '@/server/domain/words';
import { writeAgreementPdf } from '@/server/integration/pdf/write-agreement';
import { printAgreement } from '@/server/services/agreement/print-agreement';
import { serviceContext } from '@/server/services/context';
import { dispositionOf } from './answer-export';
import { contextOf, cookiesOf, isSameOrigin } from './context';

export const agreementsPath = '/api/agreements/';

/**
 * GET /api/agreements/<contractId>.pdf: the printed copy of a contract's documents, within the session's reach; of a resident's
 * session only their own. Errors are `{ code, message, facts, fields, refusals }` as those of an export.
 */
export function agreementHandler(words: Pick<Words, 'sentence'>, printWords: AgreementPrintWords): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const refuse = (response: ServerResponse, status: number, refusals: readonly { readonly code: string; readonly facts: object }[]) => {
    const [first] = refusals;
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ code: first?.code, message: first ? words.sentence(first) : '', facts: first?.facts, fields: [], refusals }));
  };
  return async (request, response) => {
    if (request.method !== 'GET') return refuse(response, 405, [{ code: 'request.method_unknown', facts: { method: request.method ?? '', allowed: ['GET'] } }]);
    // Taking a copy leaves an audit row, which another site's page must not write in somebody's name.
    if (!isSameOrigin(request)) return refuse(response, 403, [{ code: 'request.foreign_origin', facts: {} }]);
    const { store, actor, absence = 'session.missing' } = await contextOf(cookiesOf(request));
    if (!actor) return refuse(response, 401, [{ code: absence, facts: {} }]);
    const scope = actor.kind === 'resident' ? 'own:read' : 'agreement:read';
    if (!allows(actor, scope)) return refuse(response, 403, [{ code: 'permission.denied', facts: { scope } }]);
    const contractId = contractIdOf(request);
    if (contractId === null) return refuse(response, 404, [{ code: 'not_found', facts: { what: 'contract' } }]);
    const printed = await printAgreement(serviceContext(store, actor), { contractId });
    if (!printed.ok) return refuse(response, printed.refusals[0].code === 'not_found' ? 404 : 422, printed.refusals);
    const pdf = await writeAgreementPdf(printed.value, { origin: originOf(request), words: printWords });
    const disposition = dispositionOf(`${printWords.fileName(printed.value.number)}.pdf`);
    response.writeHead(200, { 'Content-Type': 'application/pdf', 'Content-Length': pdf.length, 'Content-Disposition': disposition, 'Cache-Control': 'no-store' });
    response.end(pdf);
  };
}

function contractIdOf(request: IncomingMessage): string | null {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const match = /^([\w-]{1,64})\.pdf$/.exec(pathname.slice(agreementsPath.length));
  return match?.[1] !== undefined && isStorableText(match[1]) ? match[1] : null;
}

/** Where the asker reached this installation; their copy leads back there. */
function originOf(request: IncomingMessage): string {
  const scheme = process.env.GATEKEEPER_HTTPS === '1' ? 'https' : 'http';
  const host = request.headers.host ?? 'localhost';
  return /^[\w.:[\]-]{1,255}$/.test(host) ? `${scheme}://${host}` : `${scheme}://localhost`;
}
